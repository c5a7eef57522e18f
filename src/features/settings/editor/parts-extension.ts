import type { ChoiceOption } from '../../../../cards/kit/form-field.ts';
import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import type { Extension } from '../../../core/supervision/types.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { controlId, sourceControl } from './parts-starts.ts';

const NONE = 'none';
/** What whoever asks for more time says beside the form. */
const SAID = ['$until', '$reason', '$number'] as const;

/** 延期: by which other item more time is asked for, and what its fields are given (features 1.22). */
export function extensionPart({ item, items, others, make, t }: EditorContext): Part {
  const { extension } = item;
  const other = others.find(({ id }) => id === extension?.item);
  const fields = (other?.fields ?? []).filter(({ type }) => type !== 'formula');
  const said: readonly ChoiceOption[] = SAID.map(id => ({ id, label: wordOf(id, t) }));
  const gone =
    extension === undefined || items.some(({ id }) => id === extension.item)
      ? []
      : [{ id: extension.item, label: same(extension.item) }];
  return {
    kind: 'form',
    title: t('editor.link.extension'),
    notes: [t('editor.note.extension')],
    up: 'times',
    fields: [
      make.select(
        'extensionItem',
        [{ id: NONE, label: t('editor.said.noExtension') }, ...items, ...gone],
        extension?.item ?? NONE,
      ),
      ...fields.map(field => sourceControl({ item, t }, extension ?? { form: {} }, field, said)),
    ],
    save: values => {
      const read = reader(values, t);
      const chosen = read.text('extensionItem');
      if (chosen === '' || chosen === NONE)
        return { acts: [{ do: 'set', values: {}, clear: ['extension'] }], next: 'times' };
      const stays = chosen === extension?.item;
      const form = stays ? { ...extension.form } : {};
      for (const { id } of stays ? fields : []) {
        const source = read.text(controlId(id));
        if (source !== '') delete form[id];
        if (source !== '' && source !== NONE) form[id] = source;
      }
      const fresh: Extension = { item: chosen, form };
      return {
        acts: [{ do: 'set', values: { extension: fresh } }],
        // The fields of an item that was chosen just now stand on this card from now on.
        next: stays ? 'times' : 'extension',
      };
    },
  };
}

function wordOf(id: string, t: EditorContext['t']): Text {
  return t(`editor.said.extension.${id.slice(1)}`);
}

/** By which item, and which field is given what; empty where its limit cannot be moved. */
export function extensionText({ item, t }: Pick<EditorContext, 'item' | 't'>): Text {
  const { extension } = item;
  if (extension === undefined) return { zh: '', en: '' };
  const given = Object.entries(extension.form).map(([theirs, ours]) => {
    const label = item.fields.find(({ id }) => id === ours)?.label;
    const word = SAID.some(id => id === ours) ? wordOf(ours, t) : (label ?? same(ours));
    return joinTexts([same(theirs), word], { zh: ' ← ', en: ' ← ' });
  });
  return joinTexts([same(extension.item), ...given], { zh: '；', en: '; ' });
}

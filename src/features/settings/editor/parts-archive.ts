import type { Text } from '../../../../cards/kit/texts.ts';
import { joinTexts } from '../../../../cards/kit/texts.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import type { Words } from './step-words.ts';

const FORMATS = ['pdf', 'docx'] as const;

/** 规范表式: what it is called, as which files the applicant gets it, and the way to the unit's own template. */
export function archivePart({ item, make, t }: EditorContext): Part {
  const { archive } = item;
  const formats = FORMATS.map(id => ({ id, label: t(`editor.option.archiveSend.${id}`) }));
  return {
    kind: 'form',
    title: t('editor.part.archive'),
    notes: [t('editor.note.archive')],
    up: '',
    fields: [
      make.check('archiveOn', archive !== undefined),
      ...make.both('archiveTitle', archive?.title),
      make.several('archiveSend', formats, archive?.send ?? ['pdf']),
    ],
    // The template belongs to the item, not to a version of it: an item that was never published has none yet.
    ...(item.version === 0
      ? {}
      : {
          doors: [
            { label: t('editor.link.template'), action: { a: 'template.open', item: item.id } as const },
          ],
        }),
    save: values => {
      const read = reader(values, t);
      if (!read.check('archiveOn'))
        return { acts: [{ do: 'set', values: {}, clear: ['archive'] }], next: '' };
      const title = read.both('archiveTitle');
      const chosen = read.list('archiveSend');
      const send = FORMATS.filter(format => chosen.includes(format));
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [{ do: 'set', values: { archive: { title, send } } }], next: '' };
    },
  };
}

export function archiveText({ item, t }: Pick<Words, 't'> & { readonly item: ItemDefinition }): Text {
  if (item.archive === undefined) return t('admin.value.none');
  const { title, send } = item.archive;
  return joinTexts([title, ...send.map(format => t(`editor.option.archiveSend.${format}`))], {
    zh: ' · ',
    en: ' · ',
  });
}

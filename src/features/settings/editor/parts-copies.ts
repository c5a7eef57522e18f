import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import { whoText } from '../../shared/who-text.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import type { Words } from './step-words.ts';
import { copiesName, copiesOf, whoHolderOf } from './who-holder.ts';
import { faultOf, WHOLE_ITEM } from './words.ts';

/** 抄送 of a step, or of the whole item: who is told when it begins, and when it ends (semantics C15). */
export function copiesPart(context: EditorContext, id: string): Part | undefined {
  const { t, names, item } = context;
  const name = copiesName(context, id);
  if (name === undefined) return undefined;
  const rows = (['start', 'end'] as const).map(when => {
    const place = `cc:${when}:${id}`;
    const told = copiesOf(item, id)?.[when] ?? [];
    const fault = faultOf(context, whoHolderOf(context, place)?.path ?? '');
    return {
      title: t(`editor.copyWhen.${when}`),
      note: told.length === 0 ? t('editor.said.nobodyTold') : whoText(told, names, t),
      part: `who/${place}`,
      ...(fault === undefined ? {} : { fault }),
    };
  });
  const hidden = { title: t('editor.field.copyHide'), note: hiddenText(context), part: 'copyHide' };
  const whole = id === WHOLE_ITEM;
  return {
    kind: 'list',
    title: t('editor.copiesOf', { name }),
    up: whole ? 'general' : `node/${id}`,
    rows: whole ? [...rows, hidden] : rows,
  };
}

/** Fields that people who are only told do not see (peers.md row 9). */
export function copyHidePart({ item, make, t }: EditorContext): Part {
  const fields = item.fields.map(({ id, label }) => ({ id, label }));
  return {
    kind: 'form',
    title: t('editor.field.copyHide'),
    up: `copies/${WHOLE_ITEM}`,
    fields: [make.several('copyHide', fields, item.cc?.hide ?? [])],
    save: values => {
      const hide = reader(values, t).list('copyHide');
      const { hide: _, ...told } = item.cc ?? {};
      const cc = hide.length === 0 ? told : { ...told, hide };
      const act =
        Object.keys(cc).length === 0
          ? ({ do: 'set', values: {}, clear: ['cc'] } as const)
          : ({ do: 'set', values: { cc } } as const);
      return { acts: [act], next: `copies/${WHOLE_ITEM}` };
    },
  };
}

function hiddenText({ item, t }: Pick<Words, 'item' | 't'>): Text {
  const hide = item.cc?.hide ?? [];
  if (hide.length === 0) return t('admin.value.none');
  return joinTexts(hide.map(id => item.fields.find(field => field.id === id)?.label ?? same(id)));
}

/** The copies of the whole item, in a line; empty without any. */
export function copiesText({ item, names, t }: Words): Text {
  const { start = [], end = [], hide = [] } = item.cc ?? {};
  const told = (when: 'start' | 'end', who: typeof start) =>
    joinTexts([t(`editor.copyWhen.${when}`), whoText(who, names, t)], { zh: '：', en: ': ' });
  return joinTexts(
    [
      ...(start.length === 0 ? [] : [told('start', start)]),
      ...(end.length === 0 ? [] : [told('end', end)]),
      ...(hide.length === 0
        ? []
        : [joinTexts([t('editor.field.copyHide'), hiddenText({ item, t })], { zh: '：', en: ': ' })]),
    ],
    { zh: '；', en: '; ' },
  );
}

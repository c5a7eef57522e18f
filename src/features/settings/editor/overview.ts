import { editorListCard, type EditorButton } from '../../../../cards/editor.ts';
import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import type { CardJson } from '../../../application/ports.ts';
import { allPlaces } from '../../../core/flow-walk.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import type { ItemDraft } from './draft.ts';
import type { EditorContext } from './part.ts';
import { archiveText } from './parts-archive.ts';
import { timesText } from './parts-times.ts';
import { SECTIONS } from './parts.ts';
import { datesText } from './step-words.ts';
import { faultText, partOfFault } from './words.ts';

const MAX_FAULTS = 5;

/** The draft as a whole: its parts, what is wrong with it, and what can be done with it. */
export function overviewCard(deps: FeatureDeps, context: EditorContext, draft: ItemDraft): CardJson {
  const { texts: t } = deps;
  const { item, faults } = context;
  const open = (part: string): EditorButton['action'] => ({ a: 'edit.open', item: item.id, part });
  const state = draft.saved
    ? draft.basedOn === 0
      ? t('editor.state.new')
      : t('editor.state.draft', { n: draft.basedOn })
    : t('editor.state.none', { n: draft.basedOn });
  return editorListCard(
    {
      item: same(item.id),
      title: item.name,
      notes: [
        state,
        ...(draft.saved && faults.length > 0 ? [t('editor.state.faults', { n: faults.length })] : []),
      ],
      rows: [
        ...faults.slice(0, MAX_FAULTS).map(fault => ({
          title: t('editor.toMend'),
          fault: faultText(context, fault),
          button: { label: t('editor.mend'), action: open(partOfFault(context, fault.path)) },
        })),
        ...SECTIONS.map(section => ({
          title: t(`editor.part.${section}`),
          note: sectionNote(context, section),
          button: { label: t('settings.edit'), action: open(section) },
        })),
      ],
      turn: () => open(''),
      buttons: [
        ...(item.fields.length > 0 && item.flow.length > 0
          ? [{ label: t('editor.try'), action: { a: 'edit.try', item: item.id } as const }]
          : []),
        ...(draft.saved
          ? [
              {
                label: t('editor.review'),
                action: { a: 'edit.review', item: item.id } as const,
                primary: true,
              },
              { label: t('editor.discard'), action: { a: 'edit.discard', item: item.id } as const },
            ]
          : []),
        {
          label: t('button.back'),
          action: draft.live === undefined ? { a: 'settings.items' } : { a: 'settings.item', item: item.id },
        },
      ],
    },
    t,
  );
}

function sectionNote({ item, names, t }: EditorContext, section: (typeof SECTIONS)[number]): Text {
  switch (section) {
    case 'basics':
      return joinTexts([item.category, item.department], { zh: ' · ', en: ' · ' });
    case 'guide':
      return t('editor.count.guide', { n: item.guide.materials.length });
    case 'fields':
      return t('editor.count.fields', { n: item.fields.length });
    case 'flow':
      return t('editor.count.flow', { n: allPlaces(item.flow).length });
    case 'visibility':
      return t(`editor.option.visible.${item.visibility.kind}`);
    case 'numbers':
      return same(item.number.template);
    case 'general':
      return joinTexts(
        [
          t(`editor.option.withdraw.${item.withdraw}`),
          ...(item.rules === undefined ? [] : [t('settings.rules', { n: item.rules.length })]),
        ],
        { zh: ' · ', en: ' · ' },
      );
    case 'dates': {
      const dates = datesText({ item, names, t });
      return dates.zh === '' ? t('admin.value.none') : dates;
    }
    case 'times':
      return timesText({ item, names, t });
    case 'archive':
      return archiveText({ item, t });
    default:
      return section satisfies never;
  }
}

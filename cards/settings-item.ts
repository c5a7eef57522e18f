import { button, buttonRow } from './kit/button.ts';
import { card, headerTag } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime, DurationView } from './kit/facts.ts';
import { formatDuration, formatInstant } from './kit/format.ts';
import { hr, sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { switchButton } from './settings-home.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface SettingsStepRow {
  readonly id: string;
  readonly name: Text;
  /** Who acts, in words: 角色「财务科」, 直接主管 … */
  readonly who: Text;
  readonly method?: 'all' | 'any' | 'sequence' | 'vote' | 'claim' | 'random';
  readonly limit?: DurationView;
  /** How many remind and escalate rules it has. */
  readonly rules: number;
  /** In which branch it stands, if in one. */
  readonly branch?: Text;
}
export interface SettingsItemCardProps {
  readonly item: {
    readonly id: string;
    readonly name: Text;
    readonly enabled: boolean;
    readonly version: number;
    /** A name; left out when it came with the files. */
    readonly publishedBy?: string;
    readonly publishedAt: number;
  };
  readonly steps: readonly SettingsStepRow[];
  readonly mayEdit: boolean;
  readonly time: CardTime;
}
const MAX_STEPS = 25;

/** One item: its switch, its steps, its history. */
export function settingsItemCard(props: SettingsItemCardProps, t: Texts): Card {
  const { item } = props;
  return card({
    title: item.name,
    subtitle: t('settings.version', { n: item.version }),
    template: item.enabled ? 'blue' : 'grey',
    tags: [headerTag(t(item.enabled ? 'settings.on' : 'settings.off'), item.enabled ? 'green' : 'neutral')],
    elements: [
      markdown(coloured(published(props, t), 'grey'), 'notation'),
      ...props.steps.slice(0, MAX_STEPS).map(step => stepRow(item.id, step, props.mayEdit, t)),
      hr,
      ...buttonRow([
        ...(props.mayEdit
          ? [
              button(
                t('editor.edit'),
                { a: 'edit.open', item: item.id, part: '' },
                { size: 'small', type: 'primary_filled' },
              ),
              switchButton(item, t),
              button(t('editor.copy'), { a: 'edit.new', from: item.id }, { size: 'small' }),
            ]
          : []),
        button(t('editor.export'), { a: 'edit.export', item: item.id }, { size: 'small' }),
        button(t('settings.history.button'), { a: 'settings.history', item: item.id }, { size: 'small' }),
        button(t('settings.items.title'), { a: 'settings.items' }, { size: 'small' }),
      ]),
    ],
  });
}

function published({ item, time }: SettingsItemCardProps, t: Texts): Text {
  const at = formatInstant(item.publishedAt, time);
  return item.publishedBy === undefined
    ? t('settings.fromFiles', { at })
    : t('settings.publishedBy', { who: clip(item.publishedBy, 60), at });
}

function stepRow(item: string, step: SettingsStepRow, mayEdit: boolean, t: Texts): CardElement {
  const limit =
    step.limit === undefined
      ? t('settings.noLimit')
      : t('path.limit', { limit: formatDuration(step.limit, t) });
  const row = markdown(
    lines(
      words(
        bold(clipText(step.name, 50)),
        ...(step.branch === undefined ? [] : [coloured(clipText(step.branch, 50), 'orange')]),
      ),
      words(
        plain(clipText(step.who, 120)),
        ...(step.method === undefined ? [] : [coloured(t(`method.${step.method}`), 'blue')]),
      ),
      words(coloured(limit, 'grey'), coloured(t('settings.rules', { n: step.rules }), 'grey')),
    ),
  );
  const edit = button(t('settings.edit'), { a: 'settings.step', item, step: step.id }, { size: 'small' });
  return mayEdit ? sideBySide(row, edit) : row;
}

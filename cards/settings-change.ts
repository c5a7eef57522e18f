import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface ChangeLine {
  readonly label: Text;
  readonly before: Text;
  readonly after: Text;
}

export interface SettingsChangeCardProps {
  /** What is changed: an item with its step, a role, the administrators. */
  readonly what: Text;
  /** Empty: nothing differs, so there is nothing to confirm. */
  readonly lines: readonly ChangeLine[];
  /** The kept change that 确认 publishes; left out where it may not be published. */
  readonly change?: string;
  /** In place of publishing `change`: what 确认 does. */
  readonly confirm?: CardAction;
  /** What follows from it; that running requests keep their version, unless told otherwise. */
  readonly note?: Text;
  /** What the check found; with `change` they are warnings, without it they forbid. */
  readonly problems?: readonly Text[];
  /** Somebody else published first: who, when, what. */
  readonly conflict?: { readonly by: string; readonly at: number; readonly summary: readonly Text[] };
  /** What can be done about a conflict. */
  readonly choices?: readonly { readonly label: Text; readonly action: CardAction }[];
  readonly back: CardAction;
  readonly time: CardTime;
}
const MAX_LINES = 15;

/** The difference to what is live, to be confirmed. */
export function settingsChangeCard(props: SettingsChangeCardProps, t: Texts): Card {
  const nothing = props.lines.length === 0;
  const confirm = props.confirm ?? publishing(props);
  return card({
    title: t('settings.change.title'),
    subtitle: props.what,
    template: props.conflict === undefined ? 'orange' : 'red',
    elements: [
      ...conflict(props, t),
      ...(nothing ? [markdown(coloured(t('settings.change.nothing'), 'grey'))] : []),
      ...props.lines.slice(0, MAX_LINES).map(line => differenceLine(line)),
      ...(props.lines.length > MAX_LINES
        ? [markdown(coloured(t('calendar.more', { n: props.lines.length - MAX_LINES }), 'grey'))]
        : []),
      ...problems(props.problems ?? []),
      ...(nothing
        ? []
        : [markdown(coloured(props.note ?? t('settings.change.running'), 'grey'), 'notation')]),
      ...buttonRow([
        ...(confirm === undefined || nothing
          ? []
          : [button(t('button.confirm'), confirm, { type: 'primary_filled' })]),
        ...(props.choices ?? []).map(({ label, action }) => button(label, action)),
        button(t('button.back'), props.back),
      ]),
    ],
  });
}

function publishing({ change }: SettingsChangeCardProps): CardAction | undefined {
  return change === undefined ? undefined : { a: 'settings.publish', change };
}

function differenceLine(line: ChangeLine): CardElement {
  return markdown(
    lines(
      bold(clipText(line.label, 80)),
      words(
        coloured(clipText(line.before, 200), 'grey'),
        plain(same('→')),
        coloured(clipText(line.after, 200), 'green'),
      ),
    ),
  );
}

function problems(found: readonly Text[]): readonly CardElement[] {
  if (found.length === 0) return [];
  return [markdown(lines(...found.slice(0, MAX_LINES).map(one => coloured(clipText(one, 200), 'red'))))];
}

function conflict({ conflict, time }: SettingsChangeCardProps, t: Texts): readonly CardElement[] {
  if (conflict === undefined) return [];
  const who = clip(conflict.by, 60);
  return [
    markdown(
      lines(
        coloured(t('settings.change.conflict', { who, at: formatInstant(conflict.at, time) }), 'red'),
        ...conflict.summary.slice(0, MAX_LINES).map(one => plain(clipText(one, 200))),
      ),
    ),
  ];
}

export interface SettingsPublishedCardProps {
  readonly what: Text;
  readonly lines: readonly Text[];
  readonly version: number;
  readonly by: string;
  readonly at: number;
  /** Shows what undoing it would change; left out where there is nothing before. */
  readonly undo?: CardAction;
  readonly back: CardAction;
  readonly time: CardTime;
}

/** A change is live: what, by whom, when, and the way to undo it. */
export function settingsPublishedCard(props: SettingsPublishedCardProps, t: Texts): Card {
  const meta = t('settings.publishedBy', {
    who: clip(props.by, 60),
    at: formatInstant(props.at, props.time),
  });
  return card({
    title: t('settings.published.title'),
    subtitle: props.what,
    template: 'green',
    elements: [
      markdown(
        lines(
          words(bold(t('settings.version', { n: props.version })), coloured(meta, 'grey')),
          ...props.lines.slice(0, MAX_LINES).map(line => plain(clipText(line, 300))),
        ),
      ),
      ...buttonRow([
        ...(props.undo === undefined ? [] : [button(t('settings.undo'), props.undo)]),
        button(t('button.back'), props.back),
      ]),
    ],
  });
}

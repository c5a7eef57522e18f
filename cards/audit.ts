import type { ActionOf } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clip, clipText, cutPages } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface AuditRow {
  /** Its place among all, with `at`. */
  readonly id: string;
  readonly at: number;
  /** A name; left out for what came with the files or was made at start. */
  readonly by?: string;
  readonly what: Text;
  /** Of settings and items. */
  readonly version?: number;
  readonly summary: readonly Text[];
  readonly reason?: string;
}
export interface AuditCardProps {
  /** Newest first; one more than a page holds, where there is one. */
  readonly rows: readonly AuditRow[];
  /** What was looked for, for the buttons and in words. */
  readonly asked: Omit<ActionOf<'audit.form'>, 'a'>;
  readonly said: readonly Text[];
  /** A page behind the first is shown. */
  readonly further: boolean;
  /** What the check of the chain found; none: the records are whole. */
  readonly faults: readonly Text[];
  /** With what the record of acts ends, and when it was last anchored. */
  readonly head?: { readonly entry: number; readonly hash: string; readonly anchoredAt?: number };
  readonly time: CardTime;
}

/** Rows to ask for at most: one more than a page. */
export const AUDIT_PER_PAGE = 10;
const PAGE = { rows: AUDIT_PER_PAGE, bytes: 16_000 };
const MAX_LINES = 4;
const MAX_FAULTS = 6;

/** Every change and every act of administrators: who, when, what before and after; and whether the records are whole. */
export function auditCard(props: AuditCardProps, t: Texts): Card {
  const { asked, further } = props;
  const rows = cutPages(props.rows, row => bytesOf(rowElement(row, props.time, t)), PAGE)[0] ?? [];
  const last = rows.length < props.rows.length ? rows.at(-1) : undefined;
  const small = { size: 'small' } as const;
  return card({
    title: t('audit.title'),
    template: props.faults.length === 0 ? 'blue' : 'red',
    elements: [
      ...chainElements(props, t),
      ...(props.said.length === 0
        ? []
        : [markdown(coloured(t('audit.said', { what: joined(props.said) }), 'grey'), 'notation')]),
      ...(rows.length === 0 ? [markdown(coloured(t('audit.empty'), 'grey'))] : []),
      ...rows.map(row => rowElement(row, props.time, t)),
      ...buttonRow([
        ...(further ? [button(t('audit.newest'), { a: 'audit.open', ...asked }, small)] : []),
        ...(last === undefined
          ? []
          : [button(t('button.nextPage'), { a: 'audit.open', ...asked, at: last.at, id: last.id }, small)]),
      ]),
      ...buttonRow([
        button(t('audit.find'), { a: 'audit.form', ...asked }, small),
        button(t('audit.export'), { a: 'audit.export', ...asked }, small),
        button(t('button.settings'), { a: 'settings.open' }, small),
      ]),
    ],
  });
}

function chainElements({ faults, head, time }: AuditCardProps, t: Texts): readonly CardElement[] {
  const more = faults.length - MAX_FAULTS;
  return [
    markdown(
      faults.length === 0
        ? coloured(t('audit.whole'), 'green')
        : lines(
            ...faults.slice(0, MAX_FAULTS).map(fault => coloured(clipText(fault, 120), 'red')),
            ...(more > 0 ? [coloured(t('audit.more', { n: more }), 'red')] : []),
          ),
    ),
    ...(head === undefined
      ? []
      : [
          markdown(
            lines(
              coloured(t('audit.head', { n: head.entry, hash: head.hash.slice(0, 16) }), 'grey'),
              ...(head.anchoredAt === undefined
                ? []
                : [coloured(t('audit.anchored', { time: formatInstant(head.anchoredAt, time) }), 'grey')]),
            ),
            'notation',
          ),
        ]),
  ];
}

function joined(texts: readonly Text[]): Text {
  const cut = texts.map(text => clipText(text, 60));
  return { zh: cut.map(({ zh }) => zh).join(' · '), en: cut.map(({ en }) => en).join(' · ') };
}

function rowElement(row: AuditRow, time: CardTime, t: Texts): CardElement {
  const more = row.summary.length - MAX_LINES;
  return markdown(
    lines(
      words(
        bold(clipText(row.what, 60)),
        ...(row.version === undefined ? [] : [coloured(t('settings.version', { n: row.version }), 'grey')]),
      ),
      words(
        ...(row.by === undefined ? [] : [plain(same(clip(row.by, 40)))]),
        coloured(formatInstant(row.at, time), 'grey'),
      ),
      ...row.summary.slice(0, MAX_LINES).map(line => plain(clipText(line, 160))),
      ...(more > 0 ? [coloured(t('audit.more', { n: more }), 'grey')] : []),
      ...(row.reason === undefined ? [] : [plain(t('audit.reason', { reason: clip(row.reason, 160) }))]),
    ),
  );
}

import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface HandOverRow {
  readonly person: string;
  readonly name: string;
  readonly successor: string;
  readonly status: 'planned' | 'done' | 'failed';
  readonly at: number;
}

const MAX_ROWS = 10;
const MAX_LINES = 60;
const COLOURS = { planned: 'grey', done: 'green', failed: 'red' } as const;

/** 离职交接: those that were made, and the way to a new one. */
export function handOversCard(
  {
    rows,
    mayRun,
    time,
  }: { readonly rows: readonly HandOverRow[]; readonly mayRun: boolean; readonly time: CardTime },
  t: Texts,
): Card {
  return card({
    title: t('handOver.title'),
    template: 'blue',
    elements: [
      markdown(coloured(t('handOver.explained'), 'grey'), 'notation'),
      ...(rows.length === 0 ? [markdown(plain(t('handOver.none')))] : []),
      ...rows
        .slice(0, MAX_ROWS)
        .map(row =>
          sideBySide(
            markdown(
              lines(
                words(
                  bold(same(clip(row.name, 40))),
                  plain(same('→')),
                  plain(same(clip(row.successor, 40))),
                  coloured(t(`handOver.status.${row.status}`), COLOURS[row.status]),
                ),
                coloured(formatInstant(row.at, time), 'grey'),
              ),
            ),
            button(t('button.open'), { a: 'handOver.show', person: row.person }, { size: 'small' }),
          ),
        ),
      ...buttonRow([
        ...(mayRun
          ? [button(t('button.handOverNew'), { a: 'handOver.form' }, { type: 'primary_filled' })]
          : []),
        button(t('button.settings'), { a: 'settings.open' }),
      ]),
    ],
  });
}

type HandOverPart =
  | 'request'
  | 'role'
  | 'delegation'
  | 'administrator'
  | 'itemAdministrators'
  | 'supervisors'
  | 'auditors'
  | 'clerks'
  | 'item';

export interface HandOverCardProps {
  readonly person: string;
  readonly name: string;
  /** Empty: nobody was found. */
  readonly successor: string;
  /** The reader may hand over; else only looks. */
  readonly mayRun: boolean;
  readonly status: 'planned' | 'done' | 'failed';
  readonly lines: readonly {
    readonly what: HandOverPart;
    readonly label: string;
    readonly status: 'open' | 'done' | 'failed';
    readonly why?: Text;
  }[];
}

const MARKS = { open: '○', done: '✓', failed: '✗' } as const;
const MARK_COLOURS = { open: 'grey', done: 'green', failed: 'red' } as const;

/** What one person held, to whom it goes or went, and what could not be handed over. */
export function handOverCard(props: HandOverCardProps, t: Texts): Card {
  const shown = props.lines
    .slice(0, MAX_LINES)
    .map(line =>
      words(
        coloured(same(MARKS[line.status]), MARK_COLOURS[line.status]),
        plain(t(`handOver.what.${line.what}`)),
        plain(same(clip(line.label, 60))),
        ...(line.why === undefined ? [] : [coloured(clipText(line.why, 100), 'grey')]),
      ),
    );
  const more = props.lines.length - shown.length;
  const again = props.status === 'failed';
  const possible =
    props.mayRun && props.successor !== '' && props.lines.some(({ status }) => status !== 'done');
  return card({
    title: t('handOver.of', { who: clip(props.name, 40) }),
    template: props.status === 'done' ? 'green' : props.status === 'failed' ? 'orange' : 'blue',
    elements: [
      markdown(
        plain(
          props.successor === ''
            ? t('handOver.nobody')
            : t('handOver.to', { who: clip(props.successor, 40) }),
        ),
      ),
      ...(shown.length === 0
        ? [markdown(coloured(t('handOver.nothing'), 'grey'))]
        : [markdown(lines(...shown))]),
      ...(more > 0 ? [markdown(coloured(t('path.more', { n: more }), 'grey'))] : []),
      ...buttonRow([
        ...(possible
          ? [
              button(
                t(again ? 'button.retry' : 'button.handOver'),
                { a: 'handOver.run', person: props.person },
                { type: 'primary_filled' },
              ),
            ]
          : []),
        button(t('button.back'), { a: 'handOver.open' }),
      ]),
    ],
  });
}

import type { ActionOf } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant, formatNames } from './kit/format.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { statusWord } from './kit/request-elements.ts';
import type { RequestStatusView } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** Rows to ask the store for on one page. */
export const RUNNING_PER_PAGE = 6;

export interface RunningRowView {
  readonly id: string;
  readonly number: string;
  readonly item: Text;
  readonly applicant: string;
  readonly status: RequestStatusView;
  readonly submittedAt: number;
  readonly dueAt?: number;
  /** Names of the steps it stands in, and of those who hold it. */
  readonly steps: Text;
  readonly holders: readonly string[];
  /** What the reader may do with it from here. */
  readonly acts: readonly ('jump' | 'reassign' | 'resend' | 'terminate')[];
}

type Asked = Omit<ActionOf<'running.form'>, 'a'>;
interface Place {
  readonly at: number;
  readonly id: string;
}

export interface RunningCardProps {
  readonly rows: readonly RunningRowView[];
  /** What was looked for, for the buttons and in words. */
  readonly asked: Asked;
  readonly said: readonly Text[];
  /** The first and the last row, where there is a page before or behind it. */
  readonly previous?: Place;
  readonly next?: Place;
  /** Leads back to the settings menu. */
  readonly settings: boolean;
  readonly time: CardTime;
}

/** 运行中的申请: what was found, and what can be done with it (features 2.15, 3.11). */
export function runningCard(props: RunningCardProps, t: Texts): Card {
  const { rows, asked, said, previous, next } = props;
  return card({
    title: t('running.title'),
    elements: [
      ...(said.length === 0
        ? []
        : [markdown(coloured(t('running.said', { what: joined(said) }), 'grey'), 'notation')]),
      ...(rows.length === 0 ? [markdown(plain(t('running.none')))] : []),
      ...rows.flatMap(row => rowElements(row, props.time, t)),
      ...buttonRow([
        ...(previous === undefined
          ? []
          : [
              button(
                t('button.previousPage'),
                { a: 'running.open', ...asked, ...previous, back: true },
                { size: 'small' },
              ),
            ]),
        ...(next === undefined
          ? []
          : [button(t('button.nextPage'), { a: 'running.open', ...asked, ...next }, { size: 'small' })]),
      ]),
      ...buttonRow([
        button(t('running.find'), { a: 'running.form', ...asked }, { type: 'primary_filled' }),
        ...(props.settings ? [button(t('button.settings'), { a: 'settings.open' })] : []),
      ]),
    ],
  });
}

function joined(texts: readonly Text[]): Text {
  const cut = texts.map(text => clipText(text, 60));
  return { zh: cut.map(({ zh }) => zh).join(' · '), en: cut.map(({ en }) => en).join(' · ') };
}

function rowElements(row: RunningRowView, time: CardTime, t: Texts): readonly CardElement[] {
  return [
    markdown(
      lines(
        words(bold(clipText(row.item, 50)), statusWord(row.status, t)),
        words(
          coloured(same(`${clip(row.applicant, 40)} · ${clip(row.number, 40)} ·`), 'grey'),
          coloured(formatInstant(row.submittedAt, time), 'grey'),
        ),
        ...(row.holders.length === 0
          ? []
          : [
              words(
                plain(clipText(row.steps, 60)),
                plain(same('·')),
                plain(clipText(formatNames(row.holders, t), 80)),
              ),
            ]),
        ...(row.dueAt === undefined
          ? []
          : [words(coloured(t('label.dueAt'), 'grey'), plain(formatInstant(row.dueAt, time)))]),
      ),
    ),
    ...buttonRow([
      button(t('button.detail'), { a: 'request.detail', request: row.id }, { size: 'small' }),
      ...row.acts.map(act => actButton(act, row.id, t)),
    ]),
  ];
}

function actButton(act: RunningRowView['acts'][number], request: string, t: Texts): Button {
  return button(t(`button.${act}`), { a: 'act.form', act, request }, { size: 'small' });
}

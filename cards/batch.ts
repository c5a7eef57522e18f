import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** One task that may be approved together with others. */
export interface BatchRow {
  /** The name of its check box. */
  readonly id: string;
  readonly item: Text;
  readonly step: Text;
  readonly number: string;
  readonly applicant: string;
}

/** Rows to choose from on one card. */
export const BATCH_ROWS = 20;

/** 批量同意: what may be approved together, all chosen at first. */
export function batchFormCard(rows: readonly BatchRow[], t: Texts): Card {
  return card({
    title: t('batch.title'),
    elements: [
      markdown(plain(t(rows.length === 0 ? 'batch.nothing' : 'batch.note'))),
      ...(rows.length === 0
        ? []
        : [
            {
              tag: 'form' as const,
              name: 'batch',
              elements: [
                ...rows
                  .slice(0, BATCH_ROWS)
                  .flatMap(row =>
                    fieldElements(
                      { kind: 'checkbox', id: row.id, label: labelOf(row), required: false, value: true },
                      t,
                    ),
                  ),
                ...buttonRow([
                  submitButton(t('button.batch'), { a: 'todo.batch' }, { type: 'primary_filled' }),
                ]),
              ],
            },
          ]),
      ...buttonRow([button(t('button.todo'), { a: 'todo.open' })]),
    ],
  });
}

function labelOf(row: BatchRow): Text {
  const rest = `${clip(row.applicant, 20)} · ${clip(row.number, 30)}`;
  const [item, step] = [clipText(row.item, 20), clipText(row.step, 15)];
  return { zh: `${item.zh} · ${step.zh} · ${rest}`, en: `${item.en} · ${step.en} · ${rest}` };
}

export interface BatchResult {
  readonly number: string;
  readonly item: Text;
  /** Why it was not done; absent: it was. */
  readonly why?: Text;
}

/** What was done, and what not and why. */
export function batchResultCard(results: readonly BatchResult[], t: Texts): Card {
  const done = results.filter(({ why }) => why === undefined).length;
  const shown = results
    .slice(0, BATCH_ROWS)
    .map(({ number, item, why }) =>
      words(
        coloured(same(why === undefined ? '✓' : '✗'), why === undefined ? 'green' : 'red'),
        bold(same(clip(number, 40))),
        plain(clipText(item, 40)),
        ...(why === undefined ? [] : [coloured(clipText(why, 120), 'grey')]),
      ),
    );
  return card({
    title: t('batch.result', { done, failed: results.length - done }),
    template: done === results.length ? 'green' : 'orange',
    elements: [
      ...(shown.length === 0 ? [] : [markdown(lines(...shown))]),
      ...buttonRow([button(t('button.todo'), { a: 'todo.open' }, { type: 'primary_filled' })]),
    ],
  });
}

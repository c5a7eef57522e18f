import { PASTED } from '../../../../cards/table-row.ts';
import type { ActionOf } from '../../../../cards/kit/action.ts';
import type { CardTap, StagedRows, TapAnswer } from '../../../application/ports.ts';
import type { TapHandlers } from '../../../application/router.ts';
import type { FormRow } from '../../../core/definition.ts';
import { computeRow, rowFaults } from '../../../core/form/table.ts';
import { answer, politeNo, show, textInput } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { readForm } from '../../shared/read-form.ts';
import { saveDraft } from '../drafts.ts';
import { keep, withDraft } from '../with-draft.ts';
import { linesCard, mostRows, type OpenTable, openTable, readCard, rowCard, rowsCard } from './cards.ts';
import { cellsOfLines, readCells } from './read-cells.ts';

type At = { readonly draft: string; readonly field: string };

/** Detail tables of a draft: rows added, edited and removed, or pasted as lines. Every act is saved at once. */
export function tableTaps(deps: FeatureDeps): TapHandlers {
  const at = (action: At, tap: CardTap, act: (table: OpenTable) => TapAnswer | Promise<TapAnswer>) =>
    withTable(deps, action, tap, act);
  return {
    'table.open': (action, tap) => at(action, tap, table => show(rowsCard(deps, table, action.page))),
    'table.row': (action, tap) =>
      at(action, tap, table => stale(deps, table, action.of) ?? show(rowCard(deps, table, action.row))),
    'table.saveRow': (action, tap) => at(action, tap, table => saveRow(deps, table, action, tap)),
    'table.removeRow': (action, tap) =>
      at(action, tap, async table => {
        const changed = stale(deps, table, action.of);
        if (changed !== undefined) return changed;
        const rest = table.rows.filter((_, index) => index !== action.row);
        return done(deps, 'table.rowRemoved', await withRows(deps, table, rest));
      }),
    'table.clear': (action, tap) =>
      at(
        action,
        tap,
        async table =>
          stale(deps, table, action.of) ?? done(deps, 'table.cleared', await withRows(deps, table, [])),
      ),
    'table.pasteForm': (action, tap) => at(action, tap, table => show(linesCard(deps, table))),
    'table.paste': (action, tap) => at(action, tap, table => paste(deps, table, tap)),
    'table.take': (action, tap) => at(action, tap, table => take(deps, table, action.how)),
  };
}

/** The tapper's draft and its detail table, with what the tap brought along of the form around it. */
function withTable(
  deps: FeatureDeps,
  { draft: id, field }: At,
  tap: CardTap,
  act: (table: OpenTable) => TapAnswer | Promise<TapAnswer>,
): Promise<TapAnswer> {
  return withDraft(deps, id, tap, async (draft, definition) => {
    const table = openTable(await keep(deps, draft, definition, tap), definition, field);
    return table === undefined ? politeNo(deps, 'notFound') : act(table);
  });
}

/** Rows were added or removed since the card was made: the number on it may be another row's. */
function stale(deps: FeatureDeps, table: OpenTable, of: number): TapAnswer | undefined {
  if (table.rows.length === of) return undefined;
  return answer('info', deps.texts('table.changed'), rowsCard(deps, table));
}

function done(deps: FeatureDeps, key: 'table.rowRemoved' | 'table.cleared', table: OpenTable): TapAnswer {
  return answer('success', deps.texts(key), rowsCard(deps, table));
}

async function withRows(
  deps: FeatureDeps,
  { draft, definition, table }: OpenTable,
  rows: readonly FormRow[],
  staged?: StagedRows,
): Promise<OpenTable> {
  const { staged: _, ...rest } = draft;
  const { [table.id]: __, ...others } = draft.form;
  const form = rows.length === 0 ? others : { ...others, [table.id]: rows };
  const saved = await saveDraft(deps, { ...rest, form, ...(staged === undefined ? {} : { staged }) });
  return { draft: saved, definition, table, rows };
}

/** What is wrong with a row does not keep it from being saved: it stands at the cell, and the form is not handed in with it. */
async function saveRow(
  deps: FeatureDeps,
  open: OpenTable,
  { row, of, more }: ActionOf<'table.saveRow'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const { table, rows } = open;
  const typed = typedRow(open, tap);
  const changed = stale(deps, open, of);
  if (changed !== undefined || Object.keys(typed).length === 0) return changed ?? show(rowsCard(deps, open));
  const index = row ?? rows.length;
  const saved = await withRows(deps, open, [...rows.slice(0, index), typed, ...rows.slice(index + 1)]);
  if (rowFaults(table, typed, index + 1).length > 0)
    return answer('warning', deps.texts('table.rowWrong'), rowCard(deps, saved, index));
  const next = more === true && saved.rows.length < mostRows(table);
  const card = next ? rowCard(deps, saved, undefined) : rowsCard(deps, saved, Math.floor(index / 10) + 1);
  return answer('success', deps.texts('table.rowSaved'), card);
}

function typedRow({ table }: OpenTable, tap: CardTap): FormRow {
  const columns = new Set(table.columns.map(({ id }) => id));
  const read = readForm({ fields: table.columns }, tap.form ?? {}, {}, columns);
  const cells = Object.entries(read).filter(
    (cell): cell is [string, string | number] => typeof cell[1] === 'string' || typeof cell[1] === 'number',
  );
  return computeRow(table.columns, Object.fromEntries(cells));
}

async function paste(deps: FeatureDeps, open: OpenTable, tap: CardTap): Promise<TapAnswer> {
  const typed = textInput(tap, PASTED) ?? '';
  const read = readCells(open.table, cellsOfLines(typed));
  if (read.rows.length === 0) {
    const fault = deps.texts('table.pasteEmpty');
    return answer('warning', fault, linesCard(deps, open, { typed, fault }));
  }
  const staged = { field: open.table.id, ...read };
  const saved = await withRows(deps, open, open.rows, staged);
  return show(readCard(deps, saved, staged));
}

/** 填入明细: what was read comes into the table, all of it or, where it would not fit, none. */
async function take(
  deps: FeatureDeps,
  open: OpenTable,
  how: ActionOf<'table.take'>['how'],
): Promise<TapAnswer> {
  const { staged } = open.draft;
  if (staged?.field !== open.table.id || how === 'drop')
    return show(rowsCard(deps, await withRows(deps, open, open.rows)));
  const rows = how === 'append' ? [...open.rows, ...staged.rows] : staged.rows;
  const max = mostRows(open.table);
  if (rows.length > max)
    return answer('warning', deps.texts('table.full', { n: rows.length, max }), readCard(deps, open, staged));
  const saved = await withRows(deps, open, rows);
  return answer('success', deps.texts('table.taken', { n: staged.rows.length }), rowsCard(deps, saved));
}

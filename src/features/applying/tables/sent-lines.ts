import { messageCard } from '../../../../cards/message.ts';
import type { ChatAnswer, ChatCall } from '../../../application/router.ts';
import { tableFaults } from '../../../core/form/table.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { saveDraft } from '../drafts.ts';
import { openForms, type Place } from '../files/places.ts';
import { inTurnOf } from '../with-draft.ts';
import { mostRows, type OpenTable, openTable, readCard } from './cards.ts';
import { type Cell, cellsOfLines, readCells, type ReadRows } from './read-cells.ts';

interface Reading {
  readonly open: OpenTable;
  readonly read: ReadRows;
  readonly faults: number;
}

/**
 * Lines that were copied from a sheet into the chat, for the detail table of an open form: shown as they were read, each fault
 * with its row, and taken or dropped by a tap. Of several tables the one that has the fewest faults with them is meant, and of
 * equal ones that of the form touched last. Undefined when no table is open or the words are no rows.
 */
export async function takeSentLines(
  deps: FeatureDeps,
  { person, where, argument }: ChatCall,
): Promise<ChatAnswer | undefined> {
  if (where === 'group') return undefined;
  const grid = cellsOfLines(argument);
  if (!mayBeRows(grid)) return undefined;
  const places = await openForms(deps, person);
  const readings = places.flatMap(place => readFor(place, argument, grid) ?? []);
  const [best] = readings.sort((a, b) => a.faults - b.faults);
  return best === undefined ? undefined : inTurnOf(best.open.draft.id, () => stage(deps, best));
}

/** A sentence is one cell; rows have several, or there is a tab, which nobody types. */
function mayBeRows(grid: readonly (readonly Cell[])[]): boolean {
  const wide = grid.filter(cells => cells.length > 1).length;
  return wide > 0 && wide * 2 >= grid.length;
}

function readFor(place: Place, text: string, grid: readonly (readonly Cell[])[]): Reading | undefined {
  const open = openTable(place.draft, place.definition, place.field.id);
  if (open === undefined) return undefined;
  const { table } = open;
  const inputs = table.columns.filter(({ type }) => type !== 'formula').length;
  // One line without tabs may be a sentence with blanks or commas: it is a row where it fills the table's columns exactly.
  const [only] = grid;
  const certain = grid.length > 1 || text.includes('\t') || (inputs > 2 && only?.length === inputs);
  const read = readCells(table, grid);
  if (!certain || read.rows.length === 0) return undefined;
  return {
    open,
    read,
    faults: tableFaults({ ...table, minRows: 0 }, read.rows).length + read.leftOut.length,
  };
}

async function stage(deps: FeatureDeps, { open, read }: Reading): Promise<ChatAnswer> {
  const max = mostRows(open.table);
  if (read.rows.length > max)
    return {
      card: messageCard(
        { kind: 'refused', text: deps.texts('fault.tooManyRows', { limit: max }) },
        deps.texts,
      ),
    };
  // What a tap or a file has changed meanwhile stays.
  const now = await deps.stores.drafts.load(open.draft.id);
  if (now === undefined) return { text: deps.texts('files.gone') };
  const staged = { field: open.table.id, ...read };
  const draft = await saveDraft(deps, { ...now, staged });
  return { card: readCard(deps, openTable(draft, open.definition, open.table.id) ?? open, staged) };
}

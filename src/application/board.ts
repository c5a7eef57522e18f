import type { Text, Texts } from '../../cards/kit/texts.ts';
import type { Instant, ItemDefinition } from '../core/definition.ts';
import { placeOf } from '../core/flow-walk.ts';
import type { RequestStatus } from '../core/request.ts';
import type { Clock, ItemStore } from './ports.ts';

/** A request as the board may show it: nothing of it tells who it is about. */
export interface BoardEntry {
  readonly number: string;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly status: RequestStatus;
  readonly changedAt: Instant;
  readonly nodeIds: readonly string[];
}
export interface BoardStore {
  /** The requests that changed last, the latest first. */
  latest(limit: number): Promise<readonly BoardEntry[]>;
}

export interface BoardRow {
  readonly number: string;
  readonly item: Text;
  readonly category: Text;
  readonly status: RequestStatus;
  /** The state in words, with the step that it is at. */
  readonly state: Text;
  readonly changedAt: Instant;
}
export interface Board {
  /** Rows by category, each the latest change first. */
  rows(): Promise<readonly BoardRow[]>;
}

const SHOWN = 80;
/** Many screens and cards ask at once: they are shown the same for a second. */
const KEPT_MS = 1_000;

/**
 * The rolling board (issue 7, item 6): number, item, state and time, never a name or a value. Items that are not open to
 * everybody stay away from it altogether.
 */
export function createBoard(deps: {
  readonly board: BoardStore;
  readonly items: Pick<ItemStore, 'version'>;
  readonly clock: Clock;
  readonly texts: Texts;
}): Board {
  let kept: { readonly until: number; readonly rows: Promise<readonly BoardRow[]> } | undefined;
  const read = async (): Promise<readonly BoardRow[]> => {
    const entries = await deps.board.latest(SHOWN);
    const keys = new Map(entries.map(entry => [keyOf(entry), entry]));
    const items = new Map<string, ItemDefinition>();
    for (const [key, { itemId, itemVersion }] of keys) {
      const item = await deps.items.version(itemId, itemVersion);
      if (item !== undefined) items.set(key, item);
    }
    const rows = entries.flatMap(entry => rowOf(entry, items.get(keyOf(entry)), deps.texts));
    const categories = [...new Set(rows.map(({ category }) => category.zh))];
    return categories.flatMap(category => rows.filter(row => row.category.zh === category));
  };
  return {
    rows: () => {
      const now = performance.now();
      if (kept === undefined || kept.until < now) kept = { until: now + KEPT_MS, rows: read() };
      return kept.rows;
    },
  };
}

function keyOf({ itemId, itemVersion }: BoardEntry): string {
  return `${itemId}/${itemVersion}`;
}

function rowOf(entry: BoardEntry, item: ItemDefinition | undefined, texts: Texts): readonly BoardRow[] {
  if (item === undefined || item.visibility.kind !== 'everyone') return [];
  const status = texts(`status.${entry.status}`);
  const [first] = entry.nodeIds;
  const step = first === undefined ? undefined : placeOf(item.flow, first)?.node.name;
  return [
    {
      number: entry.number,
      item: item.name,
      category: item.category,
      status: entry.status,
      state: step === undefined ? status : texts('board.at', { status, step }),
      changedAt: entry.changedAt,
    },
  ];
}

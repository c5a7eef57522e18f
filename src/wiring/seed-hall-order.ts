import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { HALL_ORDER_FILE, readHallOrder } from '../../config/hall-order.ts';
import type { Clock, ItemStore, Log, SettingsStore } from '../application/ports.ts';
import { AppError } from '../shared/errors.ts';
import { PUBLISHER } from './seed-catalogue.ts';

/** Older changes of the settings than this are not looked through for the last one that a file made. */
const HISTORY = 500;

/**
 * Brings `hall-order.yaml` of the catalogue's folder, if there is one, into the settings; once, until the file changes. Where an
 * administrator has ordered the hall since, the file is left aside and logged, as files of items are. Fails with
 * `AppError('config.invalid')` where the file is none, or names an item that is not there.
 */
export async function seedHallOrder(deps: {
  readonly folder: string;
  readonly items: ItemStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const hallOrder = await orderIn(deps.folder);
  if (hallOrder === undefined) return;
  const live = (await deps.items.live()).map(({ definition }) => definition.id);
  const unknown = hallOrder.filter(id => !live.includes(id));
  if (unknown.length > 0)
    throw new AppError(
      'config.invalid',
      `${HALL_ORDER_FILE} names items that are not there: ${unknown.join(', ')}`,
    );
  const current = await deps.settings.current();
  if (isDeepStrictEqual(current.hallOrder, hallOrder)) return;
  const byFile = (await deps.settings.history(HISTORY)).filter(({ by }) => by === PUBLISHER);
  const last = byFile.reduce<(typeof byFile)[number] | undefined>(
    (newest, each) =>
      newest !== undefined && newest.settings.version > each.settings.version ? newest : each,
    undefined,
  );
  // Taken before: what an administrator made of it since stands, an undo too.
  if (isDeepStrictEqual(last?.settings.hallOrder, hallOrder)) return;
  if (!isDeepStrictEqual(current.hallOrder, last?.settings.hallOrder)) {
    if (!byFile.some(({ settings }) => isDeepStrictEqual(settings.hallOrder, hallOrder)))
      deps.log.warn({}, `${HALL_ORDER_FILE} left aside: an administrator has ordered the hall since`);
    return;
  }
  const saved = await deps.settings.save({
    settings: { ...current, version: current.version + 1, hallOrder },
    by: PUBLISHER,
    at: deps.clock.now(),
    summary: [{ zh: '大厅顺序来自文件', en: 'The order of the hall, from its file' }],
  });
  // Not saved: another instance did the same a moment ago.
  if (saved) deps.log.info({}, 'The order of the hall was taken from its file');
}

async function orderIn(folder: string): Promise<readonly string[] | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, HALL_ORDER_FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const order = readHallOrder(text);
  if (order === undefined)
    throw new AppError(
      'config.invalid',
      `${HALL_ORDER_FILE} is no order of the hall: see the one that the settings export`,
    );
  return order;
}

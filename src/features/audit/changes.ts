import { DateTime } from 'luxon';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { Text } from '../../../cards/kit/texts.ts';
import { AUDIT_KINDS } from '../../application/ports-audit.ts';
import { findParts } from '../../core/form/find-words.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/** What is looked for. */
export type Asked = Omit<ActionOf<'audit.form'>, 'a'>;

export interface Change {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly what: Text;
  readonly version?: number;
  readonly summary: readonly Text[];
  readonly reason?: string;
}

export interface ChangePlace {
  readonly at: number;
  readonly id: string;
}

const SETTINGS_KEPT = 10_000;
/** More entries than come in one millisecond: those at the place itself may stand before it. */
const TIES = 50;

/**
 * Versions of settings and of items and the record of acts in one list, newest first, as far as they are looked for: at most
 * `limit`, after this place. Settings and items are few; the record is asked by index.
 */
export async function changes(
  deps: FeatureDeps,
  asked: Asked,
  after: ChangePlace | undefined,
  limit: number,
): Promise<readonly Change[]> {
  const found = await Promise.all([
    ofSettings(deps, asked),
    ofItems(deps, asked),
    ofRecord(deps, asked, after, limit + TIES),
  ]);
  const fits = matcher(deps, asked);
  return found
    .flat()
    .filter(fits)
    .filter(change => after === undefined || order(after, change) < 0)
    .sort(order)
    .slice(0, limit);
}

function order(one: ChangePlace, other: ChangePlace): number {
  return other.at - one.at || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
}

async function ofSettings({ stores, texts }: FeatureDeps, { what }: Asked): Promise<readonly Change[]> {
  if (what !== undefined && what !== 'settings') return [];
  const all = await stores.settings.history(SETTINGS_KEPT);
  return all.map(({ settings: { version }, by, at, summary }) => ({
    id: `settings/${padded(version)}`,
    at,
    by,
    what: texts('audit.settings'),
    version,
    summary,
  }));
}

async function ofItems({ stores }: FeatureDeps, { what }: Asked): Promise<readonly Change[]> {
  if (what !== undefined && what !== 'items') return [];
  const live = await stores.items.live();
  const histories = await Promise.all(live.map(({ definition }) => stores.items.history(definition.id)));
  return histories.flat().map(({ definition, publishedAt, publishedBy, summary }) => ({
    id: `items/${definition.id}/${padded(definition.version)}`,
    at: publishedAt,
    by: publishedBy,
    what: definition.name,
    version: definition.version,
    summary,
  }));
}

async function ofRecord(
  deps: FeatureDeps,
  asked: Asked,
  after: ChangePlace | undefined,
  limit: number,
): Promise<readonly Change[]> {
  const kind = AUDIT_KINDS.find(each => each === asked.what);
  if (asked.what !== undefined && kind === undefined) return [];
  const { from, to } = daysOf(deps, asked);
  const found = await deps.stores.audit.find(
    {
      ...(asked.person === undefined ? {} : { by: asked.person }),
      ...(kind === undefined ? {} : { kind }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(asked.words === undefined ? {} : { words: findParts([asked.words]) }),
    },
    after?.at,
    limit,
  );
  return found.map(({ n, at, by, kind: about, subject, summary, reason }) => ({
    id: `log/${padded(n)}`,
    at,
    by,
    what: joined(deps.texts(`audit.what.${about}`), subject),
    summary,
    ...(reason === undefined ? {} : { reason }),
  }));
}

function matcher(deps: FeatureDeps, asked: Asked): (change: Change) => boolean {
  const { from = 0, to = Infinity } = daysOf(deps, asked);
  const parts = asked.words === undefined ? [] : findParts([asked.words]);
  return ({ id, at, by, what, summary }) => {
    if (at < from || at >= to || (asked.person !== undefined && asked.person !== by)) return false;
    if (parts.length === 0 || id.startsWith('log/')) return true;
    const there = findParts([what, ...summary].flatMap(({ zh, en }) => [zh, en]));
    return parts.every(part => there.includes(part));
  };
}

function daysOf({ timeZone }: FeatureDeps, { from, to }: Asked): { from?: number; to?: number } {
  const day = (date: string) => DateTime.fromISO(date, { zone: timeZone }).startOf('day');
  return {
    ...(from === undefined ? {} : { from: day(from).toMillis() }),
    ...(to === undefined ? {} : { to: day(to).plus({ days: 1 }).toMillis() }),
  };
}

function padded(n: number): string {
  return String(n).padStart(9, '0');
}

function joined(kind: Text, subject: Text): Text {
  return { zh: `${kind.zh}：${subject.zh}`, en: `${kind.en}: ${subject.en}` };
}

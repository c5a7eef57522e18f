import type { AuditEntry } from '../../application/ports-audit.ts';
import type { CardTap } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import type { FeatureDeps } from './deps.ts';

type Said = Pick<AuditEntry, 'kind' | 'subject' | 'summary' | 'reason'>;

/** What was done already, and stands in the record of acts once a tap. */
export async function record(
  deps: Pick<FeatureDeps, 'stores' | 'clock'>,
  tap: Pick<CardTap, 'key' | 'person'>,
  said: Said,
): Promise<void> {
  await deps.stores.audit.add(entryOf(deps, tap, said));
}

/**
 * Does what an administrator changes that is no version of settings or items, and records it, once a tap; where the process
 * dies in between, it is recorded later. `isDone` tells from the result whether anything was changed.
 */
export function recorded<T>(
  deps: Pick<FeatureDeps, 'recorded' | 'clock'>,
  tap: Pick<CardTap, 'key' | 'person'>,
  said: Said,
  act: () => Promise<T>,
  isDone?: (result: T) => boolean,
): Promise<T> {
  return deps.recorded(entryOf(deps, tap, said), act, isDone);
}

function entryOf(
  { clock }: Pick<FeatureDeps, 'clock'>,
  tap: Pick<CardTap, 'key' | 'person'>,
  said: Said,
): AuditEntry {
  return { key: `${said.kind}/${tap.key}`, at: clock.now(), by: tap.person, ...said };
}

/** One line: what it was and what it is now; absent: it was not there, or is there no more. */
export function changeLine(label: Text, before: Text | undefined, after: Text | undefined): Text {
  const none = { zh: '无', en: 'none' };
  const [old, now] = [before ?? none, after ?? none];
  return { zh: `${label.zh}：${old.zh} → ${now.zh}`, en: `${label.en}: ${old.en} → ${now.en}` };
}

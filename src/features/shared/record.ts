import type { AuditEntry } from '../../application/ports-audit.ts';
import type { CardTap } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import type { FeatureDeps } from './deps.ts';

/** What an administrator changed that is no version of settings or items: it stands in the record of acts, once a tap. */
export async function record(
  deps: Pick<FeatureDeps, 'stores' | 'clock'>,
  tap: Pick<CardTap, 'key' | 'person'>,
  entry: Pick<AuditEntry, 'kind' | 'subject' | 'summary' | 'reason'>,
): Promise<void> {
  await deps.stores.audit.add({
    key: `${entry.kind}/${tap.key}`,
    at: deps.clock.now(),
    by: tap.person,
    ...entry,
  });
}

/** One line: what it was and what it is now; absent: it was not there, or is there no more. */
export function changeLine(label: Text, before: Text | undefined, after: Text | undefined): Text {
  const none = { zh: '无', en: 'none' };
  const [old, now] = [before ?? none, after ?? none];
  return { zh: `${label.zh}：${old.zh} → ${now.zh}`, en: `${label.en}: ${old.en} → ${now.en}` };
}

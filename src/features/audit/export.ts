import { stringify } from 'csv-stringify/sync';
import type { Text } from '../../../cards/kit/texts.ts';
import { fingerprint } from '../../application/ids.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import { answer } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { isPerson, nameOf, peopleNamed } from '../shared/people.ts';
import { record } from '../shared/record.ts';
import { type Asked, changes } from './changes.ts';

const MOST = 50_000;

/**
 * 导出: all that is looked for as CSV, at most `MOST` rows. Cells that a sheet would take for a formula are escaped. That it
 * was exported stands in the record itself.
 */
export async function exportAudit(deps: FeatureDeps, asked: Asked, tap: CardTap): Promise<TapAnswer> {
  const rows = await changes(deps, asked, undefined, MOST);
  const part = await peopleNamed(deps, rows.map(({ by }) => by).filter(isPerson));
  const word = (text: Text): string => (deps.language === 'en' ? text.en : text.zh);
  const table = rows.map(({ at, by, what, version, summary, reason }) => [
    new Date(at).toISOString(),
    isPerson(by) ? nameOf(part, by) : by,
    by,
    word(what),
    version === undefined ? '' : String(version),
    summary.map(word).join('\n'),
    reason ?? '',
  ]);
  const head = ['at', 'name', 'id', 'what', 'version', 'changes', 'reason'];
  const text = `\uFEFF${stringify([head, ...table], { escape_formulas: true })}`;
  const file = { name: 'audit.csv', bytes: new TextEncoder().encode(text) };
  await record(deps, tap, {
    kind: 'export',
    subject: deps.texts('audit.title'),
    summary: [deps.texts('audit.rows', { n: rows.length })],
  });
  await deps.messenger.sendFile(
    { kind: 'person', openId: tap.person },
    file,
    `a-${fingerprint(40, tap.key)}`,
  );
  return answer('success', deps.texts('audit.exported', { name: file.name }));
}

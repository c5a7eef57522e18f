import { KEYS } from '../../support/lark/callbacks.ts';
import { PHONE, TYPED } from './acts.ts';

/** What no log may hold: secrets, tokens, and what people typed. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  'the app secret': KEYS.appSecret,
  'the app secret in JSON': JSON.stringify(KEYS.appSecret).slice(1, -1),
  'the encrypt key': KEYS.encryptKey,
  'the verification token': KEYS.verificationToken,
  'an access token': 't-secret-bearer-',
  'a card token': 'c-om_',
  'a typed text': TYPED,
  'a phone number': PHONE,
};

/** The kinds of forbidden text in a log, each with the first line that holds it. */
export function leaks(log: string): readonly string[] {
  return Object.entries(FORBIDDEN).flatMap(([what, text]) => {
    const at = log.indexOf(text);
    if (at < 0) return [];
    const line = log.slice(log.lastIndexOf('\n', at) + 1, log.indexOf('\n', at));
    return [`${what}: ${line.slice(0, 1_000)}`];
  });
}

/** How often each thing was logged as an error; a line that is not JSON (a crash, say) counts by its beginning. */
export function errorsIn(log: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of log.split('\n')) {
    const what = errorOf(line);
    if (what !== undefined) counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

function errorOf(line: string): string | undefined {
  if (line === '' || line.startsWith('… ') || line.startsWith('Onewindow listens')) return undefined;
  if (!line.startsWith('{')) return line.slice(0, 120);
  const { level, msg }: { level?: unknown; msg?: unknown } = JSON.parse(line);
  return level === 'error' || level === 'fatal' ? String(msg) : undefined;
}

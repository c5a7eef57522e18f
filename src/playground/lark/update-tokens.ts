import { randomUUID } from 'node:crypto';

/** A callback's token updates its card for 30 minutes and twice (lark.md 2.2). */
const LIVES_MS = 30 * 60_000;
const USES = 2;

export interface UpdateTokens {
  /** A token `c-…` for the card of this message. */
  issue(messageId: string): string;
  /** The message that the token may update now; else why not. Counts the use. */
  use(token: string): { readonly messageId: string } | 'unknown' | 'expired' | 'overused';
}

export function createUpdateTokens(now: () => number): UpdateTokens {
  const tokens = new Map<string, { messageId: string; expiresAt: number; uses: number }>();
  return {
    issue(messageId) {
      for (const [old, entry] of tokens) if (entry.expiresAt < now() - LIVES_MS) tokens.delete(old);
      const token = `c-${randomUUID().replaceAll('-', '')}`;
      tokens.set(token, { messageId, expiresAt: now() + LIVES_MS, uses: 0 });
      return token;
    },
    use(token) {
      const entry = tokens.get(token);
      if (entry === undefined) return 'unknown';
      if (entry.expiresAt < now()) return 'expired';
      if (entry.uses >= USES) return 'overused';
      entry.uses += 1;
      return { messageId: entry.messageId };
    },
  };
}

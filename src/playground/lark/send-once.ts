/** Lark drops a repeated send with the same uuid for an hour and answers with the first message. */
const KEPT_MS = 3_600_000;

export interface SendOnce {
  /** The message that was sent with this key within the hour. */
  find(key: string | undefined): string | undefined;
  keep(key: string | undefined, messageId: string): void;
}

export function createSendOnce(now: () => number): SendOnce {
  const sent = new Map<string, { readonly messageId: string; readonly at: number }>();
  return {
    find(key) {
      const entry = key === undefined ? undefined : sent.get(key);
      return entry !== undefined && now() - entry.at < KEPT_MS ? entry.messageId : undefined;
    },
    keep(key, messageId) {
      if (key === undefined) return;
      for (const [old, entry] of sent) if (now() - entry.at >= KEPT_MS) sent.delete(old);
      sent.set(key, { messageId, at: now() });
    },
  };
}

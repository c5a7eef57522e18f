/** The SDK's `Cache`, one to a client, so that a token that Lark no longer accepts can be dropped. */
export interface TokenCache {
  readonly get: (key: unknown, options?: { readonly namespace?: string }) => Promise<unknown>;
  readonly set: (
    key: unknown,
    value: unknown,
    expiresAt?: number,
    options?: { readonly namespace?: string },
  ) => Promise<boolean>;
  /** Forgets everything. */
  readonly clear: () => void;
}

export function createTokenCache(): TokenCache {
  const entries = new Map<string, { readonly value: unknown; readonly expiresAt: number | undefined }>();
  return {
    get: async (key, options) => {
      const entry = entries.get(name(key, options?.namespace));
      // Lark counts a token's life in real time, whatever the service's clock says.
      if (entry?.expiresAt !== undefined && entry.expiresAt <= Date.now()) return undefined;
      return entry?.value;
    },
    set: async (key, value, expiresAt, options) => {
      entries.set(name(key, options?.namespace), { value, expiresAt });
      return true;
    },
    clear: () => entries.clear(),
  };
}

/** The SDK's keys are symbols: their text is the key. */
function name(key: unknown, namespace: string | undefined): string {
  return `${namespace ?? ''}/${String(key)}`;
}

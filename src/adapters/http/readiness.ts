import type { PartState } from '../../shared/callback.ts';

/** By name: `store`, `lark`, `jobs`, and `longConnection` where it is used. A probe may throw. */
export type ReadinessProbes = Readonly<Record<string, () => PartState | Promise<PartState>>>;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** A probe that has not answered by then counts as not ready, so that /readyz itself always answers. */
const PROBE_MS = 2_000;

/** Asks all parts at once. What a probe throws is not shown: it might hold an address with credentials. */
export async function readinessReport(probes: ReadinessProbes): Promise<ReadinessReport> {
  const entries = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => [name, await ask(probe)] as const),
  );
  return { ready: entries.every(([, state]) => state.ok), parts: Object.fromEntries(entries) };
}

async function ask(probe: ReadinessProbes[string]): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartState>(resolve => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'no answer' }), PROBE_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(probe), late]);
  } catch {
    return { ok: false, detail: 'probe failed' };
  } finally {
    clearTimeout(timer);
  }
}

import { createLogger, createMetrics, type Logger, type Metrics } from '../../../src/shared/telemetry.ts';

/** A logger that keeps its lines, at the loudest level and without knowing any secret: nothing hides a leak. */
export function keptLog(secrets: readonly string[] = []): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const log = createLogger({
    level: 'trace',
    secrets,
    destination: { write: line => void lines.push(line) },
  });
  return { log, lines };
}

/** The value of one series; 0 when it was never touched. */
export async function counted(
  metrics: Metrics,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const metric = await metrics.registry.getSingleMetric(name)?.get();
  const found = metric?.values.find(value =>
    Object.entries(labels).every(([label, expected]) => value.labels[label] === expected),
  );
  return found?.value ?? 0;
}

export { createMetrics };

/** Every text that can be reached from a value, through causes, hidden properties and symbols. */
export function textsIn(value: unknown, seen: Set<unknown> = new Set()): string[] {
  if (typeof value === 'string') return [value];
  if (Buffer.isBuffer(value)) return [value.toString('utf8')];
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
    return [];
  seen.add(value);
  return Reflect.ownKeys(value).flatMap(key => {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    const own = descriptor !== undefined && 'value' in descriptor ? descriptor.value : undefined;
    return [String(key), ...textsIn(own, seen)];
  });
}

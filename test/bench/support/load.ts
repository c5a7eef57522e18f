import { Agent, request } from 'node:http';

/** One call: a body with its headers, and whether its answer is a good one. */
export interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
export type Accept = (status: number, body: string) => boolean;

export interface Measured {
  /** Milliseconds of each good answer, from the moment the call was meant to leave. */
  readonly latencies: readonly number[];
  readonly bad: number;
  readonly seconds: number;
}

/**
 * Sends calls at a fixed rate, whether or not earlier ones were answered: a slow answer does not slow the sender, so that
 * waiting is counted as people would feel it.
 */
export async function openLoop(
  port: number,
  calls: readonly Call[],
  rate: number,
  accept: Accept,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const start = performance.now();
  const results = await Promise.all(
    calls.map(async (call, n) => {
      const due = start + (n * 1000) / rate;
      await sleepUntil(due);
      const good = await send(port, agent, call, accept);
      return { good, took: performance.now() - due };
    }),
  );
  agent.destroy();
  return summary(results, start);
}

/** Keeps `connections` calls under way until all are answered: what the server can do at most. */
export async function closedLoop(
  port: number,
  calls: readonly Call[],
  connections: number,
  accept: Accept,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const results: { good: boolean; took: number }[] = [];
  const queue = [...calls];
  const worker = async () => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      const sent = performance.now();
      const good = await send(port, agent, call, accept);
      results.push({ good, took: performance.now() - sent });
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return summary(results, start);
}

function summary(results: readonly { good: boolean; took: number }[], start: number): Measured {
  const good = results.filter(result => result.good);
  return {
    latencies: good.map(result => result.took).sort((a, b) => a - b),
    bad: results.length - good.length,
    seconds: (performance.now() - start) / 1000,
  };
}

/** The value below which `share` of the sorted numbers lie. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function sleepUntil(due: number): Promise<void> {
  const wait = due - performance.now();
  return wait <= 0 ? Promise.resolve() : new Promise(resolve => setTimeout(resolve, wait));
}

function send(port: number, agent: Agent, call: Call, accept: Accept): Promise<boolean> {
  return new Promise(resolve => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        agent,
        method: 'POST',
        path: call.path,
        headers: { ...call.headers, 'content-length': call.body.length },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve(accept(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))),
        );
        response.on('error', () => resolve(false));
      },
    );
    outgoing.on('error', () => resolve(false));
    outgoing.end(call.body);
  });
}

import { embeddedEngine, engineAt } from './store-engines.ts';
import type { Engine } from './store-engines.ts';
import { approve, atOnce, documents, openBench, timed, waiting } from './store-loads.ts';
import type { Bench, Cost } from './store-loads.ts';
import { requestDocument } from './store-document.ts';
import { printGoals, printSize } from './store-report.ts';
import type { Load, Measured } from './store-report.ts';

/**
 * `npm run bench:store`: the embedded store beside the engine at MONGODB_URI (by default where DocumentDB's bridge
 * listens), the two in turn, some hundred operations each: inserts, conditional updates by id, indexed finds with sort
 * and limit. BENCH_SIZES: how many documents, by default 1000,100000,1000000; BENCH_SCALE=0.1 makes the sizes above a
 * thousand and the number of operations smaller.
 */
const scale = Number(process.env['BENCH_SCALE'] ?? 1);
const SMALL = 1000;
const WARM = 600;
const SIZES = (process.env['BENCH_SIZES'] ?? '1000,100000,1000000')
  .split(',')
  .map(size => Math.max(SMALL, Math.round(Number(size) * scale)));
const ROUNDS = 25;
const PER_ROUND = Math.max(64, Math.round(160 * scale));
const ALONE = 16;
/** No engine gets more than about this for one kind of operation, but three rounds at least. */
const SECONDS = 20;
const LEAST_ROUNDS = 3;
const FILL_STEPS = 10;
const LEAST_INSERTS = 10_000;
const BATCH = 1000;

const other = await engineAt(process.env['MONGODB_URI'] ?? 'mongodb://127.0.0.1:27117');
console.log(
  other === undefined ? 'no engine to compare with answers' : `side by side with ${other.name}, in turn`,
);
const measured: Measured[] = [];
for (const size of new Set(SIZES)) {
  const result = await measure(size, other);
  printSize(result);
  measured.push(result);
}
printGoals(measured);

async function measure(size: number, compared: Engine | undefined): Promise<Measured> {
  const own = await embeddedEngine();
  const benches: Bench[] = [];
  try {
    for (const engine of compared === undefined ? [own] : [own, compared]) {
      await warmUp(engine);
      benches.push(await openBench(engine, `requests_${process.pid}`));
    }
    const loads: Load[] = [
      await fill(benches, size),
      await inRounds(benches, 'inserts', (bench, at) =>
        bench.collection.insertOne(requestDocument(size + at)),
      ),
      await inRounds(benches, 'updates', (bench, at) => approve(bench, (at * 7919) % size)),
      await inRounds(benches, 'finds', waiting),
    ];
    const memory = own.memory();
    // the same store with a thousand documents, at the same time: a busy machine slows both alike
    const small = await openBench(own, 'thousand');
    await small.collection.insertMany(documents(0, SMALL));
    const [aloneSmall, ...alone] = await findsAlone([small, ...benches]);
    await small.close();
    return { size, engines: benches.map(({ engine }) => engine.name), loads, alone, aloneSmall, memory };
  } finally {
    progress('');
    for (const bench of benches) await bench.close();
    await own.stop();
  }
}

/** What runs for days has compiled its code and filled its caches: a little of everything, in another collection. */
async function warmUp(engine: Engine): Promise<void> {
  progress(`${engine.name}: warming up`);
  const bench = await openBench(engine, `warm_${process.pid}`);
  for (let at = 0; at < SMALL; at += 50) await bench.collection.insertMany(documents(at, at + 50));
  await atOnce(0, WARM, at => bench.collection.insertOne(requestDocument(SMALL + at)));
  await atOnce(0, WARM, at => approve(bench, at));
  await atOnce(0, WARM, at => waiting(bench, at));
  await bench.close();
}

/** Inserts all documents, a thousand to a command, but at least ten commands; a small collection is filled again. */
async function fill(benches: readonly Bench[], size: number): Promise<Load> {
  const runs = benches.map(bench => ({ bench, cost: noCost() }));
  const step = Math.min(BATCH, Math.ceil(size / FILL_STEPS));
  for (let done = 0; done < Math.max(size, LEAST_INSERTS); done += size) {
    if (done > 0) for (const { collection } of benches) await collection.deleteMany({});
    for (let at = 0; at < size; at += step) {
      progress(`${size} documents: ${at} inserted`);
      const batch = documents(at, Math.min(size, at + step));
      for (const { bench, cost } of runs)
        await timed(bench, cost, batch.length, () => bench.collection.insertMany(batch));
    }
  }
  return { name: 'bulk inserts', costs: runs.map(({ cost }) => cost) };
}

async function inRounds(
  benches: readonly Bench[],
  name: string,
  run: (bench: Bench, at: number) => Promise<unknown>,
): Promise<Load> {
  const runs = benches.map(bench => ({ bench, cost: noCost() }));
  const tooLong = (): boolean => runs.some(({ cost }) => cost.seconds > SECONDS);
  for (let round = 0; round < ROUNDS && !(round >= LEAST_ROUNDS && tooLong()); round += 1) {
    progress(`${name}: round ${round + 1} of ${ROUNDS}`);
    const from = round * PER_ROUND;
    for (const { bench, cost } of runs)
      await timed(bench, cost, PER_ROUND, () => atOnce(from, from + PER_ROUND, at => run(bench, at)));
  }
  return { name, costs: runs.map(({ cost }) => cost) };
}

/** The median of single finds, one after the other, in milliseconds. */
async function findsAlone(benches: readonly Bench[]): Promise<number[]> {
  const runs = benches.map(bench => ({ bench, times: new Array<number>() }));
  const since = performance.now();
  const tooLong = (): boolean => performance.now() - since > 2 * SECONDS * 1000;
  for (let round = 0; round < ROUNDS && !(round >= LEAST_ROUNDS && tooLong()); round += 1) {
    progress(`finds, one at a time: round ${round + 1} of ${ROUNDS}`);
    for (const { bench, times } of runs) {
      for (let at = 0; at < ALONE; at += 1) {
        const sent = performance.now();
        await waiting(bench, round * ALONE + at);
        times.push(performance.now() - sent);
      }
    }
  }
  return runs.map(({ times }) => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN);
}

function noCost(): Cost {
  return { count: 0, seconds: 0, processor: undefined };
}

/** Says on the terminal how far it is. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

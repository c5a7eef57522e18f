import { cpus } from 'node:os';
import { measurePeak } from './parts/peak.ts';
import { measureReplay } from './parts/replay.ts';
import { measureRest } from './parts/rest.ts';
import { measureSoak } from './parts/soak.ts';
import { measureTaps } from './parts/taps.ts';
import { openEngine } from './support/engine.ts';
import { say } from './support/print.ts';

/**
 * `npm run bench`: one report, all ratios from one run, ready to be put into docs/performance.md.
 *
 * - BENCH_PARTS=rest,taps,peak,replay,soak: which parts; without it all but the soak.
 * - BENCH_SIZES=1000,10000,1000000: stored requests, a tenth of them open (100 000 at most).
 * - BENCH_ROUNDS=5, BENCH_CALLS=1000: rounds of each measurement, and calls in each.
 * - BENCH_REPLAY=8000: requests taken from application to archive; 410000 is the whole year.
 * - BENCH_PEAK_SECONDS=60; BENCH_SOAK_MINUTES=30, BENCH_SOAK_RATE=4 decisions a second: their messages are all for one person,
 *   of whom Lark takes 5 a second.
 * - BENCH_URI (or MONGODB_URI): also on that database, in the same run; BENCH_ENGINES=uri leaves the embedded store out.
 * - BENCH_PROFILE=folder: a processor profile of each service.
 */
const setting = (name: string, usual: string): string => process.env[name] ?? usual;
const parts = setting('BENCH_PARTS', 'rest,taps,peak,replay').split(',');
const sizes = setting('BENCH_SIZES', '1000,10000,1000000').split(',').map(Number);
const rounds = Number(setting('BENCH_ROUNDS', '5'));
const calls = Number(setting('BENCH_CALLS', '1000'));
const uri = process.env['BENCH_URI'] ?? process.env['MONGODB_URI'];
const engines = setting('BENCH_ENGINES', uri === undefined ? 'embedded' : 'embedded,uri').split(',');

const began = performance.now();
const report: string[] = [
  `\`npm run bench\` (${cpus().length} cores, Node ${process.versions.node}; parts ${parts.join(', ')}; ${rounds} rounds of ${calls} calls)`,
];
if (parts.includes('rest')) report.push(...(await measureRest()));
for (const name of engines) {
  const engine = await openEngine(name === 'uri' ? uri : undefined);
  try {
    report.push('', `**On ${engine.name}**`);
    if (parts.includes('taps')) report.push(...(await measureTaps(engine, { sizes, rounds, calls })));
    if (parts.includes('peak'))
      report.push(...(await measurePeak(engine, Number(setting('BENCH_PEAK_SECONDS', '60')))));
    if (parts.includes('replay'))
      report.push(...(await measureReplay(engine, Number(setting('BENCH_REPLAY', '8000')))));
    if (parts.includes('soak'))
      report.push(
        ...(await measureSoak(
          engine,
          Number(setting('BENCH_SOAK_MINUTES', '30')),
          Number(setting('BENCH_SOAK_RATE', '4')),
        )),
      );
  } finally {
    await engine.close();
  }
}
say(`done in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
console.log(`\n${report.join('\n')}\n`);

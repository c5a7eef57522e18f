import type { Jobs } from '../adapters/jobs/jobs.ts';
import type { PartState } from '../shared/callback.ts';

/** The due-scan runs every 5 s on some instance; three minutes without one means that reminders stand still. */
const LONGEST_MS = 180_000;

export async function jobsReadiness(jobs: Pick<Jobs, 'lastRunAges'>): Promise<PartState> {
  const age = (await jobs.lastRunAges())['due-scan'];
  if (age === undefined) return { ok: true, detail: 'not run yet' };
  return { ok: age < LONGEST_MS, detail: `last due-scan ${Math.round(age / 1000)} s ago` };
}

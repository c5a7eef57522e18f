import { healthCard } from '../../../cards/health.ts';
import type { HealthProbes } from '../../application/ports-health.ts';
import type { CardJson, CardTap, Delivery, TapAnswer } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import type { Feature } from '../../application/router.ts';
import { AppError } from '../../shared/errors.ts';
import { answer, show } from '../shared/answers.ts';
import { mayNow, refusedCard, withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';

export interface HealthDeps extends FeatureDeps {
  readonly health: HealthProbes;
  /** Lets the deliverer look for what is due. */
  readonly wake: () => Promise<void>;
}

const SHOWN = 8;
/** A day, and a few hours in which the next run comes. */
const LATE_MS = 30 * 3_600_000;

/** 运行状况: what a person must look at, and what can be done about it from here (issue 8, item 6). */
export function createHealth(deps: HealthDeps): Feature {
  return {
    name: 'health',
    taps: {
      'health.open': withRight(deps, 'health.see', async (_, tap) => show(await card(deps, tap.person))),
      'health.retry': withRight(deps, 'health.repair', ({ delivery }, tap) => retry(deps, delivery, tap)),
      'health.backup': withRight(deps, 'backup.run', (_, tap) => backUp(deps, tap)),
    },
    commands: [
      {
        name: 'health',
        words: ['运行状况', '健康'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({
          card: (await mayNow(deps, person, 'health.see')) ? await card(deps, person) : refusedCard(deps),
        }),
      },
    ],
  };
}

async function card(deps: HealthDeps, person: string): Promise<CardJson> {
  const { health, stores, texts: t } = deps;
  const [settings, parts, unsent, counts, stalledIds, missingYear, backups, storeBytes, stored, oldest] =
    await Promise.all([
      stores.settings.current(),
      health.parts(),
      stores.deliveries.unsent(SHOWN),
      stores.deliveries.counts(),
      stores.requests.stalled(SHOWN),
      health.missingYear(),
      health.backups.list(),
      health.storeBytes(),
      health.storeCounts(),
      stores.requests.search({ statuses: ['RUNNING', 'RETURNED'] }, { before: { at: 0, id: '' } }, 1),
    ]);
  const [people, stalled] = await Promise.all([
    peopleNamed(deps, unsent.flatMap(toOf)),
    Promise.all(stalledIds.map(id => stores.requests.load(id))),
  ]);
  const { scopes, link, helps = [] } = health.missingScopes();
  const last = backups[0];
  const late = last === undefined || deps.clock.now() - last.at > LATE_MS;
  return healthCard(
    {
      parts: Object.entries(parts).map(([name, { ok, detail }]) => ({
        name: t(`health.part.${name}`),
        ok,
        ...(detail === undefined ? {} : { detail }),
      })),
      messages: unsent.map(delivery => ({
        id: delivery.id,
        status: delivery.status === 'unknown' ? 'unknown' : 'dead',
        at: delivery.createdAt,
        ...(delivery.error === undefined ? {} : { error: delivery.error }),
        ...toOf(delivery).map(to => ({ to: nameOf(people, to) }))[0],
      })),
      unsent: counts,
      stalled: stalled.flatMap(stored =>
        stored === undefined ? [] : [{ id: stored.state.id, number: stored.state.number }],
      ),
      scopes: { names: scopes, helps, ...(link === undefined ? {} : { link }) },
      ...(missingYear === undefined ? {} : { missingYear }),
      backup:
        health.backups.kind === 'elsewhere'
          ? { kind: 'elsewhere' }
          : { kind: 'here', late, ...(last === undefined ? {} : { last }) },
      storeBytes,
      stored: Object.entries(stored).map(([name, n]) => ({ name: t(`health.stored.${name}`), n })),
      pending: counts.pending,
      ...(oldest[0] === undefined ? {} : { oldest: { number: oldest[0].number, at: oldest[0].submittedAt } }),
      mayRepair: may(settings, person, 'health.repair'),
      time: cardTime(deps),
    },
    t,
  );
}

function toOf({ effect }: Delivery): readonly string[] {
  return 'to' in effect ? [effect.to] : [];
}

/** 重发: due at once again; the deliverer takes it like any other. */
async function retry(deps: HealthDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  const unsent = await deps.stores.deliveries.unsent(1_000);
  if (!unsent.some(delivery => delivery.id === id))
    return answer('info', deps.texts('health.gone'), await card(deps, tap.person));
  await deps.stores.deliveries.revive(id, deps.clock.now());
  deps.log.info({ delivery: id, by: tap.person }, 'an administrator sends a message again');
  await deps.wake();
  return answer('success', deps.texts('health.retried'), await card(deps, tap.person));
}

async function backUp(deps: HealthDeps, tap: CardTap): Promise<TapAnswer> {
  try {
    const { name } = await deps.health.backups.make();
    return answer('success', deps.texts('health.backedUp', { name }), await card(deps, tap.person));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file.failed') throw error;
    deps.log.error({ error }, 'a backup could not be made');
    return answer('error', deps.texts('health.backupFailed'));
  }
}

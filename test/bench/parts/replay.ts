import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readCatalogue } from '../../../config/catalogue.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { announcedYears } from '../../../src/adapters/calendar/announced-years.ts';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { loadingTogether } from '../../../src/adapters/mongo/load-together.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import { createDeliverer } from '../../../src/application/deliver-effects.ts';
import { createTapAnswers } from '../../../src/application/tap-answers.ts';
import { createExecuteCommand } from '../../../src/application/execute-command.ts';
import type { Messenger, StoredRequest } from '../../../src/application/ports.ts';
import { createRecentRequests } from '../../../src/application/recent-requests.ts';
import { createNumbers } from '../../../src/application/request-number.ts';
import { createSubmitRequest } from '../../../src/application/submit-request.ts';
import { DEFAULT_CALENDARS } from '../../../src/core/calendar/default-calendars.ts';
import { decide } from '../../../src/core/decide.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { processorSeconds } from '../support/child.ts';
import type { Engine } from '../support/engine.ts';
import { say, verdict } from '../support/print.ts';
import { leaseForm, ORGANISATION } from '../support/seed.ts';

const YEAR = 410_000;
const YEAR_MS = 365 * 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const AT_ONCE = 32;
const TELL_MS = 10_000;
/** As often as a service looks for what a rush has left in outboxes. */
const SWEEP_MS = 10_000;
const GOAL = 200;
const MOST_STEPS = 20;
const HOUR = 3_600_000;
/** What most people ask most often: a leave that one's manager decides. */
const LEAVE = { kind: 'annual', period: { from: '2026-03-02', to: '2026-03-03' }, reason: '回家' };

/**
 * Requests of a year, one lease of four decisions to four leaves of one, from application to archive: numbered, submitted, decided by each of their approvers, ended, and every
 * effect copied from the outbox and settled. The application, the core and the stores are the service's; cards are not drawn
 * and no message leaves, since Lark takes 50 a second.
 */
export async function measureReplay(engine: Engine, count: number): Promise<readonly string[]> {
  const connection = await connectMongo(engine.uri, { dbName: `bench_replay_${Date.now().toString(36)}` });
  try {
    await ensureIndexes(connection);
    const stores = createMongoStores(connection);
    for (const item of await readCatalogue(join(projectRoot, 'config', 'catalogue')))
      if (item.id === 'SBZL' || item.id === 'QJSQ')
        await stores.items.publish(
          {
            definition: { ...item, version: 1 },
            enabled: true,
            publishedAt: FIRST,
            publishedBy: 'bench',
            summary: [],
          },
          0,
        );
    const calendar = calendarOfYear();
    const told = { messages: 0 };
    const deliverer = createDeliverer({
      ...stores,
      answers: createTapAnswers(),
      requests: { ...stores.requests, load: loadingTogether(stores.requests) },
      settings: { current: async () => ({ version: 1, administrators: ['ou_admin'], roles: {} }) },
      renderer: {
        message: async effect => ({ content: { kind: 'text', text: effect.kind } }),
        update: async () => undefined,
      },
      webhooksFor: async () => [],
      commands: async () => undefined,
      messenger: countingMessenger(told),
      clock: { now: Date.now },
      log: silent,
      // The service has 16, which is more than Lark takes.
      concurrency: 256,
    });
    const commands = {
      core: { decide, evolve },
      requests: stores.requests,
      items: stores.items,
      organisationFor: async () => ORGANISATION,
      calendarOf: () => calendar,
      recent: createRecentRequests(),
      afterCommit: (stored: StoredRequest) => deliverer.kick(stored),
    };
    const submit = createSubmitRequest({
      ...commands,
      numberFor: createNumbers(stores.counters, 'Asia/Shanghai'),
    });
    const execute = createExecuteCommand(commands);

    const took = { commands: 0 };
    const replayOne = async (n: number): Promise<void> => {
      const at = FIRST + Math.floor((n / YEAR) * YEAR_MS);
      const applied = await submit({
        submissionKey: `replay-${n}`,
        key: `submit-${n}`,
        at,
        by: 'ou_applicant',
        channel: 'card',
        ...(n % 5 === 0 ? { itemId: 'SBZL', form: leaseForm(n) } : { itemId: 'QJSQ', form: LEAVE }),
        itemVersion: 1,
        applicant: 'ou_applicant',
        chosen: {},
      });
      if (applied.kind !== 'done')
        throw new Error(`the application ${n} was not taken: ${JSON.stringify(applied)}`);
      took.commands += 1;
      let { stored } = applied;
      for (let step = 1; stored.state.status === 'RUNNING' && step <= MOST_STEPS; step += 1) {
        const task = stored.state.tasks.find(({ status }) => status === 'PENDING');
        if (task === undefined) throw new Error(`the request ${n} waits for nobody`);
        const outcome = await execute(stored.state.id, {
          type: 'Approve',
          key: `approve-${n}-${step}`,
          at: at + step * HOUR,
          by: task.actor,
          channel: 'card',
          taskId: task.id,
        });
        if (outcome.kind !== 'done') throw new Error(`a decision on ${n} was not taken: ${outcome.kind}`);
        took.commands += 1;
        ({ stored } = outcome);
      }
      if (stored.state.status !== 'APPROVED') throw new Error(`request ${n} is ${stored.state.status}`);
    };

    const used = () => [processorSeconds(process.pid), engine.seconds()] as const;
    const before = used();
    const since = performance.now();
    let next = 0;
    const telling = setInterval(() => {
      const resident = process.memoryUsage.rss() / 2 ** 20;
      const minutes = (performance.now() - since) / 60_000;
      say(
        `${minutes.toFixed(1)} min: ${next} of ${count} requests taken up, ${told.messages} messages settled, ${resident.toFixed(0)} MB`,
      );
    }, TELL_MS);
    const worker = async (): Promise<void> => {
      while (next < count) await replayOne(next++);
    };
    const day = new AbortController();
    const sweeping = (async () => {
      while (!day.signal.aborted) {
        await wait(SWEEP_MS, undefined, { signal: day.signal }).catch(() => undefined);
        await deliverer.sweep();
      }
    })();
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      day.abort();
      await sweeping;
      do await deliverer.idle();
      while ((await deliverer.sweep()) > 0);
    } finally {
      clearInterval(telling);
    }
    const rate = (count / (performance.now() - since)) * 1000;
    const after = used();
    const cost = ([0, 1] as const).map(n => (((after[n] - before[n]) * 1000) / count).toFixed(2)).join(' + ');
    await deliverer.close(60_000);
    const open = await connection.collection('requests').countDocuments({ status: { $ne: 'APPROVED' } });
    const { pending } = await stores.deliveries.counts();
    return [
      '',
      `${count} of the ${YEAR} requests of a year (four leaves to a lease) from application to archive (${took.commands} commands, ${told.messages} messages settled on a stand-in, ${open} not ended, ${pending} not settled): ${rate.toFixed(0)} a second, ${cost} ms of processor time each (service + store); goal over ${GOAL}: ${verdict(rate > GOAL && open === 0 && pending === 0)}.`,
    ];
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}

function calendarOfYear() {
  const [rules] = DEFAULT_CALENDARS;
  if (rules === undefined) throw new Error('there is no calendar');
  const years = Object.fromEntries(
    Object.entries(announcedYears()).map(([year, days]) => [year, { announced: true, days }]),
  );
  return createWorkingCalendar({ ...rules, timeZone: 'Asia/Shanghai', years });
}

function countingMessenger(told: { messages: number }): Messenger {
  const sent = async () => {
    told.messages += 1;
    return { messageId: `om_${told.messages}` };
  };
  return {
    send: sent,
    sendFile: sent,
    forward: async () => undefined,
    update: async () => undefined,
    urgent: async () => undefined,
    updateByToken: async () => undefined,
  };
}

const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

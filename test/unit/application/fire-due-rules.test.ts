import { describe, expect, test } from 'vitest';
import type { Core, ExecuteCommand } from '../../../src/application/execute-command.ts';
import { createFireDueRules } from '../../../src/application/fire-due-rules.ts';
import type { StepNode } from '../../../src/core/definition.ts';
import { nextRuleAt, plainCalendar } from '../../../src/core/time-limits.ts';
import { manualClock } from '../../support/clock.ts';
import { memoryStores } from '../../support/stores.ts';
import { quietLog, standInCore } from '../../support/stores-core.ts';
import { buildChange, buildItem, buildTask } from '../../support/stores-data.ts';
import { openOffice } from '../../support/stores-office.ts';

const HOUR = 3_600_000;
const step: StepNode = {
  kind: 'step',
  id: 'step',
  name: { zh: '审批', en: 'Approval' },
  act: 'approve',
  method: { kind: 'any', reject: 'first' },
  who: [],
  onReject: 'end',
  return: { allowed: true, mode: 'rerun', reopen: 'returnerAndPending' },
  allow: { transfer: true, addSigner: false, takeBack: false },
  limit: { amount: 8, unit: 'h' },
  rules: [
    { id: 'soon', at: { amount: -4, unit: 'h' }, do: 'remind' },
    {
      id: 'late',
      at: { amount: 0, unit: 'h' },
      do: 'remind',
      repeat: { every: { amount: 1, unit: 'h' }, max: 3 },
    },
  ],
};

/** Fires rules as the core does, without effects: counts the firing and says when the next one is. */
const firingCore: Core = {
  ...standInCore,
  decide: (context, state, command) => {
    if (command.type !== 'FireRule') return standInCore.decide(context, state, command);
    const task = state?.tasks.find(({ id }) => id === command.taskId);
    if (task === undefined || (task.fired[command.ruleId] ?? 0) >= command.occurrence)
      return { ok: false, refusal: { code: 'ruleOutdated' } };
    const fired = { ...task, fired: { ...task.fired, [command.ruleId]: command.occurrence } };
    const next = nextRuleAt(plainCalendar, step, fired);
    const { taskId, ruleId, occurrence } = command;
    return {
      ok: true,
      effects: [],
      events: [
        {
          type: 'RuleFired',
          taskId,
          ruleId,
          occurrence,
          to: [],
          ...(next === undefined ? {} : { nextRuleAt: next }),
        },
      ],
    };
  },
};

async function open(tasks = 1, wrap: (execute: ExecuteCommand) => ExecuteCommand = execute => execute) {
  const stores = memoryStores();
  const clock = manualClock();
  const start = clock.now();
  const office = await openOffice({ core: firingCore, calendarOf: () => plainCalendar }, stores);
  await stores.items.publish(
    {
      definition: buildItem({ version: 2, flow: [step] }),
      enabled: true,
      publishedAt: 2,
      publishedBy: 'ou_x',
      summary: [],
    },
    1,
  );
  for (let n = 0; n < tasks; n += 1) {
    const task = buildTask({ pendingAt: start, dueAt: start + 8 * HOUR, nextRuleAt: start + 4 * HOUR });
    await stores.requests.insert(`d${n}`, buildChange({ id: `r${n}`, itemVersion: 2, tasks: [task] }));
  }
  const deps = {
    ...stores,
    execute: wrap(office.execute),
    calendarOf: () => plainCalendar,
    clock,
    log: quietLog,
  };
  const fired = async (id = 'r0') =>
    (await stores.requests.load(id))?.timeline.flatMap(({ event, by, channel }) =>
      event.type === 'RuleFired' ? [`${event.ruleId}#${event.occurrence} ${by} ${channel}`] : [],
    );
  return { clock, fired, scan: createFireDueRules(deps), another: () => createFireDueRules(deps) };
}

describe('the due-scan', () => {
  test('fires nothing before its time, then each rule once, in the timeline like any act', async () => {
    const { clock, scan, fired } = await open();
    expect(await scan()).toBe(0);
    clock.move(4 * HOUR);
    expect(await scan()).toBe(1);
    expect(await scan()).toBe(0);
    clock.move(4 * HOUR);
    expect(await scan()).toBe(1);
    expect(await fired()).toEqual(['soon#1 system timer', 'late#1 system timer']);
  });

  test('run by two instances at once fires each rule of each task once', async () => {
    const { clock, scan, another, fired } = await open(30);
    clock.move(8 * HOUR);
    const counts = await Promise.all([scan(), another()()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
    for (let n = 0; n < 30; n += 1) expect(await fired(`r${n}`)).toHaveLength(2);
  });

  test('after a long absence fires what was missed once, not each repetition', async () => {
    const { clock, scan, fired } = await open();
    clock.move(48 * HOUR);
    await scan();
    expect(await fired()).toEqual(['soon#1 system timer', 'late#3 system timer']);
    expect(await scan()).toBe(0);
  });

  test('is not held up by a task whose rule cannot be fired now', async () => {
    let away = true;
    const { clock, scan, fired } = await open(
      2,
      execute => async (id, command) =>
        id === 'r0' && away ? Promise.reject(new Error('away')) : execute(id, command),
    );
    clock.move(4 * HOUR);
    expect(await scan()).toBe(1);
    expect(await fired('r1')).toHaveLength(1);
    away = false;
    expect(await scan()).toBe(1);
    expect(await fired('r0')).toHaveLength(1);
  });
});

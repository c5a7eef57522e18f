import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';
import { type StoreProxy, startStoreProxy } from '../../support/world-store-proxy.ts';

/** 李晓明, his manager, the manager's manager. */
const [worker, manager, upper] = ['ou_li', 'ou_chen', 'ou_fang'] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const HOUR = 3_600_000;
/** From Monday 15:00 to Tuesday 10:00: half an hour after the reminder. */
const TO_REMINDER = 19 * HOUR;
const A_LEASE = 61_000;
const DYING = 60_000;

/** A rule of a task fires once for each occurrence, whatever happens meanwhile (semantics C13). */
describe('a reminder comes once', () => {
  let office: Office;
  let proxy: StoreProxy;
  let first: Bot;
  let number = '';
  beforeEach(async () => {
    office = await openOffice({ at: '2026-11-23T15:00+08:00' });
    proxy = await startStoreProxy(office.uri);
    first = await office.start({ uri: proxy.uri });
    number = await first.apply(worker, 'QJSQ', leave);
    await office.delivered();
    await first.settle();
  });
  afterEach(async () => {
    await proxy.close();
    await office.close();
  });
  const reminders = () => office.chats.count(manager, '待办提醒');
  const firings = async () =>
    (await office.request(number)).timeline.flatMap(({ event }) =>
      event.type === 'RuleFired' ? [`${event.ruleId} ${event.occurrence}`] : [],
    );
  /** The scan of the first instance, of which nobody will hear the end. */
  const scanAlone = () => void first.app.fireDueRules().catch(() => undefined);

  test(
    'when the instance dies between sending it and marking it as sent',
    async () => {
      office.clock.move(TO_REMINDER);
      // The reminder is the third effect of the firing; the cards that show it come first.
      const { state, version } = await office.request(number);
      const reached = proxy.stopAt('before', 'update', 'deliveries', 'sent', `${state.id}-${version + 1}-2`);
      scanAlone();
      await reached;
      await expect.poll(reminders, { timeout: 30_000 }).toBe(1);
      await proxy.close();
      office.clock.move(A_LEASE);
      const second = await office.start();
      await second.app.fireDueRules();
      await office.delivered();
      expect([reminders(), await firings()]).toEqual([1, ['remind 1']]);
    },
    DYING,
  );

  test(
    'when the instance dies after the firing was written and before anything was sent',
    async () => {
      office.clock.move(TO_REMINDER);
      const reached = proxy.stopAt('after', 'update', 'requests', 'processed');
      scanAlone();
      await reached;
      await proxy.close();
      office.clock.move(A_LEASE);
      const second = await office.start();
      await second.app.fireDueRules();
      await office.delivered();
      await second.settle();
      expect([reminders(), await firings()]).toEqual([1, ['remind 1']]);
    },
    DYING,
  );

  test(
    'when the lock has expired and another instance scans while the first still writes',
    async () => {
      const second = await office.start();
      office.clock.move(TO_REMINDER);
      proxy.slowDown(1_500, 'update', 'requests', 'processed');
      await Promise.all([first.app.fireDueRules(), second.app.fireDueRules()]);
      await office.delivered();
      await Promise.all([first.settle(), second.settle()]);
      expect([reminders(), await firings()]).toEqual([1, ['remind 1']]);
      expect([...first.errors, ...second.errors]).toEqual([]);
    },
    DYING,
  );

  test(
    'when the database was away for an hour in which it was due: each missed rule fires once',
    async () => {
      const second = await office.start();
      const away = proxy.stopAt('before', 'find', 'requests', 'nextRuleAt');
      office.clock.move(TO_REMINDER - 0.75 * HOUR);
      scanAlone();
      await away;
      office.clock.move(HOUR);
      await proxy.close();
      await second.app.fireDueRules();
      await second.app.fireDueRules();
      await office.delivered();
      expect([reminders(), await firings()]).toEqual([1, ['remind 1']]);
      // Two days later all that was missed comes, each once: the escalation, and the word to the administrators.
      office.clock.move(48 * HOUR);
      await second.app.fireDueRules();
      await office.delivered();
      await second.settle();
      expect(await firings()).toEqual(['remind 1', 'escalate 1', 'administrators 1']);
      expect(office.chats.of(upper)).toHaveLength(1);
    },
    DYING,
  );

  test(
    'and not at all when the task was transferred just before',
    async () => {
      office.clock.move(TO_REMINDER - HOUR);
      const { state } = await office.request(number);
      const task = state.tasks[0]?.id ?? '';
      const meta = { request: state.id, task };
      const asked = await first.act(manager, { a: 'task.transferForm', ...meta }, undefined, 'om_x');
      expect(asked.card).toBeDefined();
      await first.act(manager, { a: 'task.transfer', ...meta }, { to: upper, reason: '出差' }, 'om_x');
      await office.delivered();
      office.clock.move(HOUR);
      await first.app.fireDueRules();
      await office.delivered();
      await first.settle();
      expect([reminders(), await firings()]).toEqual([0, []]);
      // The new holder's own time began with the transfer.
      expect(office.chats.count(upper, '待办提醒')).toBe(0);
    },
    DYING,
  );
});

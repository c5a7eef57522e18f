import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import type { Stores } from '../../../src/application/ports.ts';
import { queriesOf, readPlan } from '../../support/stores-explain.ts';
import { memoryStores } from '../../support/stores.ts';
import { buildChange, buildDelivery, buildTask } from '../../support/stores-data.ts';
import { testDatabase, type TestDatabase, withoutExpiry } from '../../support/store-uri.ts';

const ROWS = 200;
const page = { number: 1, size: 5 };

/** Every query that runs often, by the name of its port's method, on rows of which each matches few. */
const HOT: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
  'requests.load': ({ requests }) => requests.load('r7'),
  'requests.loadAll': ({ requests }) => requests.loadAll(['r7', 'r8']),
  'requests.loadByNumber': ({ requests }) => requests.loadByNumber('TEST-20261122-r7'),
  'requests.idOfSubmission': ({ requests }) => requests.idOfSubmission('draft-7'),
  'requests.save': ({ requests }) => requests.save('r7', 1, buildChange({ id: 'r7' }, { key: 'k2' })),
  'requests.pullOutbox': ({ requests }) => requests.pullOutbox('r7', ['x']),
  'requests.todo': ({ requests }) => requests.todo('ou_bai7', page),
  'requests.mine': ({ requests }) => requests.mine('ou_an7', page),
  'requests.underWay': ({ requests }) => requests.underWay('ou_an7'),
  'requests.done': ({ requests }) => requests.done('ou_cai7', page),
  'requests.dueRules': ({ requests }) => requests.dueRules(1003, 50),
  'requests.withOutbox': ({ requests }) => requests.withOutbox(50),
  'requests.partiesTo': ({ requests }) => requests.partiesTo('ou_an7', 50),
  'requests.watched, overdue': ({ requests }) => requests.watched({ dueBefore: 1003 }, page),
  'requests.watched, of people': ({ requests }) => requests.watched({ people: ['ou_bai7'] }, page),
  'requests.stalled': ({ requests }) => requests.stalled(50),
  'requests.taken': ({ requests }) =>
    requests.taken('TEST/room7', '2026-12-01T00:00', '2026-12-02T00:00', 50),
  'requests.claimed': ({ requests }) =>
    requests.claimed(['TEST/room7/A/2026-12-01#1', 'TEST/room7/A/2026-12-01#2']),
  'requests.search, by number': ({ requests }) => requests.search({ number: 'TEST-20261122-r77' }, {}, 5),
  'requests.search, by person': ({ requests }) => requests.search({ person: 'ou_bai7' }, {}, 5),
  'requests.search, by words': ({ requests }) => requests.search({ words: ['word7'] }, {}, 5),
  'requests.search, by state': ({ requests }) => requests.search({ statuses: ['RUNNING'] }, {}, 5),
  'requests.search, by item': ({ requests }) => requests.search({ items: ['TEST'] }, {}, 5),
  'requests.search, by days': ({ requests }) => requests.search({ from: 1003, to: 1007 }, {}, 5),
  'requests.search, the next page': ({ requests }) =>
    requests.search({ statuses: ['RUNNING'] }, { after: { at: 1100, id: 'r100' } }, 5),
  'audit.find, by person': ({ audit }) => audit.find({ by: 'ou_an7' }, undefined, 5),
  'audit.find, by words': ({ audit }) => audit.find({ words: ['word7'] }, 1150, 5),
  'audit.find, by kind': ({ audit }) => audit.find({ kind: 'mirror' }, 1150, 5),
  'audit.find, by days': ({ audit }) => audit.find({ from: 1003, to: 1007 }, undefined, 5),
  'delegations.standing': ({ delegations }) => delegations.standing(1150),
  'delegations.ended': ({ delegations }) => delegations.ended(1100, 1150),
  'delegations.of': ({ delegations }) => delegations.of('ou_an7', 5),
  'deliveries.lease, the next': ({ deliveries }) => deliveries.lease(1002, 5000),
  'deliveries.lease, by id': ({ deliveries }) => deliveries.lease(9999, 10_000, 'r7-1-0'),
  'deliveries.settle': ({ deliveries }) => deliveries.settle('r7-1-0', { status: 'sent' }),
  'sentCards.find': ({ sentCards }) => sentCards.find('r7', 'task', 't1'),
  'inbox.lease, the next': ({ inbox }) => inbox.lease(1002, 5000),
  'inbox.lease, by key': ({ inbox }) => inbox.lease(9999, 10_000, 'e7'),
  'drafts.latest': ({ drafts }) => drafts.latest('ou_an7', 'TEST'),
  'deliveries.ofWebhook': ({ deliveries }) => deliveries.ofWebhook('w7', 20),
  'feed.changes': ({ feed }) => feed.changes({ items: [], after: { changedAt: 1007, id: 'r7' } }, 5),
  'drafts.recent': ({ drafts }) => drafts.recent('ou_an7', 0, 5),
  'items.history': ({ items }) => items.history('TEST'),
};

describe('the database finds by index what is asked often', () => {
  let database: TestDatabase | undefined;
  let stores: Stores = memoryStores();

  beforeAll(async () => {
    database = await testDatabase({ monitorCommands: true });
    await ensureIndexes(database.connection);
    await withoutExpiry(database);
    stores = createMongoStores(database.connection);
    await Promise.all(Array.from({ length: ROWS }, (_, n) => fill(stores, n)));
    for (let n = 0; n < ROWS; n += 10) await fillAudit(stores, n);
  });
  afterAll(() => database?.drop());

  test.each(Object.keys(HOT))('%s', async name => {
    if (database === undefined) throw new Error('there is no database');
    const queries = await queriesOf(database.connection, () => HOT[name]?.(stores));
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      const plan = await readPlan(database.connection, query);
      expect(plan.stages, JSON.stringify(query)).not.toContain('COLLSCAN');
      expect(plan.indexed, `${plan.stages.join(' ')} for ${JSON.stringify(query)}`).toBe(true);
      // One more may be looked at than is returned: the end of a range.
      expect(plan.examined, JSON.stringify(query)).toBeLessThanOrEqual(plan.returned + 1);
    }
  });
});

/** Entries of the record are appended one after the other. */
async function fillAudit({ audit }: Stores, n: number): Promise<void> {
  const text = { zh: `word${n + 7}`, en: `word${n + 7}` };
  const kind = n % 20 === 0 ? 'mirror' : 'webhook';
  await audit.add({ key: `k${n}`, at: 1000 + n, by: `ou_an${n + 7}`, kind, subject: text, summary: [] });
}

/** The n-th of everything: each tenth request has a waiting effect, rules and leases fall due one after the other. */
async function fill(stores: Stores, n: number): Promise<void> {
  const [id, at] = [`r${n}`, 1000 + n];
  const outbox = n % 10 === 0 ? [{ id: `${id}-1-0`, effect: { kind: 'refreshReceipt' } as const }] : [];
  const tasks = [
    buildTask({ actor: `ou_bai${n % 50}`, nextRuleAt: at, dueAt: at }),
    buildTask({ id: 't0', status: 'APPROVED', endedBy: `ou_cai${n % 50}` }),
  ];
  const facts = { id, applicant: `ou_an${n % 50}`, submittedAt: at, tasks };
  const words = [`word${n % 50}`, 'every'];
  await stores.requests.insert(`draft-${n}`, { ...buildChange(facts, { outbox }), words });
  const call = { kind: 'callWebhook', webhook: `w${n % 50}`, status: 'RUNNING' } as const;
  await stores.deliveries.add([
    buildDelivery({ id: `${id}-1-0`, nextAt: at }),
    buildDelivery({ id: `${id}-1-1`, nextAt: at, status: 'sent', effect: call }),
  ]);
  await stores.inbox.put({ kind: 'menu', key: `e${n}`, person: 'ou_an', eventKey: 'hall', at }, at);
  await stores.sentCards.add({
    messageId: `om_${n}`,
    person: 'ou_bai',
    requestId: id,
    kind: 'task',
    taskId: 't1',
    sentAt: at,
    shows: 1,
  });
  await stores.delegations.save({
    id: `d${n}`,
    principal: `ou_an${n % 50}`,
    agent: 'ou_bai',
    items: 'all',
    from: at - 500,
    to: at,
    mode: 'both',
    handOpen: false,
  });
  await stores.drafts.save({
    id: `draft-${n}`,
    person: `ou_an${n}`,
    itemId: 'TEST',
    itemVersion: 1,
    form: {},
    chosen: {},
    updatedAt: at,
  });
}

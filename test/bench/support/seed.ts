import type { Connection } from 'mongoose';
import { documentOf } from '../../../src/adapters/mongo/request-document.ts';
import { changeOf } from '../../../src/application/change.ts';
import type { StoredRequest } from '../../../src/application/ports.ts';
import type { Organisation } from '../../../src/core/organisation.ts';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { decide } from '../../../src/core/decide.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';

export interface SeededTask {
  readonly requestId: string;
  readonly taskId: string;
}

/** An applicant, the head of his workshop, and an administrator, who stands in for roles without members. */
export const ORGANISATION: Organisation = {
  people: {
    ou_applicant: {
      id: 'ou_applicant',
      name: '申请人',
      managerId: 'ou_head',
      departmentIds: ['od_workshop'],
      status: 'active',
    },
    ou_head: { id: 'ou_head', name: '主任', departmentIds: ['od_workshop'], status: 'active' },
    ou_admin: { id: 'ou_admin', name: '管理员', departmentIds: ['od_workshop'], status: 'active' },
  },
  departments: { od_workshop: { id: 'od_workshop', name: '大修一车间', headId: 'ou_head' } },
  roles: {},
  administrators: ['ou_admin'],
  delegations: [],
};

const BATCH = 500;

/** Puts `count` running leases before the head of the workshop, decided by the core as a submission would be. */
export async function seedRequests(
  connection: Connection,
  definition: ItemDefinition,
  count: number,
): Promise<readonly SeededTask[]> {
  const run = Date.now().toString(36);
  const tasks: SeededTask[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, count - done) }, (_, n) =>
      requestDocument(definition, `b${run}${done + n}`, done + n),
    );
    for (const document of documents) {
      const task = document.state.tasks.find(each => each.status === 'PENDING');
      if (task === undefined) throw new Error('the seeded request waits for nobody');
      tasks.push({ requestId: document._id, taskId: task.id });
    }
    await connection.collection<(typeof documents)[number]>('requests').insertMany(documents);
    await connection.collection<(typeof documents)[number]>('bare').insertMany(documents);
  }
  return tasks;
}

/** What is typed into the form of the lease: 80 000 元, which four people decide on. */
export function leaseForm(n: number) {
  return {
    equipment: `25 吨汽车起重机 ${n}`,
    quantity: 2,
    price: '4000.00',
    days: 10,
    budget: 'overhaul',
    offers: ['汇通租赁', '宏达机械', '远大设备'].map(supplier => ({ supplier, offer: '4000.00' })),
  };
}

function requestDocument(definition: ItemDefinition, requestId: string, n: number) {
  const decision = decide({ definition, organisation: ORGANISATION, calendar: plainCalendar }, undefined, {
    type: 'Submit',
    key: `seed-${requestId}`,
    at: Date.now(),
    by: 'ou_applicant',
    channel: 'card',
    requestId,
    number: `BENCH-${requestId}`,
    applicant: 'ou_applicant',
    form: leaseForm(n),
    chosen: {},
  });
  if (!decision.ok) throw new Error(`the core refused the seed: ${JSON.stringify(decision.refusal)}`);
  const { change } = changeOf(
    evolve,
    undefined,
    { type: 'MarkRead', key: `seed-${requestId}`, at: Date.now(), by: 'ou_applicant', channel: 'card' },
    decision,
  );
  return documentOf(`seed-${requestId}`, { ...change, outbox: [] });
}

/** A request like any, taken to its end by everybody's approval. */
function endedDocument(definition: ItemDefinition) {
  const context = { definition, organisation: ORGANISATION, calendar: plainCalendar };
  const { state, timeline } = requestDocument(definition, 'ended', 0);
  let stored: StoredRequest = { state, version: 1, timeline, outbox: [], processed: [] };
  for (let n = 0; n < MOST_STEPS; n += 1) {
    const task = stored.state.tasks.find(({ status }) => status === 'PENDING');
    if (task === undefined) break;
    const meta = { key: `end-${n}`, at: Date.now(), by: task.actor, channel: 'card' } as const;
    const command = { ...meta, type: 'Approve', taskId: task.id } as const;
    const decision = decide(context, stored.state, command);
    if (!decision.ok) throw new Error(`the core refused the seed: ${JSON.stringify(decision.refusal)}`);
    stored = changeOf(evolve, stored, command, decision).stored;
  }
  if (stored.state.status !== 'APPROVED') throw new Error(`the seed ended as ${stored.state.status}`);
  return documentOf('ended', { state: stored.state, entries: stored.timeline, outbox: [], key: 'ended' });
}

const MOST_STEPS = 20;

export interface Copies {
  readonly from: number;
  readonly to: number;
  /** So many requests are of one applicant and lie before one approver. */
  readonly each: number;
  /** The last so many are open, the others ended; all are open unless told. */
  readonly open?: number;
  /** When the last one was submitted; each other a second before the next. As the template unless told. */
  readonly before?: number;
  readonly progress?: (done: number) => void;
}

/**
 * Puts requests `from` to `to` into the store, copies of two that the core made: request n is of applicant `ou_a<n / each>`
 * and waits for `ou_h<n / each>`, so that each has `each` of them, however many there are.
 */
export async function copyRequests(
  connection: Connection,
  definition: ItemDefinition,
  copies: Copies,
): Promise<void> {
  const { from, to, open = to - from } = copies;
  const [running, ended] = [requestDocument(definition, 'like', 0), endedDocument(definition)];
  const requests = connection.collection<typeof running>('requests');
  let told = performance.now();
  // The next batch is made while the last one is written.
  let writing: Promise<unknown> = Promise.resolve();
  for (let done = from; done < to; done += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, to - done) }, (_, index) => {
      const n = done + index;
      return copyOf(n >= to - open ? running : ended, n, copies);
    });
    await writing;
    writing = requests.insertMany(documents, { ordered: false });
    if (performance.now() - told < TELL_MS) continue;
    told = performance.now();
    copies.progress?.(done - from);
  }
  await writing;
}

const TELL_MS = 10_000;

function copyOf(like: ReturnType<typeof requestDocument>, n: number, { each, before, to }: Copies) {
  const [applicant, holder] = [`ou_a${Math.floor(n / each)}`, `ou_h${Math.floor(n / each)}`];
  const submittedAt = before === undefined ? like.submittedAt + n : before - (to - n) * 1_000;
  const facts = { number: `COPY-${n}`, applicant, submittedAt };
  const tasks = like.state.tasks.map(task => ({ ...task, actor: holder, principal: holder }));
  const held = like.holders.length > 0;
  return {
    ...like,
    ...facts,
    ...(before === undefined ? {} : { changedAt: submittedAt }),
    _id: `copy${n}`,
    submissionKey: `copy-${n}`,
    holders: held ? [holder] : [],
    parties: held ? [applicant, holder] : [],
    inHands: held ? [holder] : [],
    live: like.live.map(task => ({ ...task, actor: holder })),
    state: { ...like.state, ...facts, id: `copy${n}`, tasks },
  };
}

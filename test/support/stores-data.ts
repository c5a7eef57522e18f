import type { Delivery, RequestChange } from '../../src/application/ports.ts';
import type { ItemDefinition } from '../../src/core/definition.ts';
import type { RequestFacts, Task, TimelineEntry } from '../../src/core/request.ts';

const text = (zh: string) => ({ zh, en: zh });

/** A small item with one step. */
export function buildItem(overrides: Partial<ItemDefinition> = {}): ItemDefinition {
  return {
    id: 'TEST',
    version: 1,
    name: text('事项'),
    category: text('类别'),
    department: text('科'),
    synonyms: [],
    guide: { summary: text('说明'), materials: [] },
    visibility: { kind: 'everyone' },
    fields: [],
    summary: [],
    flow: [],
    number: { template: '{PREFIX}-{YYYYMMDD}-{SEQ:4}', reset: 'day' },
    withdraw: 'whileRunning',
    revokeDays: 0,
    returnExpire: { amount: 15, unit: 'd' },
    dedupe: 'none',
    self: 'self',
    nobody: { do: 'admin' },
    batchApprove: true,
    ...overrides,
  };
}

export function buildTask(overrides: Partial<Task> = {}): Task {
  return {
    id: 't1',
    runId: 'n1',
    nodeId: 'step',
    actor: 'ou_bai',
    principal: overrides.actor ?? 'ou_bai',
    status: 'PENDING',
    origin: { kind: 'flow' },
    createdAt: 1000,
    pendingAt: 1000,
    fired: {},
    hops: 0,
    ...overrides,
  };
}

export function buildEntry(seq: number, at = 1000): TimelineEntry {
  return {
    seq,
    at,
    by: 'ou_an',
    channel: 'card',
    event: { type: 'Commented', id: `c${seq}`, text: 'x', mentions: [] },
  };
}

/** What a command writes, for a running request unless told. */
export function buildChange(
  facts: Partial<RequestFacts> = {},
  overrides: Partial<RequestChange> = {},
): RequestChange {
  const id = facts.id ?? 'r1';
  return {
    state: {
      status: 'RUNNING',
      id,
      number: `TEST-20261122-${id}`,
      itemId: 'TEST',
      itemVersion: 1,
      applicant: 'ou_an',
      submittedAt: 1000,
      form: {},
      chosen: {},
      runs: [],
      tasks: [buildTask()],
      cc: [],
      comments: [],
      ...facts,
    },
    entries: [buildEntry(1)],
    outbox: [],
    key: 'k1',
    ...overrides,
  };
}

export function buildDelivery(overrides: Partial<Delivery> = {}): Delivery {
  return {
    id: 'r1-1-0',
    requestId: 'r1',
    effect: { kind: 'taskCard', to: 'ou_bai', taskId: 't1' },
    status: 'pending',
    attempts: 0,
    createdAt: 1000,
    nextAt: 1000,
    ...overrides,
  };
}

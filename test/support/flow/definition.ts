import type {
  BranchNode,
  Condition,
  FlowNode,
  ItemDefinition,
  Selector,
  StepNode,
  Text,
} from '../../../src/core/definition.ts';
import { parseDuration } from '../../../src/core/time-limits.ts';

const text = (word: string): Text => ({ zh: word, en: word });

/** `-4h` as a duration; a test with another text is wrong. */
export function duration(written: string): {
  readonly amount: number;
  readonly unit: 'min' | 'h' | 'd' | 'wh' | 'wd';
} {
  const parsed = parseDuration(written);
  if (parsed === undefined) throw new Error(`no duration: ${written}`);
  return parsed;
}

/** A step in which these people approve: ids of people, or selectors. All must approve unless `more` says otherwise. */
export function step(
  id: string,
  who: string | readonly (string | Selector)[],
  more: Partial<StepNode> = {},
): StepNode {
  const list = typeof who === 'string' ? who.split(' ') : who;
  return {
    kind: 'step',
    id,
    name: text(id),
    act: 'approve',
    method: { kind: 'all', reject: 'immediate' },
    who: list.map(entry => (typeof entry === 'string' ? { kind: 'people', people: [entry] } : entry)),
    onReject: 'end',
    return: { allowed: true, mode: 'ask', reopen: 'returnerAndPending' },
    allow: { transfer: true, addSigner: true, takeBack: true },
    rules: [],
    ...more,
  };
}

export const all = { method: { kind: 'all', reject: 'immediate' } } as const;
export const waitAll = { method: { kind: 'all', reject: 'waitAll' } } as const;
export const any = { method: { kind: 'any', reject: 'first' } } as const;
export const allMustReject = { method: { kind: 'any', reject: 'allMustReject' } } as const;
export const sequence = { method: { kind: 'sequence' } } as const;
export const claimed = { method: { kind: 'claim' } } as const;
export const random = { method: { kind: 'random' } } as const;
export const percent = (value: number, abstain: 'count' | 'exclude' = 'count') =>
  ({ method: { kind: 'vote', pass: { percent: value }, abstain } }) as const;

type Branches = Readonly<Record<string, readonly FlowNode[]>>;

/** Branches by their ids, with the conditions by id; a branch without one is the default and stands last. */
export function branch(
  id: string,
  mode: BranchNode['mode'],
  branches: Branches,
  when: Readonly<Record<string, Condition>> = {},
  onReject: 'end' | 'wait' = 'end',
): BranchNode {
  return {
    kind: 'branch',
    id,
    name: text(id),
    mode,
    onReject,
    branches: Object.entries(branches).map(([key, nodes]) => ({
      id: key,
      name: text(key),
      nodes,
      ...(when[key] === undefined ? {} : { when: when[key] }),
    })),
  };
}

/** Two ways by the amount: more than `limit`, or the default. */
export function byAmount(
  limit: number,
  above: readonly FlowNode[],
  below: readonly FlowNode[] = [],
): BranchNode {
  const when = { above: { field: 'amount', op: '>', value: limit } } as const;
  return branch('amountBand', 'exclusive', { above, below }, when);
}

export function auto(id: string, result: 'approve' | 'reject'): FlowNode {
  return { kind: 'auto', id, name: text(id), result, reason: text('by rule') };
}
export function delay(id: string, written: string): FlowNode {
  return { kind: 'delay', id, name: text(id), for: duration(written) };
}
export function copy(id: string, ...people: readonly string[]): FlowNode {
  return { kind: 'cc', id, name: text(id), who: [{ kind: 'people', people }] };
}
export function subrequests(id: string, ...items: readonly string[]): FlowNode {
  return {
    kind: 'subrequests',
    id,
    name: text(id),
    start: items.map(item => ({ item, form: { title: 'title' } })),
  };
}

/** An item with a title, an amount, a person, a department and days; nothing of it is required. */
export function item(flow: readonly FlowNode[], more: Partial<ItemDefinition> = {}): ItemDefinition {
  return {
    id: 'TEST',
    version: 1,
    name: text('test'),
    category: text('test'),
    department: text('test'),
    synonyms: [],
    guide: { summary: text('test'), materials: [] },
    visibility: { kind: 'everyone' },
    fields: [
      { id: 'title', label: text('title'), type: 'text' },
      { id: 'amount', label: text('amount'), type: 'amount' },
      { id: 'who', label: text('who'), type: 'person' },
      { id: 'unit', label: text('unit'), type: 'department' },
      { id: 'days', label: text('days'), type: 'number' },
    ],
    summary: ['title'],
    flow,
    number: { template: '{PREFIX}-{YYYYMMDD}-{SEQ:4}', reset: 'day' },
    withdraw: 'whileRunning',
    revokeDays: 30,
    returnExpire: { amount: 15, unit: 'd' },
    dedupe: 'none',
    self: 'self',
    nobody: { do: 'admin' },
    batchApprove: true,
    ...more,
  };
}

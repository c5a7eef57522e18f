import type { Method } from './definition.ts';
import type { Slot, SlotOutcome } from './slots.ts';

/** `empty`: nobody is left to decide; the rule for nobody applies (semantics C11.5). */
export type NodeResult = 'open' | 'passed' | 'failed' | 'empty';

/** The result of a step, computed from the set of its places alone (semantics C0). */
export function nodeResult(method: Method, slots: readonly Slot[]): NodeResult {
  const outcomes = slots.map(slot => slot.outcome);
  switch (method.kind) {
    case 'all':
      return method.reject === 'immediate' ? allResult(outcomes) : waitForAll(outcomes);
    case 'any':
      return method.reject === 'first' ? firstDecides(outcomes) : allMustReject(outcomes);
    case 'sequence':
      return allResult(outcomes);
    case 'random':
    case 'claim':
      return firstDecides(outcomes);
    case 'vote':
      return voteResult(method, slots);
    default:
      return method satisfies never;
  }
}

/** The result of a group of added signers (semantics C8). A group whose people were all removed holds nobody up. */
export function groupResult(
  method: 'all' | 'any' | 'sequence',
  slots: readonly Slot[],
): 'open' | 'passed' | 'failed' {
  const outcomes = slots.map(slot => slot.outcome);
  const result = method === 'any' ? firstDecides(outcomes) : allResult(outcomes);
  return result === 'empty' ? 'passed' : result;
}

const isOpen = (outcome: SlotOutcome): boolean => outcome === 'open' || outcome === 'waiting';

/** Semantics C1, rejectPolicy=immediate, and C3: the first reject fails, all live places must approve. */
function allResult(outcomes: readonly SlotOutcome[]): NodeResult {
  if (outcomes.includes('rejected')) return 'failed';
  if (outcomes.some(isOpen)) return 'open';
  return outcomes.includes('approved') ? 'passed' : 'empty';
}

/** Semantics C1, rejectPolicy=waitAll: resolved when all have acted. */
function waitForAll(outcomes: readonly SlotOutcome[]): NodeResult {
  return outcomes.some(isOpen) ? 'open' : allResult(outcomes);
}

/** Semantics C2: the first decision decides. */
function firstDecides(outcomes: readonly SlotOutcome[]): NodeResult {
  if (outcomes.includes('rejected')) return 'failed';
  if (outcomes.includes('approved')) return 'passed';
  return outcomes.some(isOpen) ? 'open' : 'empty';
}

/** Semantics C2, allMustReject: one approval wins even after rejections. */
function allMustReject(outcomes: readonly SlotOutcome[]): NodeResult {
  if (outcomes.includes('approved')) return 'passed';
  if (outcomes.some(isOpen)) return 'open';
  return outcomes.includes('rejected') ? 'failed' : 'empty';
}

type Vote = Extract<Method, { kind: 'vote' }>;

interface VoteCount {
  readonly electorate: number;
  readonly approvals: number;
  readonly rejections: number;
  readonly abstentions: number;
  readonly open: number;
  /** Approvals needed to pass; by weight: the least weight that passes. */
  readonly needed: number;
}

function weightOf(method: Vote, slot: Slot): number {
  if (!('weights' in method.pass)) return 1;
  const principal = slot.tasks[0]?.principal ?? '';
  return Object.hasOwn(method.pass.weights, principal) ? (method.pass.weights[principal] ?? 1) : 1;
}

/** Everybody who was asked when the step opened or was added since, less those removed (semantics C4); abstainers if they count. */
function inElectorate(method: Vote, outcome: SlotOutcome): boolean {
  return outcome !== 'removed' && !(outcome === 'abstained' && method.abstain === 'exclude');
}

/** Counts in whole numbers only; exactly on the threshold passes, except by weight, where it must be more (semantics C4). */
export function countVotes(method: Vote, slots: readonly Slot[]): VoteCount {
  const sum = (test: (outcome: SlotOutcome) => boolean): number =>
    slots.filter(slot => test(slot.outcome)).reduce((total, slot) => total + weightOf(method, slot), 0);
  const electorate = sum(outcome => inElectorate(method, outcome));
  return {
    electorate,
    approvals: sum(outcome => outcome === 'approved'),
    rejections: sum(outcome => outcome === 'rejected'),
    abstentions: sum(outcome => outcome === 'abstained'),
    open: sum(isOpen),
    needed: neededVotes(method, electorate),
  };
}

function neededVotes(method: Vote, electorate: number): number {
  const { pass } = method;
  if ('percent' in pass) return Math.ceil((pass.percent * electorate) / 100);
  // More votes than voters can never be cast: then everybody has to approve.
  if ('count' in pass) return Math.min(pass.count, electorate);
  return Math.floor((pass.weightPercent * electorate) / 100) + 1;
}

function voteResult(method: Vote, slots: readonly Slot[]): NodeResult {
  const count = countVotes(method, slots);
  if (count.electorate === 0) return 'empty';
  if (count.approvals >= count.needed) return 'passed';
  return count.approvals + count.open < count.needed ? 'failed' : 'open';
}

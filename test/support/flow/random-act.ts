import { nat, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Command } from '../../../src/core/commands.ts';
import { PARENT_ENDS } from '../../../src/core/request.ts';
import type { Task } from '../../../src/core/request.ts';
import { firingsOf } from '../../../src/core/time-limits.ts';
import { stepIn } from '../../../src/core/flow-walk.ts';
import { everybody } from './organisation.ts';
import { HOUR } from './play.ts';
import type { Play } from './play.ts';

/** A throw of the dice: which act, on which task, by whom, with what. Meaning is given to it by the state it meets. */
export interface Throw {
  readonly act: number;
  readonly task: number;
  readonly person: number;
  readonly other: number;
  readonly honest: number;
}

export const anyThrow: Arbitrary<Throw> = record({
  act: nat(999),
  task: nat(999),
  person: nat(999),
  other: nat(999),
  honest: nat(9),
});

/** The amount of every random request: steps that hide it, and people who are only told, must never be shown it. */
export const SECRET = '7654321.00';
/** The request that started every random request as its sub-request. */
export const PARENT = { requestId: 'p0', runId: 'p0-r1' } as const;

/** Acts are numbered; all numbers above the last one mean approve, so that requests get somewhere. */
const MOST_ACTS = 60;

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)];
}

const HELD = ['wes-sue', 'dora-tia'] as const;
/** A signature and a file, for steps that require them. */
export const PROOF = {
  signature: 'img',
  attachments: ['file'],
  files: [
    { messageId: 'om_1', key: 'img', name: '', kind: 'image' },
    { messageId: 'om_2', key: 'file', name: 'plan.pdf', kind: 'file' },
  ],
} as const;
const MODES = ['rerun', 'direct'] as const;
const POSITIONS = ['before', 'after', 'parallel'] as const;
const METHODS = ['all', 'any', 'sequence'] as const;
const STATUSES = ['APPROVED', 'APPROVED', 'REJECTED'] as const;

/** The command that a throw means here; approvals come up most often, so that requests get somewhere. */
export function commandOf(play: Play, dice: Throw, key: string): Command | undefined {
  const { state, now: at } = play;
  const meta = { key, at, channel: 'card' as const };
  const someone = pick(everybody, dice.person) ?? 'ann';
  const other = pick(everybody, dice.other) ?? 'ben';
  const task = pickTask(play, dice);
  const taskId = task?.id ?? 'none';
  const by = dice.honest > 0 && task ? task.actor : someone;
  const owner = dice.honest > 0 ? (state.heldBy ?? state.applicant) : someone;
  const chosen = Object.fromEntries(state.runs.length >= 0 ? nodesOf(play).map(id => [id, [other]]) : []);
  const form = { days: dice.other % 7, who: other, unit: 'tech', title: 't', amount: SECRET };
  const own = { ...meta, by };
  switch (dice.act % MOST_ACTS) {
    case 0:
      return { type: 'Reject', taskId, opinion: 'no', ...own };
    case 1:
    case 2:
      return {
        type: 'Return',
        taskId,
        target: targetOf(play, dice),
        mode: pick(MODES, dice.other) ?? 'rerun',
        opinion: 'x',
        ...own,
      };
    case 3:
    case 4:
    case 5:
      return { type: 'Resubmit', form, ...meta, by: owner };
    case 6:
      return { type: 'Transfer', taskId, to: other, reason: 'r', ...own };
    case 7:
      return { type: 'Withdraw', ...meta, by: dice.person % 6 === 0 ? owner : someone };
    case 8:
      return { type: 'Urge', ...meta, by: owner };
    case 9:
      if (dice.other % 3 === 1) return { type: 'Rate', stars: (dice.other % 5) + 1, owners: [other], ...own };
      if (dice.other % 3 === 2) return { type: 'FollowUp', text: 'so', ...own };
      return { type: 'Comment', text: 'hi', mentions: [other], ...own };
    case 10:
      return { type: 'MarkRead', ...own };
    case 11:
      return { type: 'Abstain', taskId, ...own };
    case 12:
      return { type: 'Claim', taskId, ...own };
    case 13:
      return { type: 'Release', taskId, ...own };
    case 14:
      return { type: 'Assist', taskId, to: other, question: '?', ...own };
    case 15:
    case 16:
      return { type: 'Answer', taskId, opinion: 'so', ...own };
    case 17:
    case 18:
    case 19: {
      const people = [other, pick(everybody, dice.person + 5) ?? 'tia'];
      const position = pick(POSITIONS, dice.act) ?? 'before';
      return {
        type: 'AddSigner',
        taskId,
        position,
        people,
        method: pick(METHODS, dice.other) ?? 'all',
        ...own,
      };
    }
    case 20: {
      const adder =
        task && 'taskId' in task.origin
          ? state.tasks.find(
              each =>
                each.id ===
                (task.origin.kind === 'signer' || task.origin.kind === 'assist' ? task.origin.taskId : ''),
            )
          : undefined;
      return {
        type: 'RemoveSigner',
        taskId,
        ...meta,
        by: dice.honest > 4 ? 'root' : (adder?.actor ?? someone),
      };
    }
    case 21:
    case 22:
      return { type: 'TakeBack', taskId, ...own };
    case 23:
      return { type: 'Revoke', reason: 'r', ...meta, by: owner };
    case 24:
      return { type: 'Terminate', reason: 'r', ...meta, by: dice.person % 9 === 0 ? 'root' : someone };
    case 25:
      return {
        type: 'Jump',
        nodeId: pick(nodesOf(play), dice.task) ?? 'first',
        reason: 'r',
        ...meta,
        by: dice.honest > 5 ? 'root' : someone,
      };
    case 26:
      return {
        type: 'Reassign',
        taskId,
        to: other,
        reason: 'r',
        ...meta,
        by: dice.honest > 2 ? 'root' : someone,
      };
    case 27: {
      const from = task?.actor ?? state.applicant;
      if (dice.other % 2 === 0) leave(play, from);
      return {
        type: 'HandOver',
        from,
        to: other,
        ...meta,
        by: dice.honest > 0 ? 'system' : someone,
      };
    }
    case 28:
    case 29:
      return firing(play, dice, meta);
    case 30:
      play.now = Math.max(at, dice.other % 3 === 0 ? at : (state.nextWakeAt ?? at));
      return { type: 'Wake', ...meta, at: play.now, by: 'system' };
    case 31: {
      const run = pick(
        state.runs.filter(each => each.subrequests !== undefined),
        dice.task,
      );
      const sub = pick(run?.subrequests ?? [], dice.other);
      if (!run || !sub) return undefined;
      return {
        type: 'EndSubrequest',
        runId: run.id,
        requestId: sub.requestId,
        status: pick(STATUSES, dice.person) ?? 'APPROVED',
        ...meta,
        by: 'system',
      };
    }
    case 32:
      return { type: 'ApplyDelegation', delegationId: 'wes-sue', ...meta, by: 'system' };
    case 33:
      return { type: 'SendCopy', people: [other, someone], ...own };
    case 34:
      return { type: 'DeleteComment', commentId: pick(state.comments, dice.other)?.id ?? 'none', ...own };
    case 35:
      return { type: 'EndDelegation', delegationId: pick(HELD, dice.other) ?? '', ...meta, by: 'system' };
    case 36:
      if (dice.other % 4 > 0) return undefined;
      return {
        type: 'EndWithParent',
        parentId: PARENT.requestId,
        why: pick(PARENT_ENDS, dice.person) ?? 'parentWithdrawn',
        ...meta,
        by: 'system',
      };
    case 37:
      return { type: 'Recompute', ...meta, by: 'system' };
    case 38:
      return { type: 'GiveDocumentNumber', number: `2026-${dice.other}`, ...meta, by: 'system' };
    case 39:
      return { type: 'Supervise', text: 's', hard: dice.other % 2 === 0, ...meta, by: someone };
    case 40:
      return { type: 'AnswerSupervision', text: 's', ...own };
    default:
      return {
        type: 'Approve',
        taskId,
        chosen,
        opinion: 'ok',
        ...(dice.other % 11 === 0 ? {} : PROOF),
        ...own,
        ...(dice.other % 5 === 0 ? { edited: { days: dice.person % 7 } } : {}),
      };
  }
}

/** Tasks with which an act has a chance; now and then any task, so that the refusals are met too. */
function fitting(play: Play, dice: Throw): (task: Task) => boolean {
  const act = dice.act % MOST_ACTS;
  if (dice.task % 10 === 0) return () => true;
  if (act === 11) return task => task.status === 'PENDING' && methodOf(play, task) === 'vote';
  if (act === 12 || act === 13) return task => task.status === 'PENDING' && methodOf(play, task) === 'claim';
  if (act === 15 || act === 16) return task => task.status === 'PENDING' && task.origin.kind === 'assist';
  if (act === 20) return task => task.origin.kind === 'signer' || task.origin.kind === 'assist';
  if (act === 21 || act === 22) return task => task.status === 'APPROVED';
  return task => task.status === 'PENDING';
}

function methodOf(play: Play, task: Task): string | undefined {
  return stepIn(play.definition.flow, task.nodeId)?.method.kind;
}

function pickTask(play: Play, dice: Throw): Task | undefined {
  const fit = play.state.tasks.filter(fitting(play, dice));
  return pick(fit.length > 0 ? fit : play.state.tasks, dice.task);
}

function nodesOf(play: Play): readonly string[] {
  return JSON.stringify(play.definition.flow).match(/(?<="id":")(?:first|n\d+)(?=")/g) ?? [];
}

function targetOf(play: Play, dice: Throw): 'start' | { readonly nodeId: string } {
  if (dice.other % 3 === 0) return 'start';
  return { nodeId: pick(play.state.runs, dice.other)?.nodeId ?? 'first' };
}

/** A person leaves; two who administer stay, so that somebody can be asked. */
function leave(play: Play, person: string): void {
  const known = play.org.people[person];
  if (known === undefined || play.org.administrators.includes(person)) return;
  play.org = {
    ...play.org,
    people: { ...play.org.people, [person]: { ...known, status: 'gone' } },
  };
}

/** Moves the clock to the next rule of a task and fires it. */
function firing(
  play: Play,
  dice: Throw,
  meta: { readonly key: string; readonly channel: 'card' },
): Command | undefined {
  const task = pick(
    play.state.tasks.filter(each => each.nextRuleAt !== undefined),
    dice.task,
  );
  const step = task && stepIn(play.definition.flow, task.nodeId);
  if (!task || !step || task.nextRuleAt === undefined) return undefined;
  play.now = Math.max(play.now, task.nextRuleAt + (dice.other % 3) * HOUR);
  const fire = firingsOf(play.context.calendar, step, task, play.now)[0];
  return fire === undefined
    ? undefined
    : { type: 'FireRule', taskId: task.id, ...fire, ...meta, at: play.now, by: 'system' };
}

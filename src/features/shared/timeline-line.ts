import type { TimelineLine } from '../../../cards/kit/request-view.ts';
import type { Text } from '../../core/definition.ts';
import type { Event } from '../../core/events.ts';
import { PARENT_ENDS } from '../../core/request.ts';
import type { ParentEnd, TimelineEntry } from '../../core/request.ts';
import { nodeName } from './flow-nodes.ts';
import { nameOf, namesOf } from './people.ts';
import type { RequestView } from './request-view.ts';
import { answered, supervisionLine } from './timeline-supervision.ts';

export type Line = Omit<TimelineLine, 'at' | 'who' | 'channel'>;
type Of<T extends Event['type']> = Extract<Event, { readonly type: T }>;

const said = (text: string | undefined) => (text === undefined || text === '' ? {} : { text });

/** What one event says to people; undefined: only bookkeeping (semantics C0, timeline). */
export function lineOf({ event, by }: TimelineEntry, view: RequestView): Line | undefined {
  const people = (ids: readonly string[]) => ({ people: namesOf(view.organisation, [...new Set(ids)]) });
  switch (event.type) {
    case 'Submitted':
      if (event.submittedBy !== undefined)
        return {
          what: event.confirmed === true ? 'submittedConfirmed' : 'submittedFor',
          ...people([event.applicant]),
        };
      return event.resubmittedFrom === undefined ? { what: 'submitted' } : { what: 'submittedAgain' };
    case 'Resubmitted':
      return { what: 'resubmitted', ...fields(view, event.changed) };
    case 'FormEdited':
      return { what: 'formEdited', ...about(view, event.taskId), ...fields(view, event.changed) };
    case 'NodeOpened':
      return openedLine(event, view);
    case 'NodePassed':
      return passedLine(event, view);
    case 'NodeFailed':
      return event.why === undefined ? undefined : { what: 'autoRejected', ...stepOfRun(view, event.runId) };
    case 'Approved':
    case 'Rejected':
    case 'Abstained':
    case 'Handled':
      return decisionLine(event, view, by);
    case 'ReturnedTo': {
      const place = event.target === 'start' ? {} : { step: nodeName(view.definition, event.target.nodeId) };
      const what = event.target === 'start' ? 'returned' : 'returnedTo';
      return { what, ...about(view, event.taskId), ...place, ...said(event.reason) };
    }
    case 'FellBack':
      return { what: 'fellBack', ...stepOfRun(view, event.runId) };
    case 'Transferred':
      return {
        ...about(view, event.taskId),
        what: 'transferred',
        ...people([event.task.actor]),
        ...said(event.reason),
      };
    case 'Reassigned':
      return {
        ...about(view, event.taskId),
        what: 'reassigned',
        ...people([event.task.actor]),
        ...said(event.reason),
      };
    case 'AssistAsked':
      return {
        ...about(view, event.taskId),
        what: 'assistAsked',
        ...people([event.task.actor]),
        ...said(event.question),
      };
    case 'AssistAnswered':
      return { what: answered(view, event.taskId), ...about(view, event.taskId), ...said(event.opinion) };
    case 'SignersAdded': {
      const what = ADDED[event.position];
      const added = people(event.tasks.map(task => task.actor));
      return { ...about(view, event.taskId), what, ...added, ...said(event.opinion) };
    }
    case 'SignerRemoved':
      return {
        what: 'signerRemoved',
        ...about(view, event.taskId),
        ...people(actorsOf(view, [event.taskId])),
      };
    case 'Claimed':
      return { what: 'claimed', ...about(view, event.taskId) };
    case 'Released':
      return { what: 'released', ...about(view, event.taskId) };
    case 'RuleFired':
      return { what: 'reminded', ...about(view, event.taskId), ...people(event.to) };
    case 'ItemRuleFired':
      return { what: 'reminded', ...people(event.to) };
    case 'TargetPassed': {
      const what = event.what === 'warned' ? 'limitWarned' : 'limitMissed';
      return { what, ...(event.taskId === undefined ? {} : about(view, event.taskId)), ...people(event.to) };
    }
    case 'Recomputed':
      return { what: 'recomputed' };
    case 'PromiseKept':
      return { what: 'promiseKept' };
    case 'ExpiryTold':
      return { what: 'expiryTold', ...people(event.to) };
    case 'Escalated':
      return { what: 'escalated', ...about(view, event.taskId), ...people(event.to) };
    case 'TaskAdded':
      return event.task.actor === event.task.principal
        ? undefined
        : { what: 'delegated', ...about(view, event.task.id), ...people([event.task.actor]) };
    case 'TaskClosed':
      return closedLine(event, view);
    case 'Urged':
      return { what: 'urged', ...people(actorsOf(view, event.taskIds)) };
    case 'Commented': {
      const deleted = view.state.comments.some(({ id, deleted: gone }) => id === event.id && gone === true);
      // What was deleted is gone from here too; the mark stays.
      return { what: 'commented', ...people(event.mentions), ...(deleted ? {} : said(event.text)) };
    }
    case 'Rated':
      return { what: 'rated', ...said(`${'★'.repeat(event.stars)} ${event.text ?? ''}`.trim()) };
    case 'FollowedUp':
      return { what: 'followedUp', ...said(event.text) };
    case 'CommentDeleted':
      return { what: 'commentDeleted' };
    case 'CopySent':
      return { what: 'copied', ...people(event.people) };
    case 'CopyRead':
      return { what: 'copyRead' };
    case 'TakenBack':
      return { what: 'takenBack', ...about(view, event.taskId), ...said(event.reason) };
    case 'RevokeAsked':
      return { what: 'revokeAsked', ...said(event.reason) };
    case 'RevokeRefused':
      return { what: 'revokeRefused' };
    case 'CardResent':
      return event.taskId === undefined
        ? { what: 'receiptResent', ...said(event.reason) }
        : {
            what: 'cardResent',
            ...about(view, event.taskId),
            ...people(actorsOf(view, [event.taskId])),
            ...said(event.reason),
          };
    case 'Jumped':
      return { what: 'jumped', step: nodeName(view.definition, event.nodeId), ...said(event.reason) };
    case 'HandedOver':
      return {
        what: 'handedOver',
        for: nameOf(view.organisation, event.from),
        ...people([event.to]),
        ...said(event.reason),
      };
    case 'SubrequestEnded':
      return { what: SUB_ENDED[event.status] ?? 'subrequestEnded', ...stepOfRun(view, event.runId) };
    case 'DocumentNumbered':
      return { what: 'documentNumbered', text: event.number };
    case 'StatusChanged':
      return endLine(event.to, event.reason);
    case 'ConfigWarning':
      return { what: 'warned', step: nodeName(view.definition, event.nodeId) };
    default:
      return supervisionLine(event, view);
  }
}

const ADDED = { before: 'signerBefore', after: 'signerAfter', parallel: 'signerParallel' } as const;
const SUB_ENDED: Readonly<Partial<Record<RequestView['state']['status'], Line['what']>>> = {
  APPROVED: 'subrequestApproved',
};

const WITHOUT_DECISION = ['departed', 'delegationEnded', 'feedbackMissed', 'answerMissed'] as const;

/** Closed by no decision: the person has left, acted for another until now (semantics C3, C9), or gave no feedback or opinion. */
function closedLine(event: Of<'TaskClosed'>, view: RequestView): Line | undefined {
  const { taskId } = event;
  const reason = WITHOUT_DECISION.find(each => each === event.reason);
  if (reason === undefined) return undefined;
  const task = view.state.tasks.find(({ id }) => id === taskId);
  if (task === undefined) return undefined;
  const who = reason === 'delegationEnded' ? task.principal : task.actor;
  return { what: reason, ...about(view, taskId), people: [nameOf(view.organisation, who)] };
}

function openedLine(event: Of<'NodeOpened'>, view: RequestView): Line | undefined {
  const step = { step: nodeName(view.definition, event.run.nodeId) };
  const names = (ids: readonly string[]) => namesOf(view.organisation, [...new Set(ids)]);
  if (event.note === 'nobody')
    return { what: 'nobody', ...step, people: names(event.tasks.map(task => task.actor)) };
  if (event.run.until !== undefined) return { what: 'delayed', ...step };
  if (event.run.subrequests !== undefined) return { what: 'subrequestsStarted', ...step };
  if (event.tasks.length === 0) return undefined;
  const principals = event.tasks.filter(task => task.actor !== task.principal).map(task => task.principal);
  return {
    what: 'opened',
    ...step,
    people: names(event.tasks.map(task => task.actor)),
    ...(principals.length === 0 ? {} : { for: names(principals).join('、') }),
  };
}

function passedLine(event: Of<'NodePassed'>, view: RequestView): Line | undefined {
  const step = stepOfRun(view, event.runId);
  switch (event.why) {
    case 'duplicate':
      return { what: 'duplicate', ...step };
    case 'self':
      return { what: 'passedSelf', ...step };
    case 'nobody':
      return { what: 'passedNobody', ...step };
    case 'auto':
      return { what: 'autoApproved', ...step };
    case undefined:
      return undefined;
    default:
      return event.why satisfies never;
  }
}

function decisionLine(
  event: Of<'Approved' | 'Rejected' | 'Abstained' | 'Handled'>,
  view: RequestView,
  by: string,
): Line {
  const rest = {
    ...about(view, event.taskId),
    ...forWhom(view, event.taskId, by),
    ...said(event.opinion),
    ...proofOf(event, view),
  };
  if (event.auto === 'duplicate') return { what: 'duplicate', ...rest };
  switch (event.type) {
    case 'Approved':
      return { what: event.auto === undefined ? 'approved' : 'autoApproved', ...rest };
    case 'Rejected':
      return { what: event.auto === undefined ? 'rejected' : 'autoRejected', ...rest };
    case 'Abstained':
      return { what: 'abstained', ...rest };
    case 'Handled':
      return { what: event.auto === undefined ? 'handled' : 'autoApproved', ...rest };
    default:
      return event.type satisfies never;
  }
}

/** By which signature and files it was decided; those who see the request can have them sent. */
function proofOf(
  { taskId, signature, attachments = [], files = [] }: Of<'Approved' | 'Rejected' | 'Abstained' | 'Handled'>,
  view: RequestView,
): Pick<Line, 'signed' | 'files' | 'get'> {
  const names = attachments.map(key => {
    const name = files.find(file => file.key === key)?.name;
    return name === '' ? undefined : name;
  });
  return {
    ...(signature === undefined ? {} : { signed: true }),
    ...(names.length === 0 ? {} : { files: names }),
    ...(files.length === 0 ? {} : { get: { request: view.state.id, task: taskId } }),
  };
}

/** B for A: whose place it was, where another acted (semantics C9, 代理). */
function forWhom(view: RequestView, taskId: string, by: string): { readonly for?: string } {
  const task = view.state.tasks.find(({ id }) => id === taskId);
  if (task === undefined || task.principal === by || task.delegation === undefined) return {};
  return { for: nameOf(view.organisation, task.principal) };
}

function about(view: RequestView, taskId: string): { readonly step?: Text } {
  const task = view.state.tasks.find(({ id }) => id === taskId);
  return task === undefined ? {} : { step: nodeName(view.definition, task.nodeId) };
}

function stepOfRun(view: RequestView, runId: string): { readonly step?: Text } {
  const run = view.state.runs.find(({ id }) => id === runId);
  return run === undefined ? {} : { step: nodeName(view.definition, run.nodeId) };
}

function actorsOf(view: RequestView, taskIds: readonly string[]): readonly string[] {
  return view.state.tasks.filter(({ id }) => taskIds.includes(id)).map(({ actor }) => actor);
}

/** Which fields were changed, by their labels; the values stand where they may be seen. */
function fields(view: RequestView, ids: readonly string[]): { readonly fields?: readonly Text[] } {
  const labels = view.definition.fields.filter(({ id }) => ids.includes(id)).map(({ label }) => label);
  return labels.length === 0 ? {} : { fields: labels };
}

function endLine(status: RequestView['state']['status'], reason: string | undefined): Line | undefined {
  switch (status) {
    case 'CANCELED':
      if (isParentEnd(reason)) return { what: reason };
      return reason === 'returnExpired' ? { what: 'expired' } : { what: 'withdrawn', ...said(reason) };
    case 'TERMINATED':
      return { what: 'terminated', ...said(reason) };
    case 'EXPIRED':
      return { what: 'expired' };
    case 'REVOKED':
      return isParentEnd(reason) ? { what: reason } : { what: 'revoked', ...said(reason) };
    case 'APPROVED':
    case 'REJECTED':
      return { what: 'ended' };
    case 'RUNNING':
    case 'RETURNED':
      return undefined;
    default:
      return status satisfies never;
  }
}

/** The reason of a sub-request that ended with its parent is a code of ours, worded in both languages. */
function isParentEnd(reason: string | undefined): reason is ParentEnd {
  return PARENT_ENDS.some(known => known === reason);
}

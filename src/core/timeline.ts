import type { Event } from './events.ts';

/** Feishu's sixteen kinds of what stands in a timeline (semantics C0), and those that we tell besides. */
export type TimelineKind =
  | 'START'
  | 'PASS'
  | 'REJECT'
  | 'AUTO_PASS'
  | 'AUTO_REJECT'
  | 'REMOVE_REPEAT'
  | 'TRANSFER'
  | 'ADD_APPROVER_BEFORE'
  | 'ADD_APPROVER'
  | 'ADD_APPROVER_AFTER'
  | 'DELETE_APPROVER'
  | 'ROLLBACK_SELECTED'
  | 'ROLLBACK'
  | 'CANCEL'
  | 'DELETE'
  | 'CC'
  | 'OTHER';

/** What kind of thing an event is for people; undefined: the machinery's own bookkeeping, not shown. */
export function timelineKind(event: Event): TimelineKind | undefined {
  switch (event.type) {
    case 'Submitted':
      return 'START';
    case 'Approved':
    case 'Handled':
      if (event.auto === 'duplicate') return 'REMOVE_REPEAT';
      return event.auto === undefined ? 'PASS' : 'AUTO_PASS';
    case 'Rejected':
      return event.auto === undefined ? 'REJECT' : 'AUTO_REJECT';
    case 'NodePassed':
      return event.why === undefined || event.why === 'duplicate' ? undefined : 'AUTO_PASS';
    case 'NodeFailed':
      return event.why === undefined ? undefined : 'AUTO_REJECT';
    case 'Transferred':
    case 'Reassigned':
    case 'HandedOver':
      return 'TRANSFER';
    case 'SignersAdded':
      return ADDED[event.position];
    case 'SignerRemoved':
      return 'DELETE_APPROVER';
    case 'ReturnedTo':
      return event.target === 'start' ? 'ROLLBACK' : 'ROLLBACK_SELECTED';
    case 'StatusChanged':
      return STATUS_KIND[event.to];
    case 'CopySent':
      return 'CC';
    case 'NodeOpened':
      return event.note === undefined ? undefined : 'OTHER';
    case 'NodeRolledBack':
    case 'NodeCanceled':
    case 'NodeReopened':
    case 'TaskActivated':
    case 'TaskAdded':
    case 'CopyRead':
    case 'TaskRead':
    case 'SupervisionPlanned':
    case 'LimitMoved':
      return undefined;
    case 'TaskClosed':
      return event.reason === 'departed' ? 'OTHER' : undefined;
    default:
      return 'OTHER';
  }
}

const ADDED = {
  before: 'ADD_APPROVER_BEFORE',
  after: 'ADD_APPROVER_AFTER',
  parallel: 'ADD_APPROVER',
} as const;

const STATUS_KIND: Readonly<
  Record<Extract<Event, { type: 'StatusChanged' }>['to'], TimelineKind | undefined>
> = {
  RUNNING: undefined,
  RETURNED: undefined,
  APPROVED: 'OTHER',
  REJECTED: 'OTHER',
  CANCELED: 'CANCEL',
  TERMINATED: 'DELETE',
  EXPIRED: 'OTHER',
  REVOKED: 'DELETE',
};

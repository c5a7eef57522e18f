import type { Happened } from './evolve.ts';
import type { Event } from './events.ts';
import type { Comment, RequestFacts, RequestState } from './request.ts';

/** What events do to the request itself: status, form, copies, comments. */
export function applyRequestEvent(state: RequestState, { at, by, event }: Happened): RequestState {
  switch (event.type) {
    case 'Resubmitted':
      return {
        ...factsOf(state),
        status: 'RUNNING',
        form: event.form,
        chosen: { ...state.chosen, ...event.chosen },
        ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
        ...(event.nextRuleAt === undefined ? {} : { nextRuleAt: event.nextRuleAt }),
        ...(state.status === 'RETURNED'
          ? { pauses: [...(state.pauses ?? []), { from: state.returned.at, to: at }] }
          : {}),
      };
    case 'ItemRuleFired': {
      const { nextRuleAt: _nextRuleAt, ...kept } = state;
      const fired = { ...state.fired, [event.ruleId]: event.occurrence };
      return { ...kept, fired, ...(event.nextRuleAt === undefined ? {} : { nextRuleAt: event.nextRuleAt }) };
    }
    case 'PromiseKept': {
      const { dueAt: _dueAt, nextRuleAt: _nextRuleAt, ...kept } = state;
      return { ...kept, keptAt: at };
    }
    case 'ExpiryPlanned':
    case 'ExpiryTold': {
      const { expiry: _expiry, ...kept } = state;
      return event.nextAt === undefined ? kept : { ...kept, expiry: { nextAt: event.nextAt } };
    }
    case 'FormEdited':
      return { ...state, form: event.form };
    case 'Approved':
    case 'Handled':
      return event.chosen === undefined ? state : { ...state, chosen: { ...state.chosen, ...event.chosen } };
    case 'StatusChanged':
      return withStatus(state, event, at);
    case 'Commented': {
      const comment: Comment = { id: event.id, by, at, text: event.text, mentions: event.mentions };
      return { ...state, comments: [...state.comments, comment] };
    }
    case 'Rated': {
      const { type: _type, ...rating } = event;
      return { ...state, rating: { ...rating, at } };
    }
    case 'FollowedUp':
      return state.rating === undefined
        ? state
        : { ...state, rating: { ...state.rating, followedUp: { by, at } } };
    case 'CommentDeleted':
      return { ...state, comments: state.comments.map(comment => deleted(comment, event.id)) };
    case 'CopySent':
      return { ...state, cc: [...state.cc, ...event.people.map(person => ({ person, at }))] };
    case 'CopyRead':
      return {
        ...state,
        cc: state.cc.map(copy =>
          copy.person === event.person && copy.readAt === undefined ? { ...copy, readAt: at } : copy,
        ),
      };
    case 'RevokeAsked':
      return { ...state, revoking: { by, reason: event.reason, since: at } };
    case 'RevokeRefused': {
      const { revoking: _revoking, ...rest } = state;
      return rest;
    }
    case 'HandedOver':
      return event.applicant ? { ...state, heldBy: event.to } : state;
    case 'DocumentNumbered':
      return { ...state, documentNumber: event.number };
    default:
      return state;
  }
}

/** The text goes, the mark that something stood there stays (peers.md row 55). */
function deleted(comment: Comment, id: string): Comment {
  return comment.id === id ? { ...comment, text: '', mentions: [], deleted: true } : comment;
}

function factsOf(state: RequestState): RequestFacts {
  switch (state.status) {
    case 'RUNNING': {
      const { status: _status, ...facts } = state;
      return facts;
    }
    case 'RETURNED': {
      const { status: _status, returned: _returned, ...facts } = state;
      return facts;
    }
    case 'REVOKED': {
      const { status: _status, endedAt: _endedAt, revokedAt: _revokedAt, ...facts } = state;
      return facts;
    }
    default: {
      const { status: _status, endedAt: _endedAt, ...facts } = state;
      return facts;
    }
  }
}

function withStatus(
  state: RequestState,
  event: Extract<Event, { type: 'StatusChanged' }>,
  at: number,
): RequestState {
  const facts = factsOf(state);
  switch (event.to) {
    case 'RUNNING':
      return { ...facts, status: 'RUNNING' };
    case 'RETURNED':
      if (event.returned === undefined) throw new Error('RETURNED without its return');
      return { ...facts, status: 'RETURNED', returned: event.returned };
    case 'REVOKED': {
      const { revoking: _revoking, ...rest } = facts;
      return { ...rest, status: 'REVOKED', endedAt: 'endedAt' in state ? state.endedAt : at, revokedAt: at };
    }
    default:
      return { ...facts, status: event.to, endedAt: at };
  }
}

import type { Happened } from './evolve.ts';
import type { RequestState } from './request.ts';
import type { SupervisionState } from './supervision/types.ts';

/** What events do to the supervision of a request, and to its limit by an extension. */
export function applySupervision(state: RequestState, { at, by, event }: Happened): RequestState {
  const before: SupervisionState = state.supervision ?? { since: state.submittedAt, fired: {}, told: [] };
  switch (event.type) {
    case 'Supervised':
      return withSupervision(state, {
        ...before,
        fired: { ...before.fired, ...event.fired },
        told: [...new Set([...before.told, ...event.to])],
      });
    case 'SupervisorUrged': {
      const fresh = event.hard === true && before.hard === undefined;
      return withSupervision(state, {
        ...before,
        urgedAt: at,
        told: [...new Set([...before.told, ...event.to, by])],
        ...(fresh ? { hard: { by, at }, since: at, fired: {} } : {}),
      });
    }
    case 'SupervisionAnswered': {
      const { text, until } = event;
      const answer = { by, at, text, ...(until === undefined ? {} : { until }) };
      return withSupervision(state, { ...before, answer });
    }
    case 'SupervisionPlanned': {
      const { nextAt: _nextAt, ...rest } = before;
      return withSupervision(state, {
        ...rest,
        ...(event.nextAt === undefined ? {} : { nextAt: event.nextAt }),
      });
    }
    case 'ExtensionAsked': {
      const asked = { requestId: event.requestId, by, at, until: event.until, status: 'RUNNING' } as const;
      return { ...state, extensions: [...(state.extensions ?? []), asked] };
    }
    case 'ExtensionEnded':
      return {
        ...state,
        extensions: (state.extensions ?? []).map(each =>
          each.requestId === event.requestId ? { ...each, status: event.status } : each,
        ),
      };
    case 'LimitMoved':
      return { ...state, dueAt: event.dueAt };
    case 'Extended':
      return withSupervision(
        { ...state, extendedTo: event.until, dueAt: event.dueAt },
        { ...before, since: at, fired: {} },
      );
    default:
      return state;
  }
}

function withSupervision(state: RequestState, supervision: SupervisionState): RequestState {
  return { ...state, supervision };
}

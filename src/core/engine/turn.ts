import type { CommandMeta, DecideContext, Refusal } from '../commands.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { evolve } from '../evolve.ts';
import type { RequestState } from '../request.ts';

/**
 * One command being decided: events are applied as they are found, so that each next step looks at the state they made.
 * It lives inside one call of `decide` and is never kept.
 */
export interface Turn {
  readonly context: DecideContext;
  readonly meta: CommandMeta;
  /** The path is only looked at, for a preview: nobody needs to be asked, nothing is refused. */
  readonly simulated: boolean;
  /** A person passes this step and can be asked to choose who acts next. */
  readonly canChoose: boolean;
  state: RequestState;
  events: readonly Event[];
  effects: readonly Effect[];
  /** Tasks whose cards are sent as 加急. */
  urgent: readonly string[];
  /** Once set, the whole command changes nothing. */
  refusal: Refusal | undefined;
}

export function startTurn(
  context: DecideContext,
  state: RequestState,
  meta: CommandMeta,
  options: { readonly simulated?: boolean; readonly canChoose?: boolean } = {},
): Turn {
  const { simulated = false, canChoose = false } = options;
  return {
    context,
    meta,
    simulated,
    canChoose,
    state,
    events: [],
    effects: [],
    urgent: [],
    refusal: undefined,
  };
}

export function emit(turn: Turn, event: Event): void {
  if (turn.refusal !== undefined) return;
  turn.events = [...turn.events, event];
  turn.state = evolve(turn.state, { at: turn.meta.at, by: turn.meta.by, event });
}

export function tell(turn: Turn, effect: Effect): void {
  turn.effects = [...turn.effects, effect];
}

export function refuse(turn: Turn, refusal: Refusal): void {
  turn.refusal ??= refusal;
}

/** The flow goes on only while the request runs and nothing was refused. */
export function goesOn(turn: Turn): boolean {
  return turn.refusal === undefined && turn.state.status === 'RUNNING';
}

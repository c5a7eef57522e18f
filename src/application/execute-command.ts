import { setTimeout as wait } from 'node:timers/promises';
import type { Calendar, Command, DecideContext, Decision, Refusal } from '../core/commands.ts';
import type { ItemDefinition } from '../core/definition.ts';
import type { Organisation } from '../core/organisation.ts';
import type { RequestState, TimelineEntry } from '../core/request.ts';
import { AppError } from '../shared/errors.ts';
import { takenFor } from './bookings.ts';
import { changeOf } from './change.ts';
import { createInTurn } from './in-turn.ts';
import type { ItemStore, RequestStore, StoredRequest } from './ports.ts';
import type { RecentRequests } from './recent-requests.ts';
import type { AnsweredTap } from './tap-answers.ts';

/** What came of a command. A refusal is an answer, not an error; `stored` is then the state as it is now. */
export type Outcome =
  | { readonly kind: 'done'; readonly stored: StoredRequest }
  /** This command, or this submission, has been carried out before: nothing was changed now. */
  | { readonly kind: 'replayed'; readonly stored: StoredRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly stored?: StoredRequest };

/** A command to a request that is there; applying is `Submission`. */
export type RequestCommand = Exclude<Command, { readonly type: 'Submit' }>;

/** The pure core, or a stand-in. */
export interface Core {
  readonly decide: (context: DecideContext, state: RequestState | undefined, command: Command) => Decision;
  readonly evolve: (state: RequestState | undefined, entry: TimelineEntry) => RequestState;
}

export interface CommandOptions {
  /** The tap by which the command came: its answer carries the tapped message's new card. */
  readonly tap?: AnsweredTap;
}

export interface CommandDeps {
  readonly core: Core;
  readonly requests: RequestStore;
  readonly items: Pick<ItemStore, 'version'>;
  readonly organisationFor: OrganisationFor;
  readonly calendarOf: CalendarOf;
  /** Spares reading what this process saved last; without it every command reads first. */
  readonly recent?: RecentRequests;
  /** Called after each change that was saved; it must return at once (deliveries start there). */
  readonly afterCommit: (stored: StoredRequest, options: CommandOptions) => void;
}

export type OrganisationFor = (
  definition: ItemDefinition,
  state: RequestState | undefined,
  command: Command,
) => Promise<Organisation>;

/** The calendar by which an item counts. */
export type CalendarOf = (item: Pick<ItemDefinition, 'calendar'>) => Calendar;

export type ExecuteCommand = (
  requestId: string,
  command: RequestCommand,
  options?: CommandOptions,
) => Promise<Outcome>;

/** More than house.md's 3: of 22 people who tapped at once at three instances, now and then one lost three times. */
const ROUNDS = 6;
/** The longest pause after the first lost round; each next is twice as long, so that what others do in a row gets over. */
const FIRST_PAUSE_MS = 20;

/**
 * Load, decide, evolve, save by one conditional update (house.md, "One tap"). Commands on one request go in turn, so that
 * only another instance can be first; a race lost to it is decided anew on the new state, in 6 rounds within some 0.6 s,
 * then `conflict` is thrown (retryable). A request that is not there is refused as `notFound`.
 */
export function createExecuteCommand(deps: CommandDeps): ExecuteCommand {
  const inTurn = createInTurn();
  return (requestId, command, options = {}) =>
    inTurn(requestId, async () => {
      const outcome =
        (await onRecent(deps, requestId, command)) ?? (await onStored(deps, requestId, command));
      if (outcome.kind === 'done') {
        deps.recent?.remember(outcome.stored);
        deps.afterCommit(outcome.stored, options);
      }
      return outcome;
    });
}

/** Decides on what this process last saved; undefined where only the stored state can tell. */
async function onRecent(
  deps: CommandDeps,
  requestId: string,
  command: RequestCommand,
): Promise<Outcome | undefined> {
  const recent = deps.recent?.recall(requestId);
  if (recent === undefined || recent.processed.includes(command.key)) return undefined;
  const outcome = await attempt(deps, recent, command);
  if (outcome !== 'conflict' && outcome.kind === 'done') return outcome;
  deps.recent?.forget(requestId);
  return undefined;
}

async function onStored(deps: CommandDeps, requestId: string, command: RequestCommand): Promise<Outcome> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const stored = await deps.requests.load(requestId);
    if (stored === undefined) return { kind: 'refused', refusal: { code: 'notFound' } };
    if (stored.processed.includes(command.key)) return { kind: 'replayed', stored };
    const outcome = await attempt(deps, stored, command);
    if (outcome !== 'conflict') return outcome;
    if (round < ROUNDS) await wait(FIRST_PAUSE_MS * 2 ** (round - 1) * (0.5 + Math.random() / 2));
  }
  throw new AppError('conflict', `Request ${requestId} was changed ${ROUNDS} times meanwhile`, {
    expected: true,
    retryable: true,
    details: { requestId, type: command.type },
  });
}

async function attempt(
  deps: CommandDeps,
  stored: StoredRequest,
  command: RequestCommand,
): Promise<Outcome | 'conflict'> {
  const { state, version } = stored;
  const definition = await definitionOf(deps.items, state.itemId, state.itemVersion);
  const organisation = await deps.organisationFor(definition, state, command);
  const { taken, claims } = await takenFor(deps.requests, definition, state, command);
  const context = {
    definition,
    organisation,
    calendar: deps.calendarOf(definition),
    ...(taken === undefined ? {} : { taken }),
  };
  const decision = deps.core.decide(context, state, command);
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal, stored };
  const next = changeOf(deps.core.evolve, stored, command, decision, definition, claims);
  if (!(await deps.requests.save(state.id, version, next.change))) return 'conflict';
  return { kind: 'done', stored: next.stored };
}

/** The version of an item that a request runs on; it is never removed, so its absence is a fault of ours. */
export async function definitionOf(
  items: Pick<ItemStore, 'version'>,
  itemId: string,
  version: number,
): Promise<ItemDefinition> {
  const definition = await items.version(itemId, version);
  if (definition === undefined)
    throw new AppError('internal', 'An item version is missing', { details: { itemId, version } });
  return definition;
}

import type { Command, DecideContext } from '../core/commands.ts';
import type { FormData, Instant, ItemDefinition } from '../core/definition.ts';
import type { Channel } from '../core/request.ts';
import { AppError } from '../shared/errors.ts';
import { takenFor } from './bookings.ts';
import { changeOf } from './change.ts';
import { type CommandDeps, type CommandOptions, definitionOf, type Outcome } from './execute-command.ts';
import { newId } from './ids.ts';
import type { StoredRequest } from './ports.ts';

/** An application as it is handed in. */
export interface Submission {
  /** The draft's id: the same submission makes one request, however often it comes. */
  readonly submissionKey: string;
  /** The command's key, e.g. the tap's event id. */
  readonly key: string;
  readonly at: Instant;
  /** Who hands it in: the applicant, or a window clerk for him. */
  readonly by: string;
  readonly channel: Channel;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly applicant: string;
  readonly departmentId?: string;
  readonly form: FormData;
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  /** The applicant has confirmed what the clerk filled in. */
  readonly confirmed?: boolean;
  readonly resubmittedFrom?: string;
  /** A sub-request: its id is given by the run that starts it. */
  readonly requestId?: string;
  /** Given too where it stands under its parent's number. */
  readonly number?: string;
  readonly parent?: { readonly requestId: string; readonly runId: string };
}

export type SubmitRequest = (submission: Submission, options?: CommandOptions) => Promise<Outcome>;

export interface SubmitDeps extends CommandDeps {
  /** Allocates the request's number, e.g. `SBZL-20261122-0001` (semantics C18). */
  readonly numberFor: (definition: ItemDefinition, at: Instant) => Promise<string>;
}

/** As often another request may be first with what this one takes. */
const ROUNDS = 3;

/**
 * Makes a request of a submission. It is decided once without a number, so that a form with faults uses none up; a number
 * is lost only when the process dies between taking it and the insert. `replayed`: it was handed in before.
 */
export function createSubmitRequest(deps: SubmitDeps): SubmitRequest {
  return async (submission, options = {}) => {
    const earlier = await submitted(deps, submission.submissionKey);
    if (earlier !== undefined) return { kind: 'replayed', stored: earlier };

    const definition = await definitionOf(deps.items, submission.itemId, submission.itemVersion);
    const requestId = submission.requestId ?? newId();
    const rehearsal = commandOf(submission, requestId, '');
    const organisation = await deps.organisationFor(definition, undefined, rehearsal);
    let number = submission.number;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { taken, claims } = await takenFor(deps.requests, definition, undefined, rehearsal);
      const context: DecideContext = {
        definition,
        organisation,
        calendar: deps.calendarOf(definition),
        ...(taken === undefined ? {} : { taken }),
      };
      const first = deps.core.decide(context, undefined, rehearsal);
      if (!first.ok) return { kind: 'refused', refusal: first.refusal };

      number ??= await deps.numberFor(definition, submission.at);
      const command = commandOf(submission, requestId, number);
      const decision = deps.core.decide(context, undefined, command);
      if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
      const { change, stored } = changeOf(deps.core.evolve, undefined, command, decision, definition, claims);
      const insert = await deps.requests.insert(submission.submissionKey, change);
      if (insert.inserted) {
        deps.recent?.remember(stored);
        deps.afterCommit(stored, options);
        return { kind: 'done', stored };
      }
      // Without an id another request took what this one wants, a moment ago: it is looked at anew.
      if (insert.id === undefined) continue;
      const other = await deps.requests.load(insert.id);
      return other === undefined
        ? { kind: 'refused', refusal: { code: 'alreadySubmitted' } }
        : { kind: 'replayed', stored: other };
    }
    throw new AppError('conflict', `What ${submission.itemId} takes was taken ${ROUNDS} times meanwhile`, {
      expected: true,
      retryable: true,
      details: { requestId },
    });
  };
}

async function submitted(deps: SubmitDeps, submissionKey: string): Promise<StoredRequest | undefined> {
  const id = await deps.requests.idOfSubmission(submissionKey);
  return id === undefined ? undefined : deps.requests.load(id);
}

function commandOf(submission: Submission, requestId: string, number: string): Command {
  const { key, at, by, channel, applicant, departmentId, form, chosen } = submission;
  const { resubmittedFrom, parent } = submission;
  return {
    type: 'Submit',
    key,
    at,
    by,
    channel,
    requestId,
    number,
    applicant,
    ...(departmentId === undefined ? {} : { departmentId }),
    form,
    chosen,
    ...(submission.confirmed === true ? { confirmed: true } : {}),
    ...(resubmittedFrom === undefined ? {} : { resubmittedFrom }),
    ...(parent === undefined ? {} : { parent }),
  };
}

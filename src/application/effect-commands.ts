import type { Effect } from '../core/effects.ts';
import { subrequestsToEnd } from '../core/engine/sub-ends.ts';
import { EXTENSION } from '../core/supervision/types.ts';
import { formatNumber, seriesKey } from '../core/numbers.ts';
import type { RequestState } from '../core/request.ts';
import { AppError } from '../shared/errors.ts';
import { recordAct, type RecordActDeps } from './audit-acts.ts';
import { definitionOf, type ExecuteCommand } from './execute-command.ts';
import type { Clock, Counters, ItemStore, Log, RequestStore, StoredRequest } from './ports.ts';
import type { SubmitRequest } from './submit-request.ts';
import type { TellWebhook } from './webhooks.ts';

export interface EffectCommandDeps extends RecordActDeps {
  readonly execute: ExecuteCommand;
  readonly submit: SubmitRequest;
  readonly items: Pick<ItemStore, 'live' | 'version'>;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly counters: Pick<Counters, 'numberOf'>;
  readonly tellWebhook: TellWebhook;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Effects that end in a command to a request or a call to another system, not in a message. */
export type CommandEffect = Extract<
  Effect,
  {
    readonly kind:
      | 'startSubrequest'
      | 'endSubrequest'
      | 'reportToParent'
      | 'requestDocumentNumber'
      | 'recordAct'
      | 'callWebhook';
  }
>;

/** Carries out an effect of `stored`; `effectId` makes a repetition harmless. */
export type EffectCommands = (
  effect: CommandEffect,
  stored: StoredRequest,
  effectId: string,
) => Promise<void>;

export function createEffectCommands(deps: EffectCommandDeps): EffectCommands {
  return async (effect, stored, effectId) => {
    const meta = { key: effectId, at: deps.clock.now(), by: 'system', channel: 'system' } as const;
    switch (effect.kind) {
      case 'startSubrequest':
        return startSubrequest(deps, effect, stored, effectId);
      case 'endSubrequest': {
        const { requestId, why } = effect;
        // Not started yet: `startSubrequest` sees for itself that nobody waits for it.
        await deps.execute(requestId, { ...meta, type: 'EndWithParent', parentId: stored.state.id, why });
        return undefined;
      }
      case 'reportToParent': {
        const { parentId, runId, status } = effect;
        const requestId = stored.state.id;
        await deps.execute(parentId, { ...meta, type: 'EndSubrequest', runId, requestId, status });
        return undefined;
      }
      case 'requestDocumentNumber': {
        const number = await documentNumber(deps, stored);
        if (number !== undefined)
          await deps.execute(stored.state.id, { ...meta, type: 'GiveDocumentNumber', number });
        return undefined;
      }
      case 'recordAct':
        return recordAct(deps, effect, stored, effectId);
      case 'callWebhook':
        return deps.tellWebhook(effect, stored, effectId);
      default:
        return effect satisfies never;
    }
  };
}

/**
 * Hands in a sub-request in the applicant's name, if it is still waited for. One that is refused is reported as cancelled:
 * its parent must not wait for it. One whose parent ended in the very moment ends after it: whichever comes second sees the
 * other.
 */
async function startSubrequest(
  deps: EffectCommandDeps,
  effect: Extract<CommandEffect, { kind: 'startSubrequest' }>,
  { state }: StoredRequest,
  effectId: string,
): Promise<void> {
  const { requestId, runId, item, form, number } = effect;
  if (!isWaitedFor(state, runId)) return;
  const meta = { at: deps.clock.now(), by: 'system', channel: 'system' } as const;
  const live = (await deps.items.live()).find(({ definition }) => definition.id === item);
  if (live !== undefined) {
    const { departmentId } = state;
    const applicant = effect.applicant ?? state.applicant;
    const outcome = await deps.submit({
      ...meta,
      submissionKey: `sub/${requestId}`,
      key: effectId,
      itemId: item,
      itemVersion: live.definition.version,
      requestId,
      parent: { requestId: state.id, runId },
      applicant,
      by: applicant,
      ...(departmentId === undefined || applicant !== state.applicant ? {} : { departmentId }),
      form,
      ...(number === undefined ? {} : { number }),
      chosen: {},
    });
    if (outcome.kind !== 'refused') return endIfLeft(deps, state.id, runId, requestId, effectId);
  }
  deps.log.error({ requestId: state.id, item }, 'a sub-request could not be started');
  const end = { runId, requestId, status: 'CANCELED' } as const;
  await deps.execute(state.id, { ...meta, key: `${effectId}/refused`, type: 'EndSubrequest', ...end });
}

function isWaitedFor(parent: RequestState, runId: string): boolean {
  const underWay = parent.status === 'RUNNING' || parent.status === 'RETURNED';
  return runId === EXTENSION ? underWay : parent.runs.some(run => run.id === runId && run.status === 'open');
}

async function endIfLeft(
  deps: EffectCommandDeps,
  parentId: string,
  runId: string,
  requestId: string,
  effectId: string,
): Promise<void> {
  const parent = await deps.requests.load(parentId);
  if (parent === undefined || isWaitedFor(parent.state, runId)) return;
  const ends = subrequestsToEnd(undefined, parent.state);
  const mine = ends.find(effect => effect.kind === 'endSubrequest' && effect.requestId === requestId);
  if (mine?.kind !== 'endSubrequest') return;
  const meta = { key: `${effectId}/left`, at: deps.clock.now(), by: 'system', channel: 'system' } as const;
  await deps.execute(requestId, { ...meta, type: 'EndWithParent', parentId, why: mine.why });
}

/** The document number of this request: the same one each time it is asked for (semantics C18, without gaps). */
async function documentNumber(
  deps: EffectCommandDeps,
  { state }: StoredRequest,
): Promise<string | undefined> {
  const { id, documentNumber: rule } = await definitionOf(deps.items, state.itemId, state.itemVersion);
  if (rule === undefined) return undefined;
  if (!('endedAt' in state))
    throw new AppError('internal', 'A document number was asked for a running request');
  const series = `document/${seriesKey(rule, id, state.endedAt, deps.timeZone)}`;
  const seq = await deps.counters.numberOf(series, state.id);
  return formatNumber(rule, id, state.endedAt, deps.timeZone, seq);
}

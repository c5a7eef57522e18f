import type { Delegation } from '../core/organisation.ts';
import type { ExecuteCommand } from './execute-command.ts';
import type { DelegationStore } from './ports-personal.ts';
import type { Clock, Log, Marks, RequestStore } from './ports.ts';

export interface ApplyDelegationsDeps {
  readonly requests: Pick<RequestStore, 'partiesTo'>;
  readonly standing: () => Promise<readonly Delegation[]>;
  readonly delegations: Pick<DelegationStore, 'ended'>;
  readonly marks: Marks;
  readonly execute: ExecuteCommand;
  readonly clock: Clock;
  readonly log: Log;
}

const MOST = 1_000;
/** How long an instance may stand still without a delegation's end being missed. */
const LOOK_BACK_MS = 7 * 86_400_000;
/** Longer than any instance keeps the list of delegations in its memory. */
const SETTLED_MS = 10_000;

/**
 * Delegations that take open tasks along (`handOpen`) do so once they begin: at once when they are saved, or by the job that
 * looks each minute (semantics C9). Returns how many requests were touched; each command's key makes a repetition harmless.
 */
export function createApplyDelegations(deps: ApplyDelegationsDeps): () => Promise<number> {
  return async () => {
    const now = deps.clock.now();
    const begun = (await deps.standing()).filter(each => each.handOpen && each.from <= now && now < each.to);
    let touched = 0;
    for (const delegation of begun) {
      const mark = `delegation/${delegation.id}`;
      if (await deps.marks.isSet(mark)) continue;
      touched += await applyOne(deps, delegation);
      await deps.marks.setOnce(mark, now);
    }
    return touched;
  };
}

async function applyOne(deps: ApplyDelegationsDeps, { id, principal }: Delegation): Promise<number> {
  const requests = await deps.requests.partiesTo(principal, MOST);
  const command = { type: 'ApplyDelegation', delegationId: id, by: 'system', channel: 'system' } as const;
  let touched = 0;
  for (const requestId of requests) {
    const key = `delegation/${id}`;
    const outcome = await deps.execute(requestId, { ...command, key, at: deps.clock.now() });
    if (outcome.kind === 'done') touched += 1;
  }
  deps.log.info({ delegation: id, touched }, 'a delegation took over what was open');
  return touched;
}

/**
 * Delegations that have ended, by themselves or by hand, give back what the agent has not done (semantics C9): at once when
 * one is ended, else by the job that looks each minute. Returns how many requests were touched.
 */
export function createEndDelegations(deps: ApplyDelegationsDeps): () => Promise<number> {
  return async () => {
    const now = deps.clock.now();
    let touched = 0;
    for (const delegation of await deps.delegations.ended(now - LOOK_BACK_MS, now)) {
      // With its end: one that was ended, saved anew and ended again is looked at again.
      const mark = `delegationEnded/${delegation.id}/${delegation.to}`;
      if (await deps.marks.isSet(mark)) continue;
      touched += await endOne(deps, delegation);
      // Another instance may have asked the agent for a moment longer: it is looked at once more.
      if (now >= delegation.to + SETTLED_MS) await deps.marks.setOnce(mark, now);
    }
    return touched;
  };
}

async function endOne(deps: ApplyDelegationsDeps, { id, agent }: Delegation): Promise<number> {
  const command = { type: 'EndDelegation', delegationId: id, by: 'system', channel: 'system' } as const;
  let touched = 0;
  for (const requestId of await deps.requests.partiesTo(agent, MOST)) {
    const at = deps.clock.now();
    const outcome = await deps.execute(requestId, { ...command, key: `delegationEnded/${id}/${at}`, at });
    if (outcome.kind === 'done') touched += 1;
  }
  if (touched > 0) deps.log.info({ delegation: id, touched }, 'an ended delegation gave back what was open');
  return touched;
}

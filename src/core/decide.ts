import { abstain, approve, reject } from './acts/decisions.ts';
import { applyDelegation, endDelegation } from './acts/delegations.ts';
import { answer, assist } from './acts/assist.ts';
import { claim, release } from './acts/claim.ts';
import { askExtension } from './acts/extension.ts';
import { giveDocumentNumber } from './acts/document-number.ts';
import { handOver } from './acts/hand-over.ts';
import { jump } from './acts/jump.ts';
import { recompute } from './acts/recompute.ts';
import { followUp, rate } from './acts/satisfaction.ts';
import { resubmit } from './acts/resubmit.ts';
import { returnRequest } from './acts/return.ts';
import { addSigner, removeSigner } from './acts/signers.ts';
import { submit } from './acts/submit.ts';
import { endSubrequest, endWithParent } from './acts/subrequests.ts';
import { takeBack } from './acts/take-back.ts';
import { answerSupervision, supervise } from './acts/supervise.ts';
import { comment, deleteComment, markRead, sendCopy, urge } from './acts/talk.ts';
import { fireRule } from './acts/time-rules.ts';
import { resend } from './acts/resend.ts';
import { reassign, transfer } from './acts/transfer.ts';
import { wake } from './acts/wake.ts';
import { revoke, terminate, withdraw } from './acts/withdraw.ts';
import type { Command, DecideContext, Decision } from './commands.ts';
import { closeTurn, refused } from './engine/close-turn.ts';
import { startTurn } from './engine/turn.ts';
import type { Turn } from './engine/turn.ts';
import type { RequestState } from './request.ts';

/**
 * What a command does to a request: the events that happened and whom to tell, or why nothing changes. Pure: the clock, ids
 * and the organisation come with the arguments. `state` undefined: only `Submit` has something to do.
 */
export function decide(context: DecideContext, state: RequestState | undefined, command: Command): Decision {
  if (command.type === 'Submit') return submit(context, state, command);
  if (state === undefined) return refused({ code: 'notFound' });
  const canChoose = command.type === 'Approve' && command.by !== 'system';
  const turn = startTurn(context, state, command, { canChoose });
  act(turn, command);
  return closeTurn(turn, state);
}

function act(turn: Turn, command: Exclude<Command, { type: 'Submit' }>): void {
  switch (command.type) {
    case 'Resubmit':
      return resubmit(turn, command);
    case 'Approve':
      return approve(turn, command);
    case 'Reject':
      return reject(turn, command);
    case 'Abstain':
      return abstain(turn, command);
    case 'Return':
      return returnRequest(turn, command);
    case 'Transfer':
      return transfer(turn, command);
    case 'Reassign':
      return reassign(turn, command);
    case 'Resend':
      return resend(turn, command);
    case 'Assist':
      return assist(turn, command);
    case 'Answer':
      return answer(turn, command);
    case 'AddSigner':
      return addSigner(turn, command);
    case 'RemoveSigner':
      return removeSigner(turn, command);
    case 'Claim':
      return claim(turn, command);
    case 'Release':
      return release(turn, command);
    case 'TakeBack':
      return takeBack(turn, command);
    case 'Withdraw':
      return withdraw(turn, command);
    case 'Revoke':
      return revoke(turn, command);
    case 'Terminate':
      return terminate(turn, command);
    case 'Jump':
      return jump(turn, command);
    case 'HandOver':
      return handOver(turn, command);
    case 'ApplyDelegation':
      return applyDelegation(turn, command);
    case 'EndDelegation':
      return endDelegation(turn, command);
    case 'EndWithParent':
      return endWithParent(turn, command);
    case 'Urge':
      return urge(turn, command);
    case 'Comment':
      return comment(turn, command);
    case 'DeleteComment':
      return deleteComment(turn, command);
    case 'SendCopy':
      return sendCopy(turn, command);
    case 'Rate':
      return rate(turn, command);
    case 'FollowUp':
      return followUp(turn, command);
    case 'MarkRead':
      return markRead(turn, command);
    case 'FireRule':
      return fireRule(turn, command);
    case 'Wake':
      return wake(turn, command);
    case 'Recompute':
      return recompute(turn, command);
    case 'Supervise':
      return supervise(turn, command);
    case 'AskExtension':
      return askExtension(turn, command);
    case 'AnswerSupervision':
      return answerSupervision(turn, command);
    case 'EndSubrequest':
      return endSubrequest(turn, command);
    case 'GiveDocumentNumber':
      return giveDocumentNumber(turn, command);
    default:
      return command satisfies never;
  }
}

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { DecideQuickly } from '../../application/ports-mirror.ts';
import type { CallbackReply, CallbackRequest } from '../../shared/callback.ts';
import { decrypt, parseObject, sameText } from './verify.ts';

/** Where Lark's Approval app posts quick decisions to. */
export const APPROVAL_PATH = '/lark/approval';

export interface ApprovalSecrets {
  readonly token: string;
  readonly key: string;
}

/** The callback's secrets, made of the app's, so that nobody has to keep two more. */
export function approvalSecrets(appSecret: string): ApprovalSecrets {
  const made = (use: string) =>
    createHmac('sha256', appSecret).update(`onewindow/${use}`).digest('hex').slice(0, 32);
  return { token: made('approval-callback-token'), key: made('approval-callback-key') };
}

const decision = z.object({
  action_type: z.enum(['APPROVE', 'REJECT']),
  action_context: z.string(),
  user_id: z.string().min(1),
  reason: z.string().default(''),
});
const context = z.object({ request: z.string().min(1).max(80), task: z.string().min(1).max(80) });

/**
 * Takes a quick decision: decrypted with the callback's key, its token compared in constant time, then handed on. The answer
 * says in words why something was not done; what cannot be Lark's gets a 4xx and no word. Lark waits 10 s.
 */
export function createApprovalCallback(
  secrets: ApprovalSecrets,
  decide: DecideQuickly,
  say: (text: { readonly zh: string; readonly en: string }) => string,
): (request: CallbackRequest) => Promise<CallbackReply> {
  return async ({ body }) => {
    const outer = parseObject(body);
    // We gave Lark a key: what comes in the clear is not from there.
    const inner = typeof outer?.['encrypt'] === 'string' ? decrypt(outer['encrypt'], secrets.key) : undefined;
    // One answer for whatever holds no token: nobody learns whether it could be decrypted.
    if (!sameText(inner?.['token'], secrets.token)) return { status: 401, body: { error: 'badToken' } };
    const given = decision.safeParse(inner);
    const about = given.success
      ? context.safeParse(parseObject(Buffer.from(given.data.action_context)))
      : undefined;
    if (!given.success || about?.success !== true) return { status: 400, body: { error: 'badBody' } };
    const why = await decide({
      decision: given.data.action_type === 'APPROVE' ? 'approve' : 'reject',
      requestId: about.data.request,
      taskId: about.data.task,
      employeeId: given.data.user_id,
      reason: given.data.reason,
    });
    return { status: 200, body: why === undefined ? { code: 0 } : { code: 1, msg: say(why) } };
  };
}

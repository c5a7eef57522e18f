import type { OutgoingFile } from '../../src/application/ports-files.ts';
import type { CardJson, Messenger, SendContent, SendTarget } from '../../src/application/ports.ts';

interface SentMessage {
  readonly messageId: string;
  readonly target: SendTarget;
  readonly content: SendContent | ({ readonly kind: 'file' } & OutgoingFile);
  readonly uuid: string;
}

/** A messenger that keeps what is sent, drops a repeated uuid as Lark does, and fails on demand. */
export interface RecordingMessenger extends Messenger {
  readonly sent: readonly SentMessage[];
  readonly forwarded: readonly { readonly messageId: string; readonly openId: string }[];
  readonly updates: readonly { readonly messageId: string; readonly card: CardJson }[];
  readonly urgents: readonly { readonly messageId: string; readonly openId: string }[];
  readonly tokenUpdates: readonly { readonly token: string; readonly card: CardJson }[];
  /** The next calls fail with these, in order; `afterAccepting`: the message has arrived nevertheless. */
  failNext(error: Error, how?: 'beforeSending' | 'afterAccepting'): void;
}

export function recordingMessenger(): RecordingMessenger {
  const sent: SentMessage[] = [];
  const forwarded: { messageId: string; openId: string; uuid: string }[] = [];
  const updates: { messageId: string; card: CardJson }[] = [];
  const urgents: { messageId: string; openId: string }[] = [];
  const tokenUpdates: { token: string; card: CardJson }[] = [];
  const failures: { error: Error; how: 'beforeSending' | 'afterAccepting' }[] = [];
  const attempt = (deliver: () => void): void => {
    const failure = failures.shift();
    if (failure?.how !== 'beforeSending') deliver();
    if (failure !== undefined) throw failure.error;
  };
  const send = async (target: SendTarget, content: SentMessage['content'], uuid: string) => {
    const messageId = `om_${uuid}`;
    attempt(() => {
      if (!sent.some(message => message.uuid === uuid)) sent.push({ messageId, target, content, uuid });
    });
    return { messageId };
  };
  return {
    sent,
    forwarded,
    updates,
    urgents,
    tokenUpdates,
    failNext: (error, how = 'beforeSending') => void failures.push({ error, how }),
    send,
    sendFile: (target, file, uuid) => send(target, { kind: 'file', ...file }, uuid),
    forward: async (messageId, openId, uuid) =>
      attempt(() => {
        if (!forwarded.some(each => each.uuid === uuid)) forwarded.push({ messageId, openId, uuid });
      }),
    update: async (messageId, card) => attempt(() => void updates.push({ messageId, card })),
    urgent: async (messageId, openId) => attempt(() => void urgents.push({ messageId, openId })),
    updateByToken: async (token, card) => attempt(() => void tokenUpdates.push({ token, card })),
  };
}

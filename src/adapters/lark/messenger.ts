import { LARGEST_FILE } from '../../application/ports-files.ts';
import type { Messenger, SendContent, SendTarget } from '../../application/ports.ts';
import { AppError } from '../../shared/errors.ts';
import type { LarkClient } from './client.ts';

/** Lark drops a repeated `uuid` for an hour; longer ones it refuses (lark.md 4). */
const UUID_LIMIT = 50;

/**
 * Sends and updates cards (Messenger port). A send whose outcome is not known is repeated with the same `uuid`, which
 * Lark then drops; when it stays unknown it fails with `lark.unknownOutcome`, retryable within the hour.
 */
export function createMessenger(client: LarkClient): Messenger {
  const send = async (target: SendTarget, body: MessageBody, uuid: string) => {
    if (uuid.length === 0 || uuid.length > UUID_LIMIT)
      throw new AppError('internal', 'a send needs a uuid of at most 50 characters');
    if (target.kind !== 'reply') {
      const [type, id] =
        target.kind === 'person'
          ? (['open_id', target.openId] as const)
          : (['chat_id', target.chatId] as const);
      const sent = await client.call({ name: 'im.message.create', target: id, repeatable: true }, sdk =>
        sdk.im.v1.message.create({
          params: { receive_id_type: type },
          data: { receive_id: id, ...body, uuid },
        }),
      );
      return { messageId: messageIdOf(sent.data?.message_id) };
    }
    const sent = await client.call(
      { name: 'im.message.reply', target: target.messageId, repeatable: true },
      sdk =>
        sdk.im.v1.message.reply({
          path: { message_id: target.messageId },
          data: { ...body, uuid, reply_in_thread: target.inThread },
        }),
    );
    return { messageId: messageIdOf(sent.data?.message_id) };
  };

  return {
    send: (target, content, uuid) => send(target, messageBody(content), uuid),

    sendFile: async (target, { name, bytes }, uuid) => {
      if (bytes.byteLength === 0 || bytes.byteLength > LARGEST_FILE)
        throw new AppError('file.tooLarge', 'Lark takes files of 1 byte to 30 MB', {
          expected: true,
          details: { bytes: bytes.byteLength },
        });
      // An upload that is repeated leaves a file that no message names; the message itself is sent once.
      const uploaded = await client.call({ name: 'im.file.create', repeatable: true }, sdk =>
        sdk.im.v1.file.create({
          data: { file_type: fileType(name), file_name: name, file: Buffer.from(bytes) },
        }),
      );
      const key = uploaded?.file_key;
      if (key === undefined) throw new AppError('lark.transient', 'an upload was accepted without a key');
      return send(target, { msg_type: 'file', content: JSON.stringify({ file_key: key }) }, uuid);
    },

    forward: async (messageId, openId, uuid) => {
      await client.call({ name: 'im.message.forward', target: openId, repeatable: true }, sdk =>
        sdk.im.v1.message.forward({
          path: { message_id: messageId },
          params: { receive_id_type: 'open_id', uuid },
          data: { receive_id: openId },
        }),
      );
    },

    update: async (messageId, card) => {
      await client.call({ name: 'im.message.patch', target: messageId, repeatable: true }, sdk =>
        sdk.im.v1.message.patch({
          path: { message_id: messageId },
          data: { content: JSON.stringify(card) },
        }),
      );
    },

    urgent: async (messageId, openId) => {
      await client.call({ name: 'im.message.urgentApp', target: openId, repeatable: true }, sdk =>
        sdk.im.v1.message.urgentApp({
          path: { message_id: messageId },
          params: { user_id_type: 'open_id' },
          data: { user_id_list: [openId] },
        }),
      );
    },

    updateByToken: async (token, card) => {
      // Not repeated when the outcome is unknown: the token is good for two uses only (lark.md 2.2).
      await client.call({ name: 'interactive.card.update', repeatable: false }, sdk =>
        sdk.request({ method: 'POST', url: '/open-apis/interactive/v1/card/update', data: { token, card } }),
      );
    },
  };
}

interface MessageBody {
  readonly msg_type: string;
  readonly content: string;
}

/** Lark shows its own picture for these; anything else is a `stream` (lark.md 1.7). */
function fileType(name: string): 'pdf' | 'doc' | 'xls' | 'ppt' | 'stream' {
  const ending = /\.(pdf|doc|xls|ppt)x?$/i.exec(name)?.[1]?.toLowerCase();
  return ending === 'pdf' || ending === 'doc' || ending === 'xls' || ending === 'ppt' ? ending : 'stream';
}

function messageBody(content: SendContent): MessageBody {
  return content.kind === 'card'
    ? { msg_type: 'interactive', content: JSON.stringify(content.card) }
    : { msg_type: 'text', content: JSON.stringify({ text: content.text }) };
}

/** An accepted send without an id cannot be updated later; Lark's answers always hold one. */
function messageIdOf(id: string | undefined): string {
  if (id === undefined) throw new AppError('lark.transient', 'a send was accepted without a message id');
  return id;
}

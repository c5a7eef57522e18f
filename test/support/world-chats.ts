import type { FakeLark } from './lark/fake-lark.ts';
import { labelsOf, textOf } from './card-reader.ts';

/** A message as its reader sees it now. */
export interface LarkMessage {
  readonly id: string;
  /** By which Lark knows a repetition. */
  readonly uuid: string;
  readonly kind: 'text' | 'card';
  readonly content: unknown;
  readonly text: string;
}

/** What stands in people's chats with the bot at the fake Lark. */
export interface LarkChats {
  /** All messages to a person, oldest first. */
  of(person: string): readonly LarkMessage[];
  /** The newest message that has a button with this label; fails when there is none. */
  withButton(person: string, label: string): LarkMessage;
  /** How many messages to the person hold these words. */
  count(person: string, words: string): number;
  /** Answers to a message, in its thread. */
  answersTo(messageId: string): readonly LarkMessage[];
}

export function readChats(lark: FakeLark): LarkChats {
  const all = () => [...lark.messages].map(([uuid, message]) => ({ uuid, ...message }));
  const of = (person: string) =>
    all()
      .filter(each => each.body['receive_id'] === person)
      .map(asSeen);
  return {
    of,
    withButton: (person, label) => {
      const found = of(person).findLast(each => labelsOf(each.content).includes(label));
      if (found === undefined) throw new Error(`${person} has no card with ${label}`);
      return found;
    },
    count: (person, words) => of(person).filter(each => each.text.includes(words)).length,
    answersTo: messageId =>
      all()
        .filter(each => each.answers === messageId)
        .map(asSeen),
  };
}

function asSeen(message: {
  readonly uuid: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}): LarkMessage {
  const { uuid, id, body } = message;
  const content: unknown = JSON.parse(String(body['content']));
  const kind = body['msg_type'] === 'interactive' ? 'card' : 'text';
  return { id, uuid, kind, content, text: kind === 'card' ? textOf(content) : JSON.stringify(content) };
}

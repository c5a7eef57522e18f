import type { ActionOf, CardActionKind } from '../../cards/kit/action.ts';
import type { Text } from '../core/definition.ts';
import type { PersonalFile } from './ports-personal.ts';
import type { CardJson, CardTap, Inbound, TapAnswer } from './ports.ts';

/**
 * What a feature offers. Features register handlers by kind; they never know of each other. A kind that two features
 * claim is an error at start.
 */
export interface Feature {
  readonly name: string;
  readonly taps?: TapHandlers;
  readonly commands?: readonly ChatCommand[];
  /** By the bot menu's event_key (words.md). */
  readonly menus?: Readonly<Record<string, (person: string) => Promise<ChatAnswer>>>;
  readonly on?: {
    readonly [K in
      | 'chatEntered'
      | 'botAdded'
      | 'filesAsked'
      | 'behalfTold'
      | 'ledgerAsked'
      | 'peopleTold'
      | 'actUnderWay'
      | 'directoryChanged']?: (event: Extract<Inbound, { kind: K }>) => Promise<void>;
  };
  /** Answers words that are no command: the closest items and the help line. One feature at most. */
  readonly unknownWords?: (call: ChatCall) => Promise<ChatAnswer>;
  /** Takes words that are no command, where they are waited for: rows of a form. The first feature that does answers. */
  readonly sentLines?: (call: ChatCall) => Promise<ChatAnswer | undefined>;
  /** Takes a file or picture that was sent in the private chat, where it is waited for; the first feature that does answers. */
  readonly sentFile?: (person: string, sent: PersonalFile, key: string) => Promise<ChatAnswer | undefined>;
  /** Answers files, pictures, stickers, …; `messageType` is Lark's. One feature at most. */
  readonly otherMessage?: (person: string, messageType: string, sent?: PersonalFile) => Promise<ChatAnswer>;
  /** A fresh card in place of one whose button could not be read, if its request is known. One feature at most. */
  readonly freshCard?: (tap: CardTap) => Promise<CardJson | undefined>;
}

export type TapHandlers = {
  readonly [K in CardActionKind]?: (action: ActionOf<K>, tap: CardTap) => Promise<TapAnswer>;
};

/** A typed command, with or without the slash, in either language (words.md). */
export interface ChatCommand {
  /** English name without the slash, e.g. `todo`. */
  readonly name: string;
  /** Other words, in lower case and half width, e.g. `待办`. */
  readonly words: readonly string[];
  /** Whether something may follow (`number`: with a digit in it, so that a question in words is none), e.g. `进度 SBZL-20261122-0001`. */
  readonly argument: 'none' | 'optional' | 'required' | 'number';
  /** The answer concerns this person only: in a group it is sent privately. */
  readonly private: boolean;
  readonly run: (call: ChatCall) => Promise<ChatAnswer>;
}

export interface ChatCall {
  readonly person: string;
  /** What followed the command, trimmed. */
  readonly argument: string;
  /** In a group the answer is seen by all, unless the command is private. */
  readonly where: 'person' | 'group';
  /** The message's key: makes repeated work harmless. */
  readonly key: string;
}

export type ChatAnswer = { readonly card: CardJson } | { readonly text: Text };

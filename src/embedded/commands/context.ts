import type { Store } from '../storage/store.ts';
import type { Reply } from '../bson/encode.ts';
import type { Doc } from '../bson/value.ts';
import type { Cursors } from './cursors.ts';

/** One client's connection. */
export interface Connection {
  id: number;
  answers: number;
  alive: boolean;
}

/** What all commands share. */
export interface Context {
  store: Store;
  cursors: Cursors;
  startedAt: number;
  /** Ends the background work. */
  stop(): Promise<void>;
}

/** One command with its arguments. */
export interface Call {
  context: Context;
  connection: Connection;
  name: string;
  db: string;
  command: Doc;
  sequences: ReadonlyMap<string, Buffer[]>;
}

export type Answer = Record<string, Reply>;
export type Command = (call: Call) => Promise<Answer> | Answer;
export type Commands = Readonly<Record<string, Command>>;

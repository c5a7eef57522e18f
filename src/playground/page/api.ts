import type { Json, LiveEvent, Message, TapResult, World } from '../types.ts';

/** Calls to the playground's server. Each fails with an `Error` when the server does not answer with 200. */

export function loadWorld(): Promise<World> {
  return call('world');
}

export function loadMessages(chatId: string): Promise<readonly Message[]> {
  return call(`chats/${encodeURIComponent(chatId)}/messages`);
}

export interface TapAction {
  readonly tag: string;
  readonly name?: string;
  readonly value?: Json;
  readonly option?: string;
  readonly options?: readonly string[];
  readonly checked?: boolean;
  readonly input_value?: string;
}

export function sendTap(tap: {
  readonly person: string;
  readonly messageId: string;
  readonly action: TapAction;
  readonly form?: FormValues;
}): Promise<TapResult> {
  return call('tap', tap);
}

export type FieldValue = string | readonly string[] | boolean;
export type FormValues = Readonly<Record<string, FieldValue>>;

/** `act`: what a person does in a chat, or the clock. */
export async function send(
  act: 'messages' | 'menu' | 'open' | 'read' | 'add-bot' | 'clock',
  body: object,
): Promise<void> {
  await call<unknown>(act, body);
}

/** Sends a picture or a file from this machine. */
export async function upload(
  person: string,
  chatId: string,
  type: 'image' | 'file',
  file: File,
): Promise<void> {
  const query = new URLSearchParams({ person, chatId, type, name: file.name });
  const answer = await fetch(`/playground/api/upload?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

/** Where the bytes of a picture or file are. */
export function fileAddress(messageId: string): string {
  return `/playground/api/messages/${encodeURIComponent(messageId)}/file`;
}

/** Moves the clock to the next reminder or escalation; false when none waits. */
export async function moveToNextDue(): Promise<boolean> {
  const { moved } = await call<{ readonly moved: boolean }>('clock/next', {});
  return moved;
}

/** Listens to what happens; `connected` is called at the start and after each interruption. */
export function listen(heard: (event: LiveEvent) => void, connected: () => void): () => void {
  const source = new EventSource('/playground/api/events');
  source.addEventListener('open', connected);
  source.addEventListener('message', event => {
    const parsed: LiveEvent = JSON.parse(String(event.data));
    heard(parsed);
  });
  return () => source.close();
}

async function call<T>(path: string, body?: object): Promise<T> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`/playground/api/${path}`, init);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const value: T = JSON.parse(await answer.text());
  return value;
}

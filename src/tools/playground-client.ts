import { z } from 'zod';

/** A person at the playground's messenger, without the page: what the demo and the journeys use. */

const node = z.record(z.string(), z.unknown());
type Node = z.infer<typeof node>;
const messageSchema = z.object({
  id: z.string(),
  sender: z.string(),
  kind: z.enum(['text', 'card', 'other']),
  content: node,
  file: z.object({ name: z.string(), size: z.number() }).optional(),
});
export type SeenMessage = z.infer<typeof messageSchema>;

const worldSchema = z.object({
  now: z.number(),
  chats: z.array(z.object({ id: z.string(), kind: z.enum(['p2p', 'group']), members: z.array(z.string()) })),
});
const words = z.object({ zh: z.string(), en: z.string() });
const sentSchema = z.object({
  content: z.object({ file_key: z.string().optional(), image_key: z.string().optional() }),
});
const tapSchema = z.object({ toast: z.object({ type: z.string(), text: words }).optional() });

/** A button by its label in Chinese, or by what its value holds: `{a: 'settings.item', item: 'SBZL'}`. */
export type Which = string | Readonly<Record<string, unknown>>;

export interface PlaygroundClient {
  /** Writes to the bot in the private chat, or in a group with a mention of it. */
  say(person: string, text: string, groupId?: string): Promise<void>;
  /** Sends something that is no text; its key comes back. */
  send(person: string, type: 'image' | 'file' | 'sticker' | 'audio'): Promise<string>;
  /** Sends a file or picture of one's own; its key comes back. */
  upload(person: string, type: 'image' | 'file', name: string, bytes: Uint8Array): Promise<string>;
  /** The files in the private chat with the bot, oldest first. */
  files(person: string): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;
  menu(person: string, eventKey: string): Promise<void>;
  open(person: string): Promise<void>;
  /** Messages of the private chat with the bot, oldest first, or of a group. */
  messages(person: string, groupId?: string): Promise<readonly SeenMessage[]>;
  /** Taps a button of a message, with the form's values as they stand and what is typed; the toast comes back. */
  tap(person: string, message: SeenMessage, button: Which, typed?: Node): Promise<string | undefined>;
  moveClock(ms: number): Promise<void>;
  now(): Promise<number>;
}

/** `address`: where the playground is, e.g. `http://127.0.0.1:3000`. */
export function createPlaygroundClient(address: string): PlaygroundClient {
  const call = async (path: string, body?: object): Promise<unknown> => {
    const init = body === undefined ? {} : post(body);
    const response = await fetch(`${address}/playground/api/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const chatOf = async (person: string): Promise<string> => {
    const { chats } = worldSchema.parse(await call('world'));
    const chat = chats.find(each => each.kind === 'p2p' && each.members.includes(person));
    if (chat === undefined) throw new Error(`${person} has no chat with the bot`);
    return chat.id;
  };
  return {
    say: async (person, text, groupId) => {
      const chatId = groupId ?? (await chatOf(person));
      await call('messages', { person, chatId, text, mentionsBot: groupId !== undefined });
    },
    send: async (person, type) => {
      const sent = await call('messages', { person, chatId: await chatOf(person), type });
      const { content } = sentSchema.parse(sent);
      return content.file_key ?? content.image_key ?? '';
    },
    upload: async (person, type, name, bytes) => {
      const query = new URLSearchParams({ person, chatId: await chatOf(person), type, name });
      const response = await fetch(`${address}/playground/api/upload?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
      if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
      const { content } = sentSchema.parse(await response.json());
      return content.file_key ?? content.image_key ?? '';
    },
    files: async person => {
      const messages = z.array(messageSchema).parse(await call(`chats/${await chatOf(person)}/messages`));
      const found = messages.flatMap(({ id, file }) => (file === undefined ? [] : [{ id, name: file.name }]));
      return Promise.all(
        found.map(async ({ id, name }) => {
          const response = await fetch(`${address}/playground/api/messages/${id}/file`);
          return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
        }),
      );
    },
    menu: async (person, eventKey) => {
      await call('menu', { person, eventKey });
    },
    open: async person => {
      await call('open', { person, chatId: await chatOf(person) });
    },
    messages: async (person, groupId) =>
      z.array(messageSchema).parse(await call(`chats/${groupId ?? (await chatOf(person))}/messages`)),
    tap: async (person, message, which, typed) => {
      const { button, form } = findButton(message.content, which);
      const behavior = listOf(button['behaviors'])[0];
      const name = typeof button['name'] === 'string' ? { name: button['name'] } : {};
      const action = { tag: 'button', ...name, value: behavior?.['value'] };
      const values = form === undefined ? {} : { form: { ...initialValues(form), ...typed } };
      const answer = tapSchema.parse(await call('tap', { person, messageId: message.id, action, ...values }));
      return answer.toast?.text.zh;
    },
    moveClock: async ms => {
      await call('clock', { advanceMs: ms });
    },
    now: async () => worldSchema.parse(await call('world')).now,
  };
}

/** The labels of all buttons of a card, in Chinese. */
export function buttonLabels(card: unknown): readonly string[] {
  return nodesOf(card)
    .filter(each => each['tag'] === 'button')
    .map(labelOf);
}

/** Whether a card has such a button. */
export function hasButton(card: unknown, which: Which): boolean {
  return nodesOf(card).some(each => isButton(each, which));
}

function findButton(card: unknown, which: Which): { readonly button: Node; readonly form?: Node } {
  for (const form of nodesOf(card).filter(each => each['tag'] === 'form')) {
    const inForm = nodesOf(form['elements']).find(each => isButton(each, which));
    if (inForm !== undefined) return { button: inForm, form };
  }
  const button = nodesOf(card).find(each => isButton(each, which));
  if (button !== undefined) return { button };
  throw new Error(
    `no button ${JSON.stringify(which)} on the card; there are: ${buttonLabels(card).join(', ')}`,
  );
}

function isButton(each: Node, which: Which): boolean {
  if (each['tag'] !== 'button') return false;
  if (typeof which === 'string') return labelOf(each) === which;
  const value = node.safeParse(listOf(each['behaviors'])[0]?.['value']).data ?? {};
  return Object.entries(which).every(([key, wanted]) => value[key] === wanted);
}

function initialValues(form: Node): Node {
  const entries = nodesOf(form['elements']).flatMap(each => {
    const name = each['name'];
    const value =
      each['default_value'] ??
      each['initial_option'] ??
      each['selected_values'] ??
      each['initial_date'] ??
      each['initial_time'] ??
      each['initial_datetime'] ??
      each['checked'];
    return typeof name === 'string' && each['tag'] !== 'button' && value !== undefined ? [[name, value]] : [];
  });
  return z.record(z.string(), z.unknown()).parse(Object.fromEntries(entries));
}

function labelOf(button: Node): string {
  const text = node.safeParse(button['text']).data ?? {};
  const i18n = node.safeParse(text['i18n_content']).data ?? {};
  const words = i18n['zh_cn'] ?? text['content'];
  return typeof words === 'string' ? words : '';
}

/** Every object with a tag, top to bottom. */
function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  const parsed = node.safeParse(value);
  if (!parsed.success) return [];
  const inner = Object.values(parsed.data).flatMap(nodesOf);
  return typeof parsed.data['tag'] === 'string' ? [parsed.data, ...inner] : inner;
}

function listOf(value: unknown): readonly Node[] {
  return z.array(node).safeParse(value).data ?? [];
}

function post(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

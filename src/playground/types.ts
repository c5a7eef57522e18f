/** What the playground's server and page tell each other. Instants are milliseconds of the playground's clock. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export interface Words {
  readonly zh: string;
  readonly en: string;
}

type MessageKind = 'text' | 'card' | 'other';

export interface Message {
  readonly id: string;
  readonly chatId: string;
  /** A person's open id, or the bot's. */
  readonly sender: string;
  readonly kind: MessageKind;
  /** Lark's msg_type. */
  readonly type: string;
  /** Lark's content, parsed: `{text}`, a card, `{file_key, file_name}`, … */
  readonly content: JsonObject;
  /** What the page shows of a picture or file; its bytes are at `/playground/api/messages/<id>/file`. */
  readonly file?: { readonly name: string; readonly size: number };
  readonly createdAt: number;
  readonly updatedAt?: number;
  /** The message that this one answers. */
  readonly parentId?: string;
  readonly rootId?: string;
  readonly threadId?: string;
  readonly recalled?: boolean;
  /** People who were sent an urgent notice of it (加急). */
  readonly urgent?: readonly string[];
}

export interface Chat {
  readonly id: string;
  readonly kind: 'p2p' | 'group';
  readonly name: Words;
  readonly members: readonly string[];
  readonly hasBot: boolean;
  /** Unread messages by person. */
  readonly unread: Readonly<Record<string, number>>;
  readonly lastMessage?: Message;
}

interface DepartmentView {
  readonly id: string;
  readonly name: Words;
}
export interface PersonView {
  readonly id: string;
  readonly name: Words;
  readonly title: Words;
  readonly departmentId: string;
}

/** What the page loads first. */
export interface World {
  readonly name: Words;
  readonly bot: { readonly id: string; readonly name: Words };
  readonly departments: readonly DepartmentView[];
  readonly people: readonly PersonView[];
  readonly chats: readonly Chat[];
  readonly now: number;
  readonly timeZone: string;
}

export interface Toast {
  readonly type: 'info' | 'success' | 'warning' | 'error';
  readonly text: Words;
}
/** What became of a tap, for the one who tapped. */
export interface TapResult {
  readonly toast?: Toast;
}

/** Live updates (Server-Sent Events). */
export type LiveEvent =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'chat'; readonly chat: Chat }
  | { readonly type: 'clock'; readonly now: number };

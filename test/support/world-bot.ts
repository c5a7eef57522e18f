import { pino } from 'pino';
import type { Env } from '../../config/env.ts';
import { createApp, type App, type Overrides } from '../../src/app.ts';
import { type CardAction, encodeAction } from '../../cards/kit/action.ts';
import { buttonByLabel, formOf, hasForm } from './card-reader.ts';
import type { FakeLark } from './lark/fake-lark.ts';
import { type Answered, postEnvelope, tapEnvelope, textEnvelope } from './world-callbacks.ts';
import type { LarkMessage } from './world-chats.ts';
import type { OfficeClock } from './world-office.ts';

export interface BotOptions {
  /** Of this instance only, over the office's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly every?: NonNullable<Overrides['every']>;
  /** How long a tap may take before 处理中; the bot's own 2.5 s would make a busy machine fail tests. */
  readonly tapBudgetMs?: number;
  /** Whether the set-up at Lark is looked at by itself, at the start and each hour. */
  readonly firstRun?: boolean;
  /** Reaches the database here instead, e.g. through a proxy. */
  readonly uri?: string;
}

/** One instance of the service, and people who write to it. */
export interface Bot extends Person {
  readonly app: App;
  readonly address: string;
  /** Everything it logged at level error: none in a healthy run. */
  readonly errors: readonly string[];
  /** Waits until nothing is under way and Lark hears no more. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** What people do, by the address of a service; in this process or another. */
export interface Person {
  /** A text in the private chat. */
  say(person: string, text: string, messageId?: string): Promise<Answered>;
  /** Taps a button of a message, by its label, with the form as it stands and what is typed. */
  tap(
    person: string,
    message: Pick<LarkMessage, 'id' | 'content'>,
    label: string,
    typed?: object,
  ): Promise<Answered>;
  /** A tap with this value, on whatever card. */
  act(person: string, value: CardAction, form?: object, messageId?: string): Promise<Answered>;
  /** Applies for an item by three taps on one card; the request's number comes back. */
  apply(person: string, item: string, form: object): Promise<string>;
}

/** Reports come when a test asks for them, not whenever the time of day is right. */
const SWEEPS = { 'outbox-sweep': 500, 'inbox-sweep': 500, reports: Infinity } as const;

export async function startBot(
  env: Env,
  clock: OfficeClock,
  lark: FakeLark,
  options: BotOptions = {},
): Promise<Bot> {
  const errors: string[] = [];
  const log = pino({ level: 'error' }, { write: line => void errors.push(line) });
  const app = createApp(
    { ...env, ...(options.uri === undefined ? {} : { mongodbUri: options.uri }) },
    {
      clock,
      log,
      tapBudgetMs: options.tapBudgetMs ?? 20_000,
      every: { ...SWEEPS, ...options.every },
      firstRun: options.firstRun ?? false,
    },
  );
  const { address } = await app.start();
  let stopped: Promise<void> | undefined;
  return {
    app,
    address,
    errors,
    ...personAt(address, lark),
    settle: async () => {
      for (let quiet = 0, last = -1; quiet < 3; ) {
        await new Promise(resolve => setTimeout(resolve, 40));
        await app.idle();
        quiet = lark.calls.length === last ? quiet + 1 : 0;
        last = lark.calls.length;
      }
    },
    stop: () => (stopped ??= app.stop()),
  };
}

/** `lark`: where an answered card is shown from then on. */
export function personAt(address: string, lark: FakeLark): Person {
  let cards = 0;
  const send = async (person: string, messageId: string, action: Parameters<typeof tapEnvelope>[2]) => {
    const answered = await postEnvelope(address, tapEnvelope(person, messageId, action));
    if (answered.card !== undefined) lark.show(messageId, answered.card);
    return answered;
  };
  const tap: Person['tap'] = (person, message, label, typed = {}) => {
    const { value, name, submits } = buttonByLabel(message.content, label);
    const form =
      submits === undefined ? {} : { form_value: { ...filledIn(message.content, submits), ...typed } };
    return send(person, message.id, { value, name, ...form });
  };
  const act: Person['act'] = (person, value, form, messageId) => {
    cards += 1;
    const id = messageId ?? `om_card_${process.pid}_${cards}`;
    return send(person, id, {
      value: encodeAction(value),
      ...(form === undefined ? {} : { form_value: form }),
    });
  };
  return {
    tap,
    act,
    say: (person, text, messageId) => postEnvelope(address, textEnvelope(person, text, messageId)),
    apply: async (person, item, form) => {
      cards += 1;
      const id = `om_card_${process.pid}_${cards}`;
      const opened = await patiently(() => act(person, { a: 'item.form', item }, undefined, id));
      const preview = await patiently(() => tap(person, { id, content: opened.card }, '提交', form));
      const receipt = await patiently(() => tap(person, { id, content: preview.card }, '提交'));
      const number = /[A-Z]+-\d{8}-\d{4}/.exec(receipt.toast ?? '')?.[0];
      if (number === undefined)
        throw new Error(`not submitted: ${preview.toast ?? ''} ${receipt.toast ?? ''}`);
      return number;
    },
  };
}

/** Taps again where the answer was 处理中: on a busy machine that is no fault, and each of these taps may be repeated. */
async function patiently(tap: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answered = await tap();
    if (answered.toast !== '处理中') return answered;
  }
}

/** The values that a form holds before anybody types; what is empty is not sent. */
function filledIn(content: unknown, name: string): Readonly<Record<string, unknown>> {
  if (!hasForm(content)) return {};
  return Object.fromEntries(
    Object.entries(formOf(content, name).values).filter(([, value]) => value !== undefined),
  );
}

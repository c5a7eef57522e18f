import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readEnv } from '../../config/env.ts';
import { createApp, type App } from '../../src/app.ts';
import {
  hasButton,
  createPlaygroundClient,
  type PlaygroundClient,
  type SeenMessage,
  type Which,
} from '../../src/tools/playground-client.ts';
import { textOf } from './card-reader.ts';
import { ownDatabaseUri } from './world-database.ts';

export interface World {
  readonly address: string;
  readonly people: PlaygroundClient;
  say(person: string, text: string): Promise<void>;
  /** Taps a button of the newest card that has it; the toast comes back. */
  tap(person: string, button: Which, form?: Readonly<Record<string, unknown>>): Promise<string | undefined>;
  /** The newest card in the person's chat with the bot. */
  lastCard(person: string): Promise<SeenMessage>;
  /** Turns the pages of the newest card until it has this button. */
  turnTo(person: string, button: Which): Promise<void>;
  /** The texts of all pages of the newest card, from the shown one on. */
  allPages(person: string): Promise<string>;
  /** The newest card with this button. */
  cardWith(person: string, button: Which): Promise<SeenMessage>;
  /** All texts of all cards in the person's chat, newest last. */
  seenBy(person: string): Promise<readonly string[]>;
  moveClock(ms: number): Promise<void>;
  /** Waits until nothing is under way. */
  settle(): Promise<void>;
  /** Everything that was logged at level error: none in a healthy run. */
  readonly errors: readonly string[];
  /** Stops the service and starts it anew on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The whole service as `npm start` runs it in the playground, on a port and in a database of its own: everything goes over
 * HTTP, encrypted and signed.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ow-world-'));
  const errors: string[] = [];
  const env = readEnv({
    MONGODB_URI: ownDatabaseUri(),
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...options.env,
  });
  const log = pino({ level: 'error' }, { write: line => void errors.push(line) });
  const open = async (): Promise<Running> => {
    const app = createApp(env, { log, tapBudgetMs: TAP_BUDGET_MS, every: { reports: Infinity } });
    const { address } = await app.start();
    return { app, address, people: createPlaygroundClient(address) };
  };
  let running = await open();

  const settle = async (): Promise<void> => {
    // A callback comes a moment after the message that causes it; its effects a moment after that.
    for (let quiet = 0, last = ''; quiet < 2; ) {
      await new Promise(resolve => setTimeout(resolve, 40));
      await running.app.idle();
      const now = await fingerprint(running.address);
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
  };
  const cards = async (person: string): Promise<readonly SeenMessage[]> =>
    (await running.people.messages(person)).filter(message => message.kind === 'card');
  const cardWith = async (person: string, button: Which): Promise<SeenMessage> => {
    const found = (await cards(person)).findLast(message => hasButton(message.content, button));
    if (found === undefined)
      throw new Error(`${person} has no card with the button ${JSON.stringify(button)}`);
    return found;
  };

  const tap: World['tap'] = async (person, button, form) => {
    const found = await cardWith(person, button);
    const toast = await running.people.tap(person, found, button, form);
    await settle();
    return toast;
  };
  const lastCard: World['lastCard'] = async person => {
    const last = (await cards(person)).at(-1);
    if (last === undefined) throw new Error(`${person} has no card`);
    return last;
  };

  return {
    get address() {
      return running.address;
    },
    get people() {
      return running.people;
    },
    errors,
    settle,
    say: async (person, text) => {
      await running.people.say(person, text);
      await settle();
    },
    cardWith,
    tap,
    lastCard,
    turnTo: async (person, button) => {
      while (!hasButton((await lastCard(person)).content, button)) await tap(person, NEXT_PAGE);
    },
    allPages: async person => {
      const pages = [textOf((await lastCard(person)).content)];
      while (hasButton((await lastCard(person)).content, NEXT_PAGE)) {
        await tap(person, NEXT_PAGE);
        pages.push(textOf((await lastCard(person)).content));
      }
      return pages.join('\n');
    },
    seenBy: async person => (await cards(person)).map(message => textOf(message.content)),
    moveClock: async ms => {
      await running.people.moveClock(ms);
      await running.app.fireDueRules();
      await settle();
    },
    restart: async () => {
      await running.app.stop();
      running = await open();
    },
    stop: async () => {
      await running.app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const NEXT_PAGE = '下一页';

interface Running {
  readonly app: App;
  readonly address: string;
  readonly people: PlaygroundClient;
}

/** More than the bot's own 2.5 s, so that a busy machine does not turn answers into 处理中. */
const TAP_BUDGET_MS = 20_000;

/** What the playground shows, in short: it stands still when nothing is under way. */
async function fingerprint(address: string): Promise<string> {
  const response = await fetch(`${address}/playground/api/world`);
  const text = await response.text();
  return text.replace(/"now":\d+/, '');
}

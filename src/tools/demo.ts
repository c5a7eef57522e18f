import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '../../config/env.ts';
import { createApp, type App } from '../app.ts';
import { cardText } from './card-text.ts';
import {
  buttonLabels,
  createPlaygroundClient,
  type PlaygroundClient,
  type SeenMessage,
} from './playground-client.ts';

/**
 * `npm run demo`: the whole job in the terminal, over real HTTP with encrypted, signed callbacks, in a folder of its own
 * that is removed afterwards. Ends with 0 when everything came as told.
 */
const [worker, head, machinery, finance, deputy] = ['ou_li', 'ou_chen', 'ou_sun', 'ou_wu', 'ou_gao'] as const;
const names = {
  ou_li: '李晓明',
  ou_chen: '陈大勇',
  ou_sun: '孙立新',
  ou_wu: '吴慧敏',
  ou_gao: '高卫民',
} as const;
type Person = keyof typeof names;
const HOUR = 3_600_000;
const PATIENCE_MS = 8_000;
/** Over the longest holiday. */
const LONGEST_WAIT_HOURS = 300;
const STEP_HOURS = 3;

const started = Date.now();
const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-demo-'));
const app = createApp(readEnv({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }));
let code = 0;
try {
  console.log('Starting the service, its store and the playground …');
  const { address } = await app.start();
  await play(createPlaygroundClient(address), app);
  console.log(`\nThe whole job in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
} catch (error) {
  console.error(error);
  code = 1;
} finally {
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(code);

async function play(people: PlaygroundClient, service: App): Promise<void> {
  await write(people, worker, '申请 租赁');
  await shown(people, worker, '办理');
  await tap(people, worker, '办理');
  const lease = {
    equipment: '25 吨汽车起重机',
    quantity: '2',
    price: '4000',
    days: '10',
    budget: 'overhaul',
  };
  act(`李晓明 fills in the form: ${Object.values(lease).join(' · ')}`);
  await tap(people, worker, '提交', lease);
  await shown(people, worker, '修改');
  await tap(people, worker, '提交');
  await shown(people, worker, '撤回');

  await shown(people, head, '同意');
  await tap(people, head, '同意', { opinion: '工期紧，同意租用' });
  await shown(people, machinery, '同意');

  act('孙立新 does not answer. The clock is moved: first the reminder, then the escalation');
  await wait(people, service, machinery, content => cardText(content).includes('提醒'));
  await wait(people, service, deputy, content => buttonLabels(content).includes('同意'));
  await shown(people, deputy, '同意');
  await tap(people, deputy, '同意', { opinion: '代为审核，同意' });

  await shown(people, finance, '同意');
  await tap(people, finance, '同意');
  await untilButton(people, deputy, '同意');
  await tap(people, deputy, '同意', { opinion: '同意' });

  act('李晓明 sees the result');
  console.log(cardText((await cardWith(people, worker, '已同意')).content));
}

function act(line: string): void {
  console.log(`\n▶ ${line}`);
}

async function write(people: PlaygroundClient, person: Person, text: string): Promise<void> {
  act(`${names[person]} writes: ${text}`);
  await people.say(person, text);
}

/** Waits for the newest card with this button, and shows it. */
async function shown(people: PlaygroundClient, person: Person, label: string): Promise<void> {
  const message = await untilButton(people, person, label);
  console.log(`\n${names[person]} sees:\n${cardText(message.content)}`);
}

async function tap(
  people: PlaygroundClient,
  person: Person,
  label: string,
  form?: Record<string, unknown>,
): Promise<void> {
  const message = await untilButton(people, person, label);
  const toast = await people.tap(person, message, label, form);
  act(`${names[person]} taps ${label}${toast === undefined ? '' : ` — ${toast}`}`);
}

function untilButton(people: PlaygroundClient, person: Person, label: string): Promise<SeenMessage> {
  return until(people, person, `a button ${label}`, message => buttonLabels(message.content).includes(label));
}

function cardWith(people: PlaygroundClient, person: Person, words: string): Promise<SeenMessage> {
  return until(people, person, words, message => cardText(message.content).includes(words));
}

async function until(
  people: PlaygroundClient,
  person: Person,
  what: string,
  found: (message: SeenMessage) => boolean,
): Promise<SeenMessage> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const message = (await people.messages(person)).findLast(each => each.kind === 'card' && found(each));
    if (message !== undefined) return message;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`${names[person]} did not get ${what}`);
}

/** Moves the clock on, some hours at a time, until the person has such a card: limits are in working time. */
async function wait(
  people: PlaygroundClient,
  service: App,
  person: Person,
  found: (content: unknown) => boolean,
): Promise<void> {
  for (let hours = 0; hours < LONGEST_WAIT_HOURS; hours += STEP_HOURS) {
    await people.moveClock(STEP_HOURS * HOUR);
    await service.fireDueRules();
    await service.idle();
    const messages = await people.messages(person);
    if (messages.some(each => each.kind === 'card' && found(each.content))) return;
  }
  throw new Error(`${names[person]} heard nothing in ${LONGEST_WAIT_HOURS} hours`);
}

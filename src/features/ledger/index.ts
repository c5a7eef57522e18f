import { progressCard } from '../../../cards/progress.ts';
import { fingerprint } from '../../application/ids.ts';
import type { LedgerAsked, LedgerState, LedgerStore } from '../../application/ports-ledger.ts';
import type { Inbox, Marks } from '../../application/ports.ts';
import { LARGEST_FILE, type SheetRow } from '../../application/ports-files.ts';
import type { ChatAnswer, ChatCall, Feature } from '../../application/router.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { reportedItems } from '../shared/reported-items.ts';
import { searchItems } from '../shared/search.ts';
import { splitPeriod } from './period.ts';
import { ledgerRow, ledgerSheet } from './sheet.ts';

/** What this feature needs beside the common things. */
export interface LedgerDeps extends FeatureDeps {
  readonly ledger: LedgerStore;
  readonly inbox: Pick<Inbox, 'prolong'>;
  readonly marks: Pick<Marks, 'setOnce'>;
}

/** More requests than these take seconds: the reader sees how far it is. */
const LONG = 2_000;
const STEPS = 10;
/** Longer than a batch and the sending of the file take. */
const LEASE_MS = 120_000;

/** 台账: all requests of an item in a period as a sheet (issue 7, item 7; features 1.33). */
export function createLedger(deps: LedgerDeps): Feature {
  return {
    name: 'ledger',
    on: { ledgerAsked: event => answerAsked(deps, event) },
    commands: [
      {
        name: 'ledger',
        words: ['台账', '台帐'],
        argument: 'optional',
        private: true,
        run: call => ledger(deps, call),
      },
    ],
  };
}

async function ledger(deps: LedgerDeps, call: ChatCall): Promise<ChatAnswer> {
  const split = splitPeriod(call.argument, deps.clock.now(), deps.timeZone);
  if (split === undefined) return { text: deps.texts('ledger.badPeriod') };
  const own = await itemsFor(deps, call.person);
  if (own.length === 0) return { text: deps.texts('ledger.notYours') };
  const found = split.words === '' ? [] : searchItems(own, split.words);
  const [item, ...others] = found;
  if (item === undefined || others.length > 0) {
    const names = (others.length > 0 ? found : own).slice(0, 12).map(({ id, name }) => `${id} ${name.zh}`);
    return { text: deps.texts('ledger.which', { items: names.join('、') }) };
  }
  const { period } = split;
  const total = await deps.ledger.count({ itemId: item.id, ...period });
  const said = { item: item.name, period: period.name, n: total };
  if (total === 0) return { text: deps.texts('ledger.empty', said) };
  // Kept before it is begun: a process that stops in the middle leaves it to the next.
  await deps.keep({
    kind: 'ledgerAsked',
    key: `ledger/${call.key}`,
    person: call.person,
    itemId: item.id,
    from: period.from,
    to: period.to,
    period: period.name,
  });
  return { text: deps.texts('ledger.begun', said) };
}

/** Live items whose requests this person may look through. */
async function itemsFor(deps: FeatureDeps, person: string): Promise<readonly ItemDefinition[]> {
  const live = await deps.stores.items.live();
  return reportedItems(
    deps,
    person,
    live.map(({ definition }) => definition),
  );
}

/** Made anew from the beginning when a process died over it; what was sent is not sent twice. */
async function answerAsked(deps: LedgerDeps, asked: LedgerAsked): Promise<void> {
  const live = await deps.stores.items.live();
  const item = live.find(({ definition }) => definition.id === asked.itemId)?.definition;
  if (item === undefined) return;
  const last = !(await mayTryAgain(deps, asked.key));
  const total = await deps.ledger.count(asked);
  const target = { kind: 'person', openId: asked.person } as const;
  const uuid = (part: string): string => `d-${fingerprint(40, asked.key, part)}`;
  const show = await progressOf(deps, item, asked, total, async card =>
    deps.messenger.send(target, { kind: 'card', card }, uuid('progress')),
  );
  try {
    const bytes = await deps.files.xlsx(ledgerSheet(deps, item), rows(deps, item, asked, show));
    if (bytes.byteLength > LARGEST_FILE) return await show('tooLarge');
    const name = `${deps.texts('ledger.file', { item: item.name })[deps.language]} ${asked.period}.xlsx`;
    await deps.messenger.sendFile(target, { name, bytes }, uuid('file'));
    await show('done');
  } catch (error) {
    // The inbox gives it back after a pause; who waits for it hears of it at the end only.
    if (!last) throw error;
    deps.log.warn({ error, item: item.id }, 'a ledger could not be made');
    await show('failed');
  }
}

const TRIES = 3;

/** Counts the tries across processes, so that a ledger that kills each of them ends. False: this is the last. */
async function mayTryAgain({ marks, clock }: LedgerDeps, key: string): Promise<boolean> {
  for (let n = 1; n < TRIES; n += 1) if (await marks.setOnce(`${key}/${n}`, clock.now())) return true;
  return false;
}

type Show = (done: number | 'done' | 'failed' | 'tooLarge') => Promise<void>;

/** Patches one card, at most so many times; short ledgers have none unless something went wrong. */
async function progressOf(
  deps: LedgerDeps,
  item: ItemDefinition,
  { period }: LedgerAsked,
  total: number,
  send: (card: ReturnType<typeof progressCard>) => Promise<{ readonly messageId: string }>,
): Promise<Show> {
  const cardOf = (at: number | 'done' | 'failed' | 'tooLarge') =>
    progressCard({ title: deps.texts('ledger.title', { item: item.name, period }), total, at }, deps.texts);
  let shown = 0;
  let messageId = total < LONG ? undefined : (await send(cardOf(0))).messageId;
  return async at => {
    const step = typeof at === 'number' ? Math.floor((at / total) * STEPS) : STEPS;
    if (typeof at === 'number' && step <= shown) return;
    shown = step;
    if (messageId === undefined) {
      if (at === 'failed' || at === 'tooLarge') messageId = (await send(cardOf(at))).messageId;
      return;
    }
    await deps.messenger.update(messageId, cardOf(at));
  };
}

async function* rows(
  deps: LedgerDeps,
  item: ItemDefinition,
  asked: LedgerAsked,
  show: Show,
): AsyncGenerator<readonly SheetRow[]> {
  const timeOf = minuteClock(deps.timeZone);
  let done = 0;
  for await (const states of deps.ledger.rows(asked)) {
    const part = await deps.directory.around(seedsOf(item, states));
    yield states.map(state => ledgerRow(deps, item, part, timeOf, state));
    done += states.length;
    await deps.inbox.prolong(asked.key, deps.clock.now() + LEASE_MS);
    await show(done);
  }
}

function seedsOf(item: ItemDefinition, states: readonly LedgerState[]) {
  const people = states.flatMap(state => [
    state.applicant,
    ...state.tasks.map(task => task.actor),
    ...item.fields.flatMap(field =>
      field.type === 'person' || field.type === 'people' ? idsIn(state.form[field.id]) : [],
    ),
  ]);
  const departments = states.flatMap(state => [
    ...(state.departmentId === undefined ? [] : [state.departmentId]),
    ...item.fields.flatMap(field =>
      field.type === 'department' || field.type === 'departments' ? idsIn(state.form[field.id]) : [],
    ),
  ]);
  return { people: [...new Set(people)], departments: [...new Set(departments)] };
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

/** `2026-11-22 16:30` in the service's zone; Swedish writes times so. */
function minuteClock(timeZone: string): (at: number) => string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return at => clock.format(at);
}

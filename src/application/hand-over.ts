import { successorOf } from '../core/acts/hand-over.ts';
import { delegationFault } from '../core/delegation.ts';
import type { Delegation } from '../core/organisation.ts';
import type { ExecuteCommand } from './execute-command.ts';
import { handItem, itemsNaming } from './hand-over-items.ts';
import { handOffice, officesOf } from './hand-over-settings.ts';
import type { HandOver, HandOverLine, HandOverStore, DelegationStore } from './ports-personal.ts';
import type { Clock, Directory, ItemStore, Log, RequestStore, SettingsStore } from './ports.ts';

export interface HandOverDeps {
  readonly requests: Pick<RequestStore, 'partiesTo' | 'load'>;
  readonly items: Pick<ItemStore, 'live' | 'publish'>;
  readonly settings: Pick<SettingsStore, 'current' | 'save'>;
  readonly delegations: DelegationStore;
  readonly handOvers: HandOverStore;
  readonly directory: Pick<Directory, 'around'>;
  readonly execute: ExecuteCommand;
  readonly clock: Clock;
  readonly log: Log;
}

/** 离职交接 (semantics C9): what a leaver holds, to whom it goes, and the going. */
export interface HandOvers {
  /** What there is to hand over now, beside what was done before. `successor`: named by an administrator. */
  plan(person: string, by: string, successor?: string): Promise<HandOver>;
  /** To whom it goes: the named successor, else the manager, else an administrator; undefined: nobody is there. */
  successorOf(person: string, named?: string): Promise<string | undefined>;
  /** Hands over everything that is open or failed before; failed lines say why, and can be tried again. */
  run(person: string, by: string): Promise<HandOver>;
}

const MOST = 1_000;

export function createHandOvers(deps: HandOverDeps): HandOvers {
  const plan = async (person: string, by: string, successor?: string): Promise<HandOver> => {
    const before = await deps.handOvers.load(person);
    const done = (before?.lines ?? []).filter(({ status }) => status === 'done');
    const held = await heldBy(deps, person);
    const named = successor ?? before?.successor;
    const handOver: HandOver = {
      person,
      ...(named === undefined ? {} : { successor: named }),
      status: held.length === 0 && done.length > 0 ? 'done' : 'planned',
      lines: [...done, ...held],
      by,
      at: deps.clock.now(),
    };
    await deps.handOvers.save(handOver);
    return handOver;
  };
  const find = (person: string, named?: string) => successorFor(deps, person, named);
  return {
    plan,
    successorOf: find,
    run: async (person, by) => {
      const planned = await plan(person, by);
      const to = await find(person, planned.successor);
      const lines: HandOverLine[] = [];
      for (const line of planned.lines)
        lines.push(line.status === 'done' ? line : await handLine(deps, line, person, to, by));
      const failed = lines.some(({ status }) => status === 'failed');
      const result: HandOver = {
        ...planned,
        lines,
        status: failed ? 'failed' : 'done',
        ...(to === undefined ? {} : { successor: to }),
      };
      await deps.handOvers.save(result);
      deps.log.info({ person, lines: lines.length, failed }, 'what a leaver held was handed over');
      return result;
    },
  };
}

async function successorFor(deps: HandOverDeps, person: string, named?: string): Promise<string | undefined> {
  const { administrators } = await deps.settings.current();
  const people = [person, ...administrators, ...(named === undefined ? [] : [named])];
  const part = await deps.directory.around({ people, departments: [] });
  return successorOf({ ...part, roles: {}, administrators, delegations: [] }, person, named);
}

function open(what: HandOverLine['what'], id: string, label: string): HandOverLine {
  return { what, id, label, status: 'open' };
}

async function heldBy(deps: HandOverDeps, person: string): Promise<readonly HandOverLine[]> {
  const [ids, settings, delegations, items] = await Promise.all([
    deps.requests.partiesTo(person, MOST),
    deps.settings.current(),
    deps.delegations.standing(deps.clock.now()),
    itemsNaming(deps, person),
  ]);
  const requests = await Promise.all(ids.map(id => deps.requests.load(id)));
  return [
    ...requests.flatMap(stored =>
      stored === undefined ? [] : [open('request', stored.state.id, stored.state.number)],
    ),
    ...officesOf(settings, person),
    ...delegations
      .filter(each => each.principal === person || each.agent === person)
      .map(each => open('delegation', each.id, '')),
    ...items,
  ];
}

async function handLine(
  deps: HandOverDeps,
  line: HandOverLine,
  from: string,
  to: string | undefined,
  by: string,
): Promise<HandOverLine> {
  if (to === undefined) return { ...line, status: 'failed', why: 'nobody' };
  try {
    const why = await handOne(deps, line, from, to, by);
    return why === undefined ? { ...line, status: 'done' } : { ...line, status: 'failed', why };
  } catch (error) {
    deps.log.warn(
      { error, person: from, what: line.what },
      'a part of a hand-over failed and can be retried',
    );
    return { ...line, status: 'failed', why: 'error' };
  }
}

/** Undefined when it was done; otherwise the code of why not. */
async function handOne(
  deps: HandOverDeps,
  { what, id }: HandOverLine,
  from: string,
  to: string,
  by: string,
): Promise<string | undefined> {
  switch (what) {
    case 'request': {
      const at = deps.clock.now();
      const channel = by === 'system' ? 'system' : 'admin';
      const key = `handOver/${from}/${at}`;
      const outcome = await deps.execute(id, { type: 'HandOver', key, at, by, channel, from, to });
      return outcome.kind === 'refused' ? outcome.refusal.code : undefined;
    }
    case 'delegation':
      return handDelegation(deps, id, from, to);
    case 'item':
      return handItem(deps, id, from, to, by);
    default:
      return handOffice(deps, { what, id }, from, to, by);
  }
}

/** What the leaver gave ends; what the leaver was given goes to the successor, or ends where that cannot be. */
async function handDelegation(
  deps: HandOverDeps,
  id: string,
  from: string,
  to: string,
): Promise<string | undefined> {
  const now = deps.clock.now();
  const all = await deps.delegations.standing(now);
  const rule = all.find(each => each.id === id);
  if (rule === undefined) return undefined;
  const next: Delegation = { ...rule, agent: to };
  if (rule.principal === from || delegationFault(all, next) !== undefined)
    await deps.delegations.end(id, now);
  else await deps.delegations.save(next);
  return undefined;
}

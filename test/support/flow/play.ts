import { expect } from 'vitest';
import type {
  Calendar,
  Command,
  CommandMeta,
  DecideContext,
  Decision,
  Refusal,
} from '../../../src/core/commands.ts';
import { decide } from '../../../src/core/decide.ts';
import type { FlowNode, FormData, ItemDefinition } from '../../../src/core/definition.ts';
import type { Effect } from '../../../src/core/effects.ts';
import type { Event } from '../../../src/core/events.ts';
import { evolve, replay } from '../../../src/core/evolve.ts';
import type { Organisation } from '../../../src/core/organisation.ts';
import type { RequestState, Task, TimelineEntry } from '../../../src/core/request.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';
import { liveTaskMissing } from '../../../src/core/watchdog.ts';
import { item } from './definition.ts';
import { organisation } from './organisation.ts';

/** A command without what every command carries; the play fills that in. */
export type Plain<T extends Command['type']> = Omit<
  Extract<Command, { type: T }>,
  keyof CommandMeta | 'type'
>;

export interface PlayOptions {
  readonly applicant?: string;
  readonly form?: FormData;
  readonly chosen?: Readonly<Record<string, readonly string[]>>;
  readonly organisation?: Organisation;
  readonly item?: Partial<ItemDefinition>;
  readonly departmentId?: string;
  /** Clock time alone unless said. */
  readonly calendar?: Calendar;
  /** Set for a sub-request, which the service hands in. */
  readonly parent?: { readonly requestId: string; readonly runId: string };
}

/** 2026-11-02 09:00 in Shanghai. */
export const START = Date.UTC(2026, 10, 2, 1, 0);

/**
 * A request being played: `const play = begin([step('one', 'wes')]); play.approve('wes'); expect(play.status).toBe('APPROVED')`.
 * After every act it checks what must always hold: the timeline replays to the state, and a running request waits for somebody.
 */
export class Play {
  readonly definition: ItemDefinition;
  org: Organisation;
  now = START;
  timeline: TimelineEntry[] = [];
  effects: readonly Effect[] = [];
  last: Decision = { ok: true, events: [], effects: [] };
  /** Replaying after every act is dear in long random plays; they do it once at the end. */
  checksReplay = true;
  private readonly counting: Calendar;
  private current: RequestState | undefined;
  private count = 0;

  constructor(flow: readonly FlowNode[], options: PlayOptions = {}) {
    this.definition = item(flow, options.item);
    this.org = options.organisation ?? organisation();
    this.counting = options.calendar ?? plainCalendar;
  }

  get context(): DecideContext {
    return { definition: this.definition, organisation: this.org, calendar: this.counting };
  }
  get state(): RequestState {
    if (this.current === undefined) throw new Error('not submitted');
    return this.current;
  }
  get maybeState(): RequestState | undefined {
    return this.current;
  }
  get status(): RequestState['status'] {
    return this.state.status;
  }
  /** Who has a task waiting, in order, e.g. `['wes']`. */
  get waiting(): readonly string[] {
    return this.state.tasks.filter(task => task.status === 'PENDING').map(task => task.actor);
  }
  /** Where tasks wait, each node once. */
  get at(): readonly string[] {
    return [...new Set(this.state.tasks.filter(task => task.status === 'PENDING').map(task => task.nodeId))];
  }
  get refusal(): Refusal | undefined {
    return this.last.ok ? undefined : this.last.refusal;
  }
  get events(): readonly Event[] {
    return this.last.ok ? this.last.events : [];
  }

  /** Tries a command; nothing changes where it is refused. */
  try<T extends Command['type']>(type: T, by: string, plain: Plain<T>): Decision {
    this.count += 1;
    const meta = { key: `k${this.count}`, at: this.now, by, channel: 'card' as const };
    return this.run({ type, ...plain, ...meta } as Command);
  }

  run(command: Command): Decision {
    const before = this.current;
    this.last = decide(this.context, before, command);
    if (!this.last.ok) return this.last;
    for (const event of this.last.events) {
      const entry = {
        seq: this.timeline.length + 1,
        at: command.at,
        by: command.by,
        channel: command.channel,
        event,
      };
      this.timeline.push(entry);
      this.current = evolve(this.current, entry);
    }
    this.effects = this.last.effects;
    if (this.checksReplay) this.mustReplay();
    if (this.current !== undefined && liveTaskMissing(this.current)) {
      throw new Error(`a request that waits for nobody:\n${this.story()}`);
    }
    return this.last;
  }

  /** The flow, what was done, and where it stands, for a person who looks at a failed random play. */
  story(): string {
    const nodes = JSON.stringify(this.definition.flow, (key, value) => (key === 'name' ? undefined : value));
    const done = this.timeline.map(({ by, event }) => `${by}: ${JSON.stringify(event)}`);
    return [nodes, ...done].join('\n');
  }

  mustReplay(): void {
    expect(replay(this.timeline)).toEqual(this.current);
  }

  /** Does a command that must be taken. */
  do<T extends Command['type']>(type: T, by: string, plain: Plain<T>): this {
    const decision = this.try(type, by, plain);
    expect(decision.ok ? undefined : decision.refusal).toBeUndefined();
    return this;
  }

  /** The live task of a person, or the latest of them. */
  task(person: string, nodeId?: string): Task {
    const mine = this.state.tasks.filter(
      task => task.actor === person && (nodeId === undefined || task.nodeId === nodeId),
    );
    const found = mine.find(task => task.status === 'PENDING') ?? mine.at(-1);
    if (!found) throw new Error(`${person} has no task`);
    return found;
  }

  approve(person: string, more: Partial<Plain<'Approve'>> = {}): this {
    return this.do('Approve', person, { taskId: this.task(person).id, ...more });
  }
  reject(person: string, opinion = 'no'): this {
    return this.do('Reject', person, { taskId: this.task(person).id, opinion });
  }
  sendBack(person: string, to: string, mode: 'rerun' | 'direct' = 'rerun'): this {
    const target = to === 'start' ? ('start' as const) : { nodeId: to };
    return this.do('Return', person, { taskId: this.task(person).id, target, mode, opinion: 'again' });
  }
  resubmit(form: FormData = this.state.form): this {
    return this.do('Resubmit', this.state.heldBy ?? this.state.applicant, { form });
  }
  transfer(person: string, to: string, reason?: string): this {
    return this.do('Transfer', person, {
      taskId: this.task(person).id,
      to,
      ...(reason === undefined ? {} : { reason }),
    });
  }
  addSigner(
    person: string,
    position: 'before' | 'after' | 'parallel',
    people: string,
    method: 'all' | 'any' | 'sequence' = 'all',
  ): this {
    return this.do('AddSigner', person, {
      taskId: this.task(person).id,
      position,
      people: people.split(' '),
      method,
    });
  }
  later(milliseconds: number): this {
    this.now += milliseconds;
    return this;
  }
}

/** Submits a request of an item with this flow; `ann` applies unless said otherwise. */
export function begin(flow: readonly FlowNode[], options: PlayOptions = {}): Play {
  const play = new Play(flow, options);
  submit(play, options);
  expect(play.refusal).toBeUndefined();
  return play;
}

export function submit(play: Play, options: PlayOptions = {}): Decision {
  const { applicant = 'ann', form = {}, chosen = {}, departmentId, parent } = options;
  return play.try('Submit', parent === undefined ? applicant : 'system', {
    requestId: 'q1',
    number: 'TEST-20261102-0001',
    applicant,
    form,
    chosen,
    ...(departmentId === undefined ? {} : { departmentId }),
    ...(parent === undefined ? {} : { parent }),
  });
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

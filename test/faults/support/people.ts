import { buttonsOf, type SeenButton } from '../../support/card-reader.ts';
import type { FakeLark } from '../../support/lark/fake-lark.ts';
import type { Act, ActOutcome, Marks } from './acts.ts';
import type { Hands } from './hands.ts';
import { fillIn, type Seen } from './reading.ts';
import type { Random } from './random.ts';

/** People who apply, decide, hand on, comment, withdraw and write, each one thing at a time. */
export interface People {
  /** Somebody does something. */
  something(): Promise<void>;
  readonly acts: readonly Act[];
}

export interface PeopleDeps {
  readonly everybody: readonly string[];
  readonly lark: FakeLark;
  readonly hands: Hands;
  readonly random: Random;
  readonly marks: Marks;
}

/** Fewer messages than these and people apply rather than decide. */
const RECENT = 300;
const ANSWER_MS = 20_000;
const SUBMIT_TRIES = 6;

export function createPeople(deps: PeopleDeps): People {
  const { random, hands, marks } = deps;
  const acts: Act[] = [];
  const busy = new Set<string>();

  const note = (kind: Act['kind'], person: string, mark: string, outcome: ActOutcome, request?: string) => {
    acts.push({ kind, person, mark, outcome, ...(request === undefined ? {} : { request }) });
  };

  /** 提交 twice: the form, then the preview; the second until it is known to be done, as people do. */
  const handIn = async (
    kind: 'apply' | 'resubmit',
    person: string,
    form: Seen,
    values: (mark: string) => object,
  ): Promise<void> => {
    const mark = marks.next();
    const preview = await hands.lead(person, form, SUBMIT, values(mark));
    if (preview === undefined) return;
    const button = buttonsOf(preview.content).find(({ action }) => action?.a === 'form.submit');
    if (button === undefined) return;
    let outcome: ActOutcome = 'unknown';
    for (let n = 0; n < SUBMIT_TRIES && outcome === 'unknown'; n += 1) {
      outcome = await hands.decide(person, preview, button, {});
    }
    note(kind, person, mark, outcome);
  };

  const apply = async (person: string): Promise<void> => {
    const item = random.pick(ITEMS);
    const said = await hands.say(person, item.words);
    const guide = await hands.answerTo(said, ANSWER_MS);
    const form = guide === undefined ? undefined : await hands.lead(person, guide, '办理');
    if (form !== undefined) await handIn('apply', person, form, mark => item.form(mark, deps));
  };

  /** An act that asks for more on a card of its own. */
  const byForm = async (person: string, seen: Seen, label: string, kind: Act['kind']): Promise<void> => {
    const asked = await hands.lead(person, seen, label);
    const button = asked && buttonsOf(asked.content).find(({ submits }) => submits !== undefined);
    if (asked === undefined || button === undefined) return;
    const mark = marks.next();
    const filled = fillIn(asked.content, button, mark, random);
    note(kind, person, mark, await hands.decide(person, asked, button, filled ?? {}));
  };

  const directly = async (person: string, seen: Seen, button: SeenButton): Promise<void> => {
    const mark = marks.next();
    const filled = withPhones(fillIn(seen.content, button, mark, random) ?? {}, marks);
    note('decide', person, mark, await hands.decide(person, seen, button, filled));
  };

  const atTask = async (person: string, seen: Seen): Promise<void> => {
    const label = weighted(random, TASK_ACTS);
    const button = buttonsOf(seen.content).find(each => each.label === label);
    if (label === '查看详情') return comment(person, seen);
    if (button === undefined) {
      const decides = buttonsOf(seen.content).find(({ action }) => action?.a === 'task.approve');
      return decides === undefined ? undefined : directly(person, seen, decides);
    }
    return button.submits === undefined
      ? byForm(person, seen, label, 'hand on')
      : directly(person, seen, button);
  };

  const comment = async (person: string, seen: Seen): Promise<void> => {
    const detail = await hands.lead(person, seen, '查看详情');
    const button = detail && buttonsOf(detail.content).find(each => each.label === '评论');
    if (detail === undefined || button === undefined) return;
    const mark = marks.next();
    const filled = { ...fillIn(detail.content, button, mark, random), mentions: [] };
    note('comment', person, mark, await hands.decide(person, detail, button, filled));
  };

  const atReceipt = async (person: string, seen: Seen): Promise<void> => {
    const buttons = buttonsOf(seen.content);
    const mend = buttons.find(({ action }) => action?.a === 'request.edit');
    if (mend !== undefined && random.chance(0.8)) {
      const form = await hands.lead(person, seen, mend.label);
      return form === undefined ? undefined : handIn('resubmit', person, form, mark => withMark(form, mark));
    }
    const withdraw = buttons.find(({ action }) => action?.a === 'request.withdraw');
    if (withdraw?.action?.a === 'request.withdraw' && random.chance(0.15)) {
      const { request } = withdraw.action;
      return note('withdraw', person, '', await hands.decide(person, seen, withdraw, {}), request);
    }
    return comment(person, seen);
  };

  const withMark = (form: Seen, mark: string): object => {
    const button = buttonsOf(form.content).find(each => each.label === SUBMIT);
    const filled = button === undefined ? {} : fillIn(form.content, button, mark, random);
    return withPhones({ ...filled, people: '3' }, marks);
  };

  /** Somebody whose chat holds something to act on. */
  const atSomeCard = async (): Promise<boolean> => {
    const recent = [...deps.lark.messages.values()].slice(-RECENT);
    if (recent.length === 0) return false;
    const { id, body } = random.pick(recent);
    const person = String(body['receive_id']);
    const text = String(body['content']);
    const task = text.includes('"task.approve"');
    if (busy.has(person) || body['msg_type'] !== 'interactive') return false;
    if (!task && !text.includes('"request.detail"')) return false;
    const seen = { id, content: JSON.parse(text) };
    await alone(person, () => (task ? atTask(person, seen) : atReceipt(person, seen)));
    return true;
  };

  const alone = async (person: string, work: () => Promise<void>): Promise<void> => {
    busy.add(person);
    try {
      await work();
    } finally {
      busy.delete(person);
    }
  };

  return {
    acts,
    something: async () => {
      const drawn = random.next();
      if (drawn > 0.35) {
        for (let n = 0; n < 20; n += 1) if (await atSomeCard()) return;
      }
      const person = random.pick(deps.everybody);
      if (busy.has(person)) return;
      await alone(person, async () => {
        if (drawn > 0.05) return apply(person);
        const words = random.pick(['大厅', '待办', '我的申请', `${marks.next()} 怎么办`]);
        await hands.say(person, words);
      });
    },
  };
}

const SUBMIT = '提交';

/** How often each is tapped on an approval card; where there is no such button, it is 同意. */
const TASK_ACTS: readonly (readonly [string, number])[] = [
  ['同意', 64],
  ['拒绝', 6],
  ['退回', 8],
  ['转交', 6],
  ['加签', 5],
  ['委派', 5],
  ['弃权', 8],
  ['查看详情', 6],
];

function weighted(random: Random, choices: readonly (readonly [string, number])[]): string {
  let drawn = random.below(choices.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [choice, weight] of choices) {
    drawn -= weight;
    if (drawn < 0) return choice;
  }
  return '';
}

function withPhones(
  values: Readonly<Record<string, unknown>>,
  marks: Marks,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, /phone/i.test(name) ? marks.phone() : value]),
  );
}

interface Item {
  readonly words: string;
  readonly form: (mark: string, deps: PeopleDeps) => object;
}

function ofTwo(mark: string, { random, everybody }: PeopleDeps): object {
  return { purpose: mark, first: random.pick(everybody), second: random.pick(everybody) };
}

const ITEMS: readonly Item[] = [
  {
    words: '申请 请假',
    form: (mark, { random, marks }) => ({
      kind: 'personal',
      period__from: '2026-12-01',
      period__to: `2026-12-${String(1 + random.below(14)).padStart(2, '0')}`,
      reason: mark,
      destination: '',
      phone: marks.phone(),
    }),
  },
  {
    words: '申请 用车',
    form: (mark, { random, marks }) => ({
      period__from: '2026-12-01',
      period__to: `2026-12-0${1 + random.below(4)}`,
      departure: '08:00 +0800',
      destination: '上海',
      people: '3',
      reason: mark,
      phone: marks.phone(),
    }),
  },
  { words: '申请 两人', form: ofTwo },
  { words: '申请 两件同办', form: ofTwo },
  {
    words: '申请 三人票决',
    form: (mark, deps) => ({ ...ofTwo(mark, deps), third: deps.random.pick(deps.everybody) }),
  },
];

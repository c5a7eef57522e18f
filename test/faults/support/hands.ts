import { setTimeout as wait } from 'node:timers/promises';
import { fingerprint } from '../../../src/application/ids.ts';
import { buttonsOf, type SeenButton } from '../../support/card-reader.ts';
import type { FakeLark } from '../../support/lark/fake-lark.ts';
import { type Answered, tapEnvelope, textEnvelope } from '../../support/world-callbacks.ts';
import { type ActOutcome, best, outcomeOf } from './acts.ts';
import type { Balancer } from './balancer.ts';
import { fillIn, type Seen } from './reading.ts';
import type { Random } from './random.ts';

/** A text that a person wrote and Lark has handed over. */
export interface Said {
  readonly messageId: string;
  readonly person: string;
}

/** What Lark does with what a person does: taps go out once, events until they are acknowledged. */
export interface Hands {
  /** Resolves once the event is acknowledged. */
  say(person: string, text: string): Promise<Said>;
  /** The bot's answer to it; undefined when there is none in time. */
  answerTo(said: Said, waitMs: number): Promise<Seen | undefined>;
  /** One tap; the shown card becomes the answer's. No answer: undefined. */
  tap(person: string, seen: Seen, button: SeenButton, form?: object): Promise<Answered | undefined>;
  /** A tap that counts: sometimes twice at once, sometimes the same callback twice. */
  decide(person: string, seen: Seen, button: SeenButton, form: object): Promise<ActOutcome>;
  /** Taps until there is an answer with a card: what leads on may be tapped again. */
  lead(person: string, seen: Seen, label: string, form?: object): Promise<Seen | undefined>;
  /** Every text that was acknowledged. */
  readonly acknowledged: readonly Said[];
  readonly redelivered: number;
  /** When a tap was answered with a card for this message. */
  answeredAt(messageId: string): readonly number[];
  /** How many taps that count were begun. */
  readonly counting: number;
}

/** Lark's pauses before an event comes again (15 s, 5 min, 1 h, 6 h), a hundred times as fast. */
const REDELIVERY_MS = [150, 3_000, 10_000, 10_000];
const LEAD_TRIES = 4;

export function createHands(
  lark: FakeLark,
  balancer: Balancer,
  random: Random,
  isClosed: () => boolean,
): Hands {
  const acknowledged: Said[] = [];
  let redelivered = 0;
  let messages = 0;
  let counting = 0;
  const answers = new Map<string, number[]>();

  const post = (envelope: unknown): Promise<Answered | undefined> =>
    balancer.post(envelope).catch(() => undefined);
  const shown = (seen: Seen, answered: Answered | undefined): void => {
    if (answered?.card === undefined) return;
    lark.show(seen.id, answered.card);
    answers.set(seen.id, [...(answers.get(seen.id) ?? []), performance.now()]);
  };

  const tap: Hands['tap'] = async (person, seen, button, form) => {
    const answered = await post(envelopeOf(person, seen, button, form));
    shown(seen, answered);
    return answered;
  };

  return {
    acknowledged,
    answeredAt: id => answers.get(id) ?? [],
    get redelivered() {
      return redelivered;
    },
    get counting() {
      return counting;
    },
    tap,
    say: async (person, text) => {
      messages += 1;
      const said = { messageId: `om_said_${process.pid}_${messages}`, person };
      const envelope = textEnvelope(person, text, said.messageId);
      for (let n = 0; (await post(envelope))?.status !== 200; n += 1) {
        if (isClosed()) throw new Error('Lark still had an event when everything ended');
        redelivered += 1;
        await wait(REDELIVERY_MS[Math.min(n, REDELIVERY_MS.length - 1)] ?? 0);
      }
      acknowledged.push(said);
      if (random.chance(0.1)) {
        // Events may come again even after an acknowledgement (lark.md 4).
        redelivered += 1;
        void post(envelope);
      }
      return said;
    },
    answerTo: async (said, waitMs) => {
      const until = Date.now() + waitMs;
      for (;;) {
        const found = lark.messages.get(answerUuid(said));
        if (found !== undefined) return { id: found.id, content: JSON.parse(String(found.body['content'])) };
        if (Date.now() > until) return undefined;
        await wait(100);
      }
    },
    decide: async (person, seen, button, form) => {
      const envelope = envelopeOf(person, seen, button, form);
      counting += 1;
      const drawn = random.next();
      const again =
        drawn < 0.1 ? envelopeOf(person, seen, button, form) : drawn < 0.15 ? envelope : undefined;
      const answers = await Promise.all([post(envelope), ...(again === undefined ? [] : [post(again)])]);
      for (const answered of answers) shown(seen, answered);
      return best(answers.map(answered => (answered === undefined ? 'unknown' : outcomeOf(answered))));
    },
    lead: async (person, seen, label, form) => {
      const button = buttonsOf(seen.content).find(each => each.label === label);
      if (button === undefined) return undefined;
      const filled = fillIn(seen.content, button, '', random);
      const values = filled === undefined ? undefined : { ...filled, ...form };
      for (let n = 0; n < LEAD_TRIES; n += 1) {
        const answered = await tap(person, seen, button, values);
        if (answered?.card !== undefined) return { id: seen.id, content: answered.card };
        await wait(500);
      }
      return undefined;
    },
  };
}

function envelopeOf(person: string, seen: Seen, button: SeenButton, form: object | undefined): unknown {
  return tapEnvelope(person, seen.id, {
    value: button.value,
    name: button.name,
    ...(form === undefined ? {} : { form_value: form }),
  });
}

/** The uuid of the bot's answer to a text. */
export function answerUuid({ messageId }: Said): string {
  return `r-${fingerprint(40, messageId, 'answer')}`;
}

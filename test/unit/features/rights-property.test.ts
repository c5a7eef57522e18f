import { fileURLToPath } from 'node:url';
import { array, assert, asyncProperty } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction } from '../../../cards/kit/action.ts';
import { loadTexts } from '../../../config/texts.ts';
import type { StoredRequest } from '../../../src/application/ports.ts';
import { refusalOf } from '../../../src/core/permissions.ts';
import { hiddenFields, maySee } from '../../../src/core/rights/people.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { buildCalendar } from '../calendar/support.ts';
import type { CardDeps } from '../../../src/features/shared/deps.ts';
import { detailOf } from '../../../src/features/shared/detail.ts';
import type { RequestView } from '../../../src/features/shared/request-view.ts';
import { taskCardOf } from '../../../src/features/shared/task-card.ts';
import { nodesOf } from '../../support/card-reader.ts';
import { anyItem } from '../../support/flow/arbitrary.ts';
import { everybody } from '../../support/flow/organisation.ts';
import { step } from '../../support/flow/definition.ts';
import { begin } from '../../support/flow/play.ts';
import type { Play } from '../../support/flow/play.ts';
import { SECRET, anyThrow } from '../../support/flow/random-act.ts';
import { openPlay, playThrows } from '../../support/flow/random-play.ts';
import { memoryStores } from '../../support/stores.ts';

const numRuns = Math.ceil(Number(process.env['PROPERTY_RUNS'] ?? 300) / 20);
const texts = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));

const deps = (play: Play): CardDeps => ({
  texts,
  timeZone: 'Asia/Shanghai',
  calendar: createWorkingCalendar(buildCalendar()),
  clock: { now: () => play.now },
  stores: memoryStores(),
  directory: {
    candidates: async () => everybody.map(id => ({ id, name: id })),
    departments: async () => [],
  },
});

function viewOf(play: Play): RequestView {
  const { state, definition, org: organisation, context, timeline } = play;
  const stored: StoredRequest = { state, version: 1, timeline, outbox: [], processed: [] };
  return { stored, state, definition, organisation, context, parts: {} };
}

/** The secret amount in any way in which a card could write it. */
const SHOWN = /7[,.]?654[,.]?321/;

/** What the buttons of a card would do. */
function actionsOn(card: unknown) {
  return nodesOf(card).flatMap(node => {
    const behaviors = Array.isArray(node['behaviors']) ? node['behaviors'] : [];
    return behaviors.flatMap((each: { readonly value?: unknown }) => decodeAction(each.value) ?? []);
  });
}

const TASK_TAPS = {
  'task.approve': ['approve', 'handle'],
  'task.reject': ['reject'],
  'task.return': ['return'],
  'task.transferForm': ['transfer'],
} as const;

/** Every button that decides something stands only where the same person may do just that. */
function mustBeAllowed(play: Play, person: string, card: unknown): number {
  const { context, state } = play;
  let looked = 0;
  for (const action of actionsOn(card)) {
    const acts =
      action.a === 'act.do' || action.a === 'act.form'
        ? [action.act]
        : action.a === 'task.approve' ||
            action.a === 'task.reject' ||
            action.a === 'task.return' ||
            action.a === 'task.transferForm'
          ? TASK_TAPS[action.a]
          : [];
    const on = 'task' in action && action.task !== undefined ? { taskId: action.task } : {};
    // Of a comment and of 改派 the thing itself is looked at by the act.
    const open = acts.flatMap(act => (act === 'deleteComment' || act === 'reassign' ? [] : [act]));
    if (open.length === 0) continue;
    looked += 1;
    const refusals = open.map(act => refusalOf(context, state, person, act, on));
    if (!refusals.includes(undefined))
      throw new Error(`${person} has ${JSON.stringify(action)}: ${JSON.stringify(refusals)}`);
  }
  return looked;
}

describe('any request, seen by each of 22 people', () => {
  it('semantics C0, peers row 9: nobody is shown what is hidden from them, or a button for what is not theirs', async () => {
    let [buttons, secrets] = [0, 0];
    await assert(
      asyncProperty(anyItem, array(anyThrow, { maxLength: 25 }), async (definition, throws) => {
        const play = playThrows(openPlay(definition), throws);
        const view = viewOf(play);
        for (const person of everybody) {
          if (!maySee(play.context, play.state, person)) continue;
          const cards = [detailOf(deps(play), view, person)];
          for (const task of play.state.tasks)
            if (task.actor === person) cards.push((await taskCardOf(deps(play), view, task.id)) ?? {});
          const secret = hiddenFields(play.context, play.state, person).includes('amount');
          for (const card of cards) {
            if (secret) expect(JSON.stringify(card)).not.toMatch(SHOWN);
            else secrets += SHOWN.test(JSON.stringify(card)) ? 1 : 0;
            buttons += mustBeAllowed(play, person, card);
          }
        }
      }),
      { numRuns },
    );
    // The test looks at something: at buttons, and at cards that do show the amount.
    expect(Math.min(buttons, secrets)).toBeGreaterThan(0);
  }, 600_000);

  it('peers row 9: nor by the card that asks to revoke, where the only step hides it', async () => {
    const flow = [step('one', 'wes', { fields: { amount: 'hide' } })];
    const play = begin(flow, { form: { amount: SECRET } }).approve('wes');
    play.do('Revoke', 'ann', { reason: 'no more' });
    const card = await taskCardOf(deps(play), viewOf(play), play.task('wes').id);
    expect(JSON.stringify(card)).toContain('no more');
    expect(JSON.stringify(card)).not.toMatch(SHOWN);
  });

  it('semantics C0: lists hold what waits for a person, what they did and what is theirs, and nothing else', async () => {
    await assert(
      asyncProperty(anyItem, array(anyThrow, { maxLength: 25 }), async (definition, throws) => {
        const play = playThrows(openPlay(definition), throws);
        const { requests } = memoryStores();
        const { state, timeline } = play;
        await requests.insert('draft', { state, entries: timeline, outbox: [], key: 'k' });
        const page = { number: 1, size: 100 };
        for (const person of everybody) {
          const waiting = state.tasks.filter(task => task.actor === person && task.status === 'PENDING');
          const todo = await requests.todo(person, page);
          expect(todo.rows.map(row => row.taskId).sort()).toEqual(waiting.map(({ id }) => id).sort());
          const mine = (await requests.mine(person, page)).total;
          const done = (await requests.done(person, page)).total;
          expect(mine).toBe(person === state.applicant ? 1 : 0);
          if (todo.total + mine + done > 0) expect(maySee(play.context, state, person)).toBe(true);
        }
      }),
      { numRuns: numRuns * 4 },
    );
  }, 600_000);
});

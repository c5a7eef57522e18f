import { actFormCard } from '../../../cards/act-form.ts';
import { handOverCard, handOversCard } from '../../../cards/hand-over.ts';
import { fingerprint } from '../../application/ids.ts';
import type { HandOver } from '../../application/ports-personal.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import type { Text } from '../../core/definition.ts';
import { answer, politeNo, show, textInput } from '../shared/answers.ts';
import { mayNow, refusedCard, withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findPeople } from '../shared/find-people.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { record } from '../shared/record.ts';

const SHOWN = 10;

/** 离职交接: by itself when the directory says that somebody has left; prepared, followed and tried again by administrators. */
export function createHandOver(deps: FeatureDeps): Feature {
  return {
    name: 'handOver',
    taps: {
      'handOver.open': withRight(deps, 'handOver.see', async (_, tap) => show(await list(deps, tap.person))),
      'handOver.form': withRight(deps, 'handOver.run', async (_, tap) => show(await form(deps, tap))),
      'handOver.preview': withRight(deps, 'handOver.run', (_, tap) => preview(deps, tap)),
      'handOver.show': withRight(deps, 'handOver.see', ({ person }, tap) => open(deps, person, tap)),
      'handOver.run': withRight(deps, 'handOver.run', (action, tap) => run(deps, action.person, tap)),
    },
    commands: [
      {
        name: 'handover',
        words: ['离职交接', '交接'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({
          card: (await mayNow(deps, person, 'handOver.see')) ? await list(deps, person) : refusedCard(deps),
        }),
      },
    ],
    on: {
      directoryChanged: async ({ gone, key }) => {
        for (const person of gone) await left(deps, person, key);
      },
    },
  };
}

/** Whoever may run it sees what is held now; an auditor sees what was written down, and nothing is changed by looking. */
async function open(deps: FeatureDeps, person: string, tap: CardTap): Promise<TapAnswer> {
  if (await mayNow(deps, tap.person, 'handOver.run'))
    return show(await shown(deps, await deps.handOvers.plan(person, tap.person)));
  const kept = await deps.stores.handOvers.load(person);
  return kept === undefined ? politeNo(deps, 'notFound') : show(await shown(deps, kept, false));
}

/** Somebody has left: everything goes on at once, and the administrators see what went and what did not. */
async function left(deps: FeatureDeps, person: string, key: string): Promise<void> {
  deps.directory.invalidate({ people: [person] });
  const result = await deps.handOvers.run(person, 'system');
  if (result.lines.length === 0) return;
  const card = await shown(deps, result);
  const { administrators } = await deps.stores.settings.current();
  for (const openId of administrators)
    await deps.messenger.send(
      { kind: 'person', openId },
      { kind: 'card', card },
      `h-${fingerprint(40, key, person, openId)}`,
    );
}

async function list(deps: FeatureDeps, reader: string): Promise<CardJson> {
  const all = await deps.stores.handOvers.latest(SHOWN);
  const part = await peopleNamed(
    deps,
    all.flatMap(each => [each.person, each.successor ?? each.person]),
  );
  const rows = all.map(({ person, successor, status, at }) => ({
    person,
    name: nameOf(part, person),
    successor: successor === undefined ? '?' : nameOf(part, successor),
    status,
    at,
  }));
  const mayRun = await mayNow(deps, reader, 'handOver.run');
  return handOversCard({ rows, mayRun, time: cardTime(deps) }, deps.texts);
}

async function form(deps: FeatureDeps, tap: CardTap, fault?: Text): Promise<CardJson> {
  const t = deps.texts;
  const field = async (id: 'person' | 'successor', required: boolean) => {
    const value = textInput(tap, id);
    return {
      kind: 'person' as const,
      id,
      label: t(`handOver.field.${id}`),
      required,
      ...(await findPeople(deps, {
        person: tap.person,
        field: id,
        typed: tap.form,
        action: { a: 'handOver.form' },
      })),
      ...(value === undefined ? {} : { value }),
    };
  };
  return actFormCard(
    {
      title: t('handOver.new'),
      notes: [t('handOver.newExplained')],
      fields: [await field('person', true), await field('successor', false)],
      ...(fault === undefined ? {} : { fault }),
      submit: { label: t('button.next'), action: { a: 'handOver.preview' } },
      back: { a: 'handOver.open' },
    },
    t,
  );
}

async function preview(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const person = textInput(tap, 'person');
  const successor = textInput(tap, 'successor');
  if (person === undefined || person === successor) {
    const fault = deps.texts('handOver.choose');
    return answer('warning', fault, await form(deps, tap, fault));
  }
  return show(await shown(deps, await deps.handOvers.plan(person, tap.person, successor)));
}

async function run(deps: FeatureDeps, person: string, tap: CardTap): Promise<TapAnswer> {
  const before = await deps.handOvers.plan(person, tap.person);
  const result = await deps.handOvers.run(person, tap.person);
  await recordRun(deps, tap, before, result);
  const good = result.status === 'done';
  const text = deps.texts(good ? 'handOver.wentWell' : 'handOver.partly');
  return answer(good ? 'success' : 'warning', text, await shown(deps, result));
}

/** What went over by this run, and to whom, in the record of acts. */
async function recordRun(
  deps: FeatureDeps,
  tap: CardTap,
  before: HandOver,
  { person, successor, lines }: HandOver,
): Promise<void> {
  const open = new Set(
    before.lines.filter(({ status }) => status !== 'done').map(({ what, id }) => `${what}/${id}`),
  );
  const tried = lines.filter(({ what, id }) => open.has(`${what}/${id}`));
  if (tried.length === 0) return;
  const to = successor ?? '';
  const part = await peopleNamed(deps, [person, ...(to === '' ? [] : [to])]);
  const [from, taker] = [nameOf(part, person), to === '' ? '?' : nameOf(part, to)];
  await record(deps, tap, {
    kind: 'handOver',
    subject: { zh: `${from} → ${taker}`, en: `${from} → ${taker}` },
    summary: tried.map(({ what, label, status }) => {
      const [kind, state] = [deps.texts(`handOver.what.${what}`), deps.texts(`handOver.status.${status}`)];
      return { zh: `${kind.zh} ${label} ${state.zh}`, en: `${kind.en} ${label} ${state.en}` };
    }),
  });
}

async function shown(deps: FeatureDeps, handOver: HandOver, mayRun = true): Promise<CardJson> {
  const { person, status, lines } = handOver;
  const to = await deps.handOvers.successorOf(person, handOver.successor);
  const part = await peopleNamed(deps, [person, ...(to === undefined ? [] : [to])]);
  return handOverCard(
    {
      person,
      name: nameOf(part, person),
      successor: to === undefined ? '' : nameOf(part, to),
      mayRun,
      status,
      lines: lines.map(({ what, label, status: state, why }) => ({
        what,
        label,
        status: state,
        ...(why === undefined ? {} : { why: whyText(deps, why) }),
      })),
    },
    deps.texts,
  );
}

const KNOWN = ['nobody', 'conflict', 'invalid'] as const;

function whyText(deps: FeatureDeps, why: string): Text {
  const known = KNOWN.find(each => each === why);
  return deps.texts(`handOver.why.${known ?? 'other'}`);
}

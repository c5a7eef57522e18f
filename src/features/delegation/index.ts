import { actFormCard } from '../../../cards/act-form.ts';
import { delegationsCard, type DelegationRow } from '../../../cards/delegation.ts';
import { newId } from '../../application/ids.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { delegationFault, delegationIsChained } from '../../core/delegation.ts';
import type { Text } from '../../core/definition.ts';
import type { Delegation } from '../../core/organisation.ts';
import { answer, politeNo, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { deskTaps, tellPeople } from './desk.ts';
import { delegationFields } from './fields.ts';
import { readDelegation } from './read.ts';

const SHOWN = 10;

/** 代理: periods in which another acts for me (semantics C9). */
export function createDelegation(deps: FeatureDeps): Feature {
  return {
    name: 'delegation',
    taps: {
      'delegate.open': async (_, tap) => show(await list(deps, tap.person)),
      'delegate.form': async ({ agent, from, to }, tap) =>
        show(await form(deps, { ...tap, form: { ...known({ agent, from, to }), ...tap.form } })),
      'delegate.save': (action, tap) => save(deps, tap, action.confirmed === true),
      'delegate.end': (action, tap) => end(deps, action.delegation, tap),
      ...deskTaps(deps),
    },
    on: { peopleTold: event => tellPeople(deps, event) },
    commands: [
      {
        name: 'delegate',
        words: ['代理', '我的代理', '委托代理'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await list(deps, person) }),
      },
    ],
  };
}

async function list(deps: FeatureDeps, person: string): Promise<CardJson> {
  const [mine, standing, items] = await Promise.all([
    deps.stores.delegations.of(person, SHOWN),
    deps.delegations(),
    deps.stores.items.live(),
  ]);
  const forOthers = standing.filter(({ agent }) => agent === person);
  const part = await peopleNamed(
    deps,
    [...mine, ...forOthers].flatMap(each => [each.agent, each.principal]),
  );
  const now = deps.clock.now();
  const row = (each: Delegation, who: string): DelegationRow => ({
    id: each.id,
    who: nameOf(part, who),
    items:
      each.items === 'all'
        ? []
        : each.items.map(
            id => items.find(({ definition }) => definition.id === id)?.definition.name ?? { zh: id, en: id },
          ),
    from: each.from,
    to: each.to,
    mode: each.mode,
    state: each.to <= now ? 'over' : each.from > now ? 'ahead' : 'now',
  });
  return delegationsCard(
    {
      mine: mine.map(each => row(each, each.agent)),
      forOthers: forOthers.map(each => row(each, each.principal)),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

/** What came with the button, without what it does not say. */
function known(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** The form, with what was typed, what is wrong with it, or what should be known before it is saved. */
async function form(
  deps: FeatureDeps,
  tap: CardTap,
  said: { readonly fault?: Text; readonly warning?: Text } = {},
): Promise<CardJson> {
  const t = deps.texts;
  const fields = await delegationFields(deps, tap, { a: 'delegate.form' }, [tap.person]);
  const { fault, warning } = said;
  return actFormCard(
    {
      title: t('delegate.new'),
      notes: [t('delegate.notForApplicant'), ...(warning === undefined ? [] : [warning])],
      fields,
      ...(fault === undefined ? {} : { fault }),
      submit: {
        label: t(warning === undefined ? 'button.save' : 'button.saveAnyway'),
        action: { a: 'delegate.save', ...(warning === undefined ? {} : { confirmed: true }) },
      },
      back: { a: 'delegate.open' },
    },
    t,
  );
}

async function save(deps: FeatureDeps, tap: CardTap, confirmed: boolean): Promise<TapAnswer> {
  const t = deps.texts;
  const refuse = async (key: string): Promise<TapAnswer> => {
    const fault = t(`delegate.fault.${key}`);
    return answer('warning', fault, await form(deps, tap, { fault }));
  };
  const read = readDelegation(deps, tap, newId());
  if (typeof read === 'string') return refuse(read);
  const [standing, part] = await Promise.all([deps.delegations(), peopleNamed(deps, [read.agent])]);
  if (part.people[read.agent]?.status !== 'active') return refuse('agent');
  const fault = delegationFault(standing, read);
  if (fault !== undefined) return refuse(fault);
  if (delegationIsChained(standing, read) && !confirmed) {
    const warning = t('delegate.chained', { who: nameOf(part, read.agent) });
    return answer('warning', warning, await form(deps, tap, { warning }));
  }
  await deps.stores.delegations.save(read);
  await deps.applyDelegations();
  return answer('success', t('delegate.saved'), await list(deps, tap.person));
}

async function end(deps: FeatureDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  const own = (await deps.stores.delegations.of(tap.person, 1_000)).find(each => each.id === id);
  if (own === undefined) return politeNo(deps);
  await deps.stores.delegations.end(id, deps.clock.now());
  await deps.endDelegations();
  return answer('success', deps.texts('delegate.ended'), await list(deps, tap.person));
}

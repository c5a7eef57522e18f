import { actFormCard } from '../../../cards/act-form.ts';
import { delegationDeskCard } from '../../../cards/delegation-desk.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import { formatInstant } from '../../../cards/kit/format.ts';
import { messageCard } from '../../../cards/message.ts';
import { fingerprint, newId } from '../../application/ids.ts';
import type { PeopleTold } from '../../application/ports-personal.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import type { Feature } from '../../application/router.ts';
import { delegationFault, delegationIsChained } from '../../core/delegation.ts';
import type { Text } from '../../core/definition.ts';
import type { Delegation } from '../../core/organisation.ts';
import { answer, politeNo, show, textInput } from '../shared/answers.ts';
import { withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { changeLine, recorded } from '../shared/record.ts';
import { delegationFields, pickPerson } from './fields.ts';
import { readDelegation } from './read.ts';

/** 代理 of anybody: administrators make and end them, with a reason that both people are told (issue 8, item 3; features 2.13). */
export function deskTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'delegations.open': withRight(deps, 'delegations.see', async ({ page }, tap) =>
      show(await desk(deps, tap.person, page)),
    ),
    'delegations.form': withRight(deps, 'delegations.edit', async (_, tap) => show(await form(deps, tap))),
    'delegations.save': withRight(deps, 'delegations.edit', (action, tap) =>
      save(deps, tap, action.confirmed === true),
    ),
    'delegations.endForm': withRight(deps, 'delegations.edit', async ({ delegation }, tap) =>
      show(endForm(deps, delegation, tap)),
    ),
    'delegations.end': withRight(deps, 'delegations.edit', ({ delegation }, tap) =>
      end(deps, delegation, tap),
    ),
  };
}

/** Sends what was kept to be told; each of them once. */
export async function tellPeople(deps: FeatureDeps, { key, to, text }: PeopleTold): Promise<void> {
  for (const openId of to)
    await deps.messenger.send(
      { kind: 'person', openId },
      { kind: 'card', card: messageCard({ kind: 'saved', text }, deps.texts) },
      `t-${fingerprint(40, key, openId)}`,
    );
}

async function desk(deps: FeatureDeps, person: string, page?: number): Promise<CardJson> {
  const [standing, items, settings] = await Promise.all([
    deps.delegations(),
    deps.stores.items.live(),
    deps.stores.settings.current(),
  ]);
  const part = await peopleNamed(
    deps,
    standing.flatMap(each => [each.principal, each.agent]),
  );
  const now = deps.clock.now();
  const itemName = (id: string): Text =>
    items.find(({ definition }) => definition.id === id)?.definition.name ?? { zh: id, en: id };
  return delegationDeskCard(
    {
      rows: standing
        .filter(({ to }) => to > now)
        .toSorted((one, other) => one.from - other.from)
        .map(each => ({
          id: each.id,
          principal: nameOf(part, each.principal),
          agent: nameOf(part, each.agent),
          items: each.items === 'all' ? [] : each.items.map(itemName),
          from: each.from,
          to: each.to,
          mode: each.mode,
          state: each.from > now ? 'ahead' : 'now',
        })),
      ...(page === undefined ? {} : { page }),
      mayEdit: may(settings, person, 'delegations.edit'),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

function reasonField(deps: FeatureDeps, tap: CardTap): FormField {
  const value = textInput(tap, 'reason');
  return {
    kind: 'multiline',
    id: 'reason',
    label: deps.texts('act.field.reason'),
    required: true,
    maxLength: 500,
    ...(value === undefined ? {} : { value }),
  };
}

async function form(
  deps: FeatureDeps,
  tap: CardTap,
  said: { readonly fault?: Text; readonly warning?: Text } = {},
): Promise<CardJson> {
  const t = deps.texts;
  const { fault, warning } = said;
  const again = { a: 'delegations.form' } as const;
  return actFormCard(
    {
      title: t('delegate.new'),
      notes: [t('delegate.notForApplicant'), ...(warning === undefined ? [] : [warning])],
      fields: [
        await pickPerson(deps, tap, 'principal', again, []),
        ...(await delegationFields(deps, tap, again, [])),
        reasonField(deps, tap),
      ],
      ...(fault === undefined ? {} : { fault }),
      submit: {
        label: t(warning === undefined ? 'button.save' : 'button.saveAnyway'),
        action: { a: 'delegations.save', ...(warning === undefined ? {} : { confirmed: true }) },
      },
      back: { a: 'delegations.open' },
    },
    t,
  );
}

async function save(deps: FeatureDeps, tap: CardTap, confirmed: boolean): Promise<TapAnswer> {
  const t = deps.texts;
  const refuse = async (fault: Text): Promise<TapAnswer> =>
    answer('warning', fault, await form(deps, tap, { fault }));
  const [principal, reason] = [textInput(tap, 'principal'), textInput(tap, 'reason')];
  if (principal === undefined) return refuse(t('delegate.fault.principal'));
  if (reason === undefined) return refuse(t('refusal.reasonRequired'));
  const read = readDelegation(deps, tap, newId(), principal);
  if (typeof read === 'string') return refuse(t(`delegate.fault.${read}`));
  const [standing, part] = await Promise.all([
    deps.delegations(),
    peopleNamed(deps, [principal, read.agent, tap.person]),
  ]);
  const here = [principal, read.agent].every(id => part.people[id]?.status === 'active');
  if (!here) return refuse(t('delegate.fault.agent'));
  const fault = delegationFault(standing, read);
  if (fault !== undefined) return refuse(t(`delegate.fault.${fault}`));
  if (delegationIsChained(standing, read) && !confirmed) {
    const warning = t('delegate.chained', { who: nameOf(part, read.agent) });
    return answer('warning', warning, await form(deps, tap, { warning }));
  }
  await written(deps, tap, read, reason, 'made', () => deps.stores.delegations.save(read));
  await deps.applyDelegations();
  return answer('success', t('delegate.saved'), await desk(deps, tap.person));
}

function endForm(deps: FeatureDeps, delegation: string, tap: CardTap, fault?: Text): CardJson {
  const t = deps.texts;
  return actFormCard(
    {
      title: t('delegate.endConfirm'),
      notes: [t('delegate.endText')],
      fields: [reasonField(deps, tap)],
      ...(fault === undefined ? {} : { fault }),
      submit: { label: t('button.delegateEnd'), action: { a: 'delegations.end', delegation } },
      back: { a: 'delegations.open' },
    },
    t,
  );
}

async function end(deps: FeatureDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  const rule = (await deps.delegations()).find(each => each.id === id);
  if (rule === undefined) return politeNo(deps, 'notFound');
  const reason = textInput(tap, 'reason');
  if (reason === undefined) {
    const fault = deps.texts('refusal.reasonRequired');
    return answer('warning', fault, endForm(deps, id, tap, fault));
  }
  const endNow = () => deps.stores.delegations.end(id, deps.clock.now());
  await written(deps, tap, rule, reason, 'ended', endNow);
  await deps.endDelegations();
  return answer('success', deps.texts('delegate.ended'), await desk(deps, tap.person));
}

/** Does it, with a line in the record of acts, before and after; and both people are told who did it and why. */
async function written(
  deps: FeatureDeps,
  tap: CardTap,
  { principal, agent, from, to, mode }: Delegation,
  reason: string,
  what: 'made' | 'ended',
  act: () => Promise<unknown>,
): Promise<void> {
  const t = deps.texts;
  const part = await peopleNamed(deps, [principal, agent, tap.person]);
  const [giver, taker] = [nameOf(part, principal), nameOf(part, agent)];
  const time = cardTime(deps);
  const range = t('date.range', { from: formatInstant(from, time), to: formatInstant(to - 60_000, time) });
  const way = t(`delegate.mode.${mode}`);
  const is = { zh: `${range.zh} ${way.zh}`, en: `${range.en} ${way.en}` };
  const label = t('delegations.title');
  const said = {
    kind: 'delegation' as const,
    subject: { zh: `${giver} → ${taker}`, en: `${giver} → ${taker}` },
    summary: [what === 'made' ? changeLine(label, undefined, is) : changeLine(label, is, undefined)],
    reason,
  };
  await recorded(deps, tap, said, act);
  const text = t(`delegations.told.${what}`, { by: nameOf(part, tap.person), giver, taker, range, reason });
  await deps.keep({ kind: 'peopleTold', key: `delegation/${tap.key}`, to: [principal, agent], text });
}

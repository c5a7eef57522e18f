import { actFormCard } from '../../../../cards/act-form.ts';
import { BEHALF_REASON } from '../../../../cards/behalf.ts';
import type { ActionOf } from '../../../../cards/kit/action.ts';
import { may } from '../../../application/rights.ts';
import type { CardJson, CardTap, Draft, TapAnswer } from '../../../application/ports.ts';
import type { TapHandlers } from '../../../application/router.ts';
import { answer, politeNo, refusalText, show, textInput, tapMeta } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { findPeople } from '../../shared/find-people.ts';
import { notOpen, visibleItem } from '../../shared/items.ts';
import { draftForAnother, saveDraft } from '../drafts.ts';
import { formCard } from '../form-card.ts';
import { receipt, showSubmitted } from '../submit.ts';
import { inTurnOf } from '../with-draft.ts';
import { confirmCardOf, stateCardOf } from './cards.ts';

const PERSON = 'person';

/** 代办: a window clerk applies for another person, who confirms before it runs, or refuses (features 1.2 and 3.18). */
export function behalfTaps(deps: FeatureDeps): TapHandlers {
  return {
    'behalf.form': ({ item }, tap) => choose(deps, item, tap),
    'behalf.start': ({ item }, tap) => start(deps, item, tap),
    'behalf.confirm': (action, tap) => asApplicant(deps, action, tap, draft => confirm(deps, draft, tap)),
    'behalf.refuse': (action, tap) => asApplicant(deps, action, tap, draft => refuse(deps, draft, tap)),
  };
}

/** Whether this person may apply for others with this item. */
export async function mayApplyForOthers(deps: FeatureDeps, person: string, itemId: string): Promise<boolean> {
  const item = (await deps.stores.items.live()).find(
    ({ definition }) => definition.id === itemId,
  )?.definition;
  if (item === undefined) return false;
  return may(await deps.stores.settings.current(), person, 'requests.applyForOthers', { item });
}

async function choose(deps: FeatureDeps, item: string, tap: CardTap, fault?: string): Promise<TapAnswer> {
  if (!(await mayApplyForOthers(deps, tap.person, item))) return politeNo(deps);
  const card = await chooseCard(deps, item, tap, fault);
  return fault === undefined ? show(card) : answer('warning', deps.texts(fault), card);
}

async function chooseCard(deps: FeatureDeps, item: string, tap: CardTap, fault?: string): Promise<CardJson> {
  const t = deps.texts;
  const people = await findPeople(deps, {
    person: tap.person,
    field: PERSON,
    typed: tap.form,
    action: { a: 'behalf.form', item },
    except: [tap.person],
  });
  return actFormCard(
    {
      title: t('behalf.title'),
      notes: [t('behalf.explained')],
      fields: [{ kind: 'person', id: PERSON, label: t('behalf.for'), required: true, ...people }],
      ...(fault === undefined ? {} : { fault: t(fault) }),
      submit: { label: t('button.next'), action: { a: 'behalf.start', item } },
      back: { a: 'item.form', item },
    },
    t,
  );
}

async function start(deps: FeatureDeps, item: string, tap: CardTap): Promise<TapAnswer> {
  if (!(await mayApplyForOthers(deps, tap.person, item))) return politeNo(deps);
  const applicant = textInput(tap, PERSON);
  if (applicant === undefined || applicant === tap.person) return choose(deps, item, tap, 'behalf.nobody');
  const definition = await visibleItem(deps, applicant, item);
  if (definition === undefined) return choose(deps, item, tap, 'behalf.notForPerson');
  const draft = await draftForAnother(deps, tap.person, applicant, definition);
  return show(await formCard(deps, draft, definition));
}

/** Only the person for whom it is, and only what the card shows: what was changed since is shown anew. */
function asApplicant(
  deps: FeatureDeps,
  { draft: id, at }: ActionOf<'behalf.confirm'> | ActionOf<'behalf.refuse'>,
  tap: CardTap,
  act: (draft: Draft) => Promise<TapAnswer>,
): Promise<TapAnswer> {
  return inTurnOf(id, async () => {
    const draft = await deps.stores.drafts.load(id);
    if (draft === undefined) return (await showSubmitted(deps, id, tap)) ?? politeNo(deps, 'notFound');
    if (draft.behalf?.applicant !== tap.person) return politeNo(deps);
    if (draft.behalf.state !== 'asked')
      return answer('info', deps.texts('behalf.state.ended'), await stateCardOf(deps, draft, 'ended'));
    if (draft.updatedAt !== at)
      return answer('info', deps.texts('behalf.changed'), await confirmCardOf(deps, draft));
    return act(draft);
  });
}

async function confirm(deps: FeatureDeps, draft: Draft, tap: CardTap): Promise<TapAnswer> {
  if ((await visibleItem(deps, tap.person, draft.itemId)) === undefined)
    return notOpen(deps, draft.itemId, true);
  const { key, at, channel } = tapMeta(deps, tap);
  const outcome = await deps.submit(
    {
      submissionKey: draft.id,
      key,
      at,
      by: draft.person,
      channel,
      itemId: draft.itemId,
      itemVersion: draft.itemVersion,
      applicant: tap.person,
      form: draft.form,
      chosen: draft.chosen,
      confirmed: true,
    },
    { tap },
  );
  if (outcome.kind === 'refused') return answer('warning', await refusalText(deps, outcome.refusal));
  await deps.stores.drafts.remove(draft.id);
  await deps.keep({ kind: 'behalfTold', key: `behalf/${tap.key}`, draft: draft.id, what: 'confirmed' });
  return receipt(deps, outcome.stored, tap, 'toast.submitted');
}

async function refuse(deps: FeatureDeps, draft: Draft, tap: CardTap): Promise<TapAnswer> {
  const reason = textInput(tap, BEHALF_REASON);
  const behalf = {
    applicant: tap.person,
    state: 'refused',
    ...(reason === undefined ? {} : { reason }),
  } as const;
  const refused = await saveDraft(deps, { ...draft, behalf });
  await deps.keep({ kind: 'behalfTold', key: `behalf/${tap.key}`, draft: draft.id, what: 'refused' });
  return answer('success', deps.texts('behalf.refused'), await stateCardOf(deps, refused, 'refusedByMe'));
}

import { followUpCard, rateCard, WORDS_FIELD } from '../../../cards/satisfaction.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { Text } from '../../../cards/kit/texts.ts';
import type { RatingStore } from '../../application/ports-ratings.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { refusalOf } from '../../core/permissions.ts';
import { answer, politeNo, refusalText, show, tapMeta, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { detailOf } from '../shared/detail.ts';
import { headOf } from '../shared/head.ts';
import { headsOfOwner } from '../shared/owner.ts';
import { canSee, type RequestView, viewOf } from '../shared/request-view.ts';

export interface SatisfactionDeps extends FeatureDeps {
  readonly ratings: RatingStore;
}

/** 满意度 and 回访 (issue 7, item 8; features 4.20). */
export function createSatisfaction(deps: SatisfactionDeps): Feature {
  return {
    name: 'satisfaction',
    taps: {
      'rate.open': async ({ request, stars }, tap) => {
        const view = await viewFor(deps, request, tap);
        if (view === undefined) return politeNo(deps);
        const refusal = refusalOf(view.context, view.state, tap.person, 'rate', { at: deps.clock.now() });
        if (refusal !== undefined) return answer('warning', await refusalText(deps, refusal));
        return show(rateCard({ request: headOf(view), stars }, deps.texts));
      },
      'rate.send': (action, tap) => rate(deps, action, tap),
      'followUp.open': async ({ request }, tap) => {
        const view = await viewFor(deps, request, tap);
        if (view === undefined) return politeNo(deps);
        const refusal = refusalOf(view.context, view.state, tap.person, 'followUp');
        return refusal === undefined
          ? show(followUp(deps, view))
          : answer('warning', await refusalText(deps, refusal), detailOf(deps, view, tap.person));
      },
      'followUp.send': (action, tap) => sendFollowUp(deps, action, tap),
    },
  };
}

async function viewFor(deps: FeatureDeps, id: string, tap: CardTap): Promise<RequestView | undefined> {
  const stored = await deps.stores.requests.load(id);
  if (stored === undefined) return undefined;
  const view = await viewOf(deps, stored);
  return canSee(view, tap.person) ? view : undefined;
}

async function rate(
  deps: SatisfactionDeps,
  { request, stars }: ActionOf<'rate.send'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const view = await viewFor(deps, request, tap);
  if (view === undefined) return politeNo(deps);
  const owners = (await headsOfOwner(deps, [view.definition]))(view.definition);
  const words = textInput(tap, WORDS_FIELD);
  const outcome = await deps.execute(request, {
    type: 'Rate',
    stars,
    ...(words === undefined ? {} : { text: words }),
    owners,
    ...tapMeta(deps, tap),
  });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  if (outcome.kind === 'refused') return answer('warning', await refusalText(deps, outcome.refusal));
  const { rating, itemId } = outcome.stored.state;
  if (rating !== undefined)
    await deps.ratings.put({ requestId: request, itemId, stars: rating.stars, at: rating.at });
  const now = await viewOf(deps, outcome.stored);
  return answer('success', deps.texts('rate.thanks'), detailOf(deps, now, tap.person));
}

async function sendFollowUp(
  deps: FeatureDeps,
  { request }: ActionOf<'followUp.send'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const text = textInput(tap, WORDS_FIELD) ?? '';
  const outcome = await deps.execute(request, { type: 'FollowUp', text, ...tapMeta(deps, tap) });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, outcome.stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  if (outcome.kind === 'refused') {
    const why = await refusalText(deps, outcome.refusal);
    const card =
      outcome.refusal.code === 'reasonRequired'
        ? followUp(deps, view, why)
        : detailOf(deps, view, tap.person);
    return answer('warning', why, card);
  }
  return answer('success', deps.texts('followUp.saved'), detailOf(deps, view, tap.person));
}

function followUp(deps: FeatureDeps, view: RequestView, fault?: Text) {
  const { stars = 0, text = '' } = view.state.rating ?? {};
  return followUpCard(
    { request: headOf(view), stars, text, ...(fault === undefined ? {} : { fault }) },
    deps.texts,
  );
}

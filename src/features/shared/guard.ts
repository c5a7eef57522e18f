import { messageCard } from '../../../cards/message.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { may, maySomewhere, type Right } from '../../application/rights.ts';
import { answer } from './answers.ts';
import type { FeatureDeps } from './deps.ts';

export type Act<A> = (action: A, tap: CardTap) => Promise<TapAnswer>;

/** Whether this person has the right now; a right for some items only does not count. */
export async function mayNow(deps: FeatureDeps, person: string, right: Right): Promise<boolean> {
  return may(await deps.stores.settings.current(), person, right);
}

/** Only whoever has the right gets in; everybody else is told so, politely, and sees nothing. */
export function withRight<A>(deps: FeatureDeps, right: Right, act: Act<A>): Act<A> {
  return async (action, tap) => ((await mayNow(deps, tap.person, right)) ? act(action, tap) : refused(deps));
}

/** The same for a right that somebody may have for some items only: lists show what is theirs. */
export function withRightSomewhere<A>(deps: FeatureDeps, right: Right, act: Act<A>): Act<A> {
  return async (action, tap) =>
    maySomewhere(await deps.stores.settings.current(), tap.person, right) ? act(action, tap) : refused(deps);
}

/** The answer to a tap without the right. */
export function refused(deps: FeatureDeps): TapAnswer {
  return answer('warning', deps.texts('refusal.notAdministrator'));
}

/** The same to a typed command. */
export function refusedCard({ texts }: Pick<FeatureDeps, 'texts'>): CardJson {
  return messageCard({ kind: 'refused', text: texts('refusal.notAdministrator') }, texts);
}

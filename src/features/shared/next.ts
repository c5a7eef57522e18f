import type { NextView } from '../../../cards/kit/next-elements.ts';
import { applicantHand } from '../../core/rights/people.ts';
import type { RequestView } from './request-view.ts';

/** What the item tells the applicant to do with what was approved; nobody else is told, and nothing before. */
export function nextOf({ state, definition }: RequestView, person: string): NextView | undefined {
  const own = person === state.applicant || person === applicantHand(state);
  if (state.status !== 'APPROVED' || !own) return undefined;
  const { next: text } = definition.guide;
  return { ...(text === undefined ? {} : { text }), files: definition.archive?.send ?? [] };
}

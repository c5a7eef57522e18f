import type { Draft } from '../../../application/ports.ts';

/** For whom a draft is: the person who fills it in, or the one for whom a window clerk does (代办, features 1.2 and 3.18). */
export function applicantOf(draft: Draft): string {
  return draft.behalf?.applicant ?? draft.person;
}

import type { z } from 'zod';
import type { ApiProblem } from '../../../application/public-api.ts';
import type { ProblemBody } from './schemas.ts';

/** What goes wrong before the application is asked. */
export type EdgeProblem =
  | 'unauthorized'
  | 'tooMany'
  | 'tooLarge'
  | 'badJson'
  | 'badRequest'
  | 'keyMissing'
  | 'badCursor'
  | 'notFound'
  | 'unavailable';

const PROBLEMS: Readonly<
  Record<EdgeProblem | ApiProblem['code'], { readonly status: number; readonly title: string }>
> = {
  unauthorized: { status: 401, title: 'The token is missing, wrong or withdrawn' },
  forbidden: { status: 403, title: 'This token does not give that right' },
  notFound: { status: 404, title: 'There is no such thing, or this token may not see it' },
  itemClosed: {
    status: 404,
    title: 'There is no such item, it is switched off, or this token may not apply for it',
  },
  keyUsedOtherwise: { status: 409, title: 'This Idempotency-Key was used for another request before' },
  refused: { status: 409, title: 'The rules of the item do not allow this now' },
  formInvalid: { status: 422, title: 'The form has faults' },
  badRequest: { status: 400, title: 'The call is not of its form' },
  badJson: { status: 400, title: 'The body is no JSON object' },
  badCursor: { status: 400, title: 'The cursor is none that was given out' },
  keyMissing: { status: 400, title: 'An Idempotency-Key of 1 to 200 characters is needed' },
  tooLarge: { status: 413, title: 'The body is larger than 1 MB' },
  tooMany: { status: 429, title: 'Too many calls: wait as long as Retry-After says' },
  unavailable: { status: 503, title: 'The service cannot answer now; try again' },
};

export function problem(
  code: EdgeProblem | ApiProblem['code'],
  more: Partial<ProblemBody> = {},
): ProblemBody {
  return { type: 'about:blank', code, ...PROBLEMS[code], ...more };
}

/** The application's no as the API says it. */
export function problemOf(no: ApiProblem): ProblemBody {
  switch (no.code) {
    case 'formInvalid':
      return problem(no.code, { faults: [...no.faults] });
    case 'refused':
      return problem(no.code, { refusal: no.refusal });
    case 'forbidden':
      return problem(no.code, { title: `This token does not give the right to ${no.right}` });
    default:
      return problem(no.code);
  }
}

/** What zod found, each at its place. */
export function badRequest({ issues }: z.ZodError): ProblemBody {
  const faults = issues.map(issue => ({ field: issue.path.join('.'), problem: issue.message }));
  return problem('badRequest', { faults });
}

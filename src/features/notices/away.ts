import type { NoticeCardProps } from '../../../cards/notice.ts';
import { rangeOf } from '../../core/form/values.ts';
import type { RequestView } from '../shared/request-view.ts';

/** When and to whom the applicant may hand what is his while he is away, as the approved form says (services.md E16). */
export function awayOf({ definition, state }: RequestView): Pick<NoticeCardProps, 'away'> {
  const offer = definition.offersDelegation;
  const period = offer === undefined ? undefined : rangeOf(state.form[offer.period]);
  const agent = offer?.agent === undefined ? undefined : state.form[offer.agent];
  if (period === undefined) return {};
  return { away: { ...period, ...(typeof agent === 'string' ? { agent } : {}) } };
}

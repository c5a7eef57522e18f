import type { ChangedFact } from '../../../cards/approval-task.ts';
import type { FormData } from '../../core/definition.ts';
import type { TimelineEntry } from '../../core/request.ts';
import { factValue, type Hidden } from './facts.ts';
import type { RequestView } from './request-view.ts';

/** What the applicant changed when last handing in again, as later approvers see it (semantics C6); hidden fields never. */
export function changedFor(view: RequestView, hidden: Hidden): readonly ChangedFact[] {
  const { timeline } = view.stored;
  const at = timeline.findLastIndex(entry => entry.event.type === 'Resubmitted');
  const last = timeline[at]?.event;
  if (last?.type !== 'Resubmitted') return [];
  const before = formBefore(timeline.slice(0, at));
  return view.definition.fields
    .filter(field => last.changed.includes(field.id) && !hidden.has(field.id))
    .map(field => ({
      label: field.label,
      before: factValue(field, before[field.id], view.organisation),
      after: factValue(field, last.form[field.id], view.organisation),
    }));
}

/** The form as it stood after these entries. */
function formBefore(timeline: readonly TimelineEntry[]): FormData {
  for (const { event } of timeline.toReversed()) {
    if (event.type === 'Submitted' || event.type === 'Resubmitted' || event.type === 'FormEdited')
      return event.form;
  }
  return {};
}

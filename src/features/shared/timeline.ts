import type { TimelineLine } from '../../../cards/kit/request-view.ts';
import { nameOf } from './people.ts';
import type { RequestView } from './request-view.ts';
import { lineOf } from './timeline-line.ts';

/** The history of a request as a person reads it, oldest first; what is only bookkeeping is left out. */
export function timelineOf(view: RequestView): readonly TimelineLine[] {
  return view.stored.timeline.flatMap(entry => {
    const line = lineOf(entry, view);
    if (line === undefined) return [];
    const byItself = entry.by === 'system' || FOLLOWS.has(line.what);
    const who = byItself ? {} : { who: nameOf(view.organisation, entry.by) };
    // What follows from an act by itself came by no way of its own.
    const way = byItself && entry.by !== 'system' ? {} : { channel: entry.channel };
    return [{ at: entry.at, ...way, ...who, ...line }];
  });
}

/** What follows from somebody's act and is not done by him: the next step opens after an approval. */
const FOLLOWS: ReadonlySet<TimelineLine['what']> = new Set([
  'opened',
  'nobody',
  'duplicate',
  'passedSelf',
  'passedNobody',
  'departed',
  'delayed',
  'subrequestsStarted',
  'fellBack',
  'autoApproved',
  'autoRejected',
  'copied',
  'ended',
  'warned',
  'delegationEnded',
]);

/** What was decided so far, for those who decide next. */
export function decidedOf(view: RequestView): readonly TimelineLine[] {
  const telling = new Set([
    'approved',
    'rejected',
    'handled',
    'abstained',
    'returned',
    'returnedTo',
    'assistAnswered',
    'resubmitted',
    'transferred',
  ]);
  return timelineOf(view).filter(line => telling.has(line.what));
}

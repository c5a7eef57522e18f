import type { TimelineLine } from '../../../cards/kit/request-view.ts';
import type { Event } from '../../core/events.ts';
import { taskById } from '../../core/slots.ts';
import { namesOf } from './people.ts';
import type { RequestView } from './request-view.ts';

type Line = Omit<TimelineLine, 'at' | 'who' | 'channel'>;

/** What supervision says in the history; undefined: none of its events, or bookkeeping. */
export function supervisionLine(event: Event, { organisation }: RequestView): Line | undefined {
  switch (event.type) {
    case 'Supervised':
      return { what: 'supervised', people: namesOf(organisation, event.to) };
    case 'SupervisorUrged':
      return {
        what: event.hard === true ? 'supervisorHard' : 'supervisorUrged',
        people: namesOf(organisation, event.to),
        text: event.text,
      };
    case 'SupervisionAnswered':
      return event.until === undefined
        ? { what: 'supervisionAnswered', text: event.text }
        : { what: 'supervisionUntil', text: `${event.until} ${event.text}` };
    case 'FeedbackAsked':
      return {
        what: 'feedbackAsked',
        people: namesOf(
          organisation,
          event.tasks.map(task => task.actor),
        ),
      };
    case 'ExtensionAsked':
      return { what: 'extensionAsked', text: `${event.until} ${event.reason}` };
    case 'ExtensionEnded':
      return event.status === 'APPROVED' ? undefined : { what: 'extensionRefused' };
    case 'Extended':
      return { what: 'extended', text: event.until };
    default:
      return undefined;
  }
}

/** An opinion that was asked for, or the progress of a step. */
export function answered({ state }: RequestView, taskId: string): Line['what'] {
  return taskById(state, taskId)?.origin.kind === 'feedback' ? 'feedbackGiven' : 'assistAnswered';
}

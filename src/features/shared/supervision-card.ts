import { supervisionCard } from '../../../cards/supervision.ts';
import type { SupervisionCardProps } from '../../../cards/supervision.ts';
import type { CardJson } from '../../application/ports.ts';
import { refusalOf } from '../../core/permissions.ts';
import { supervisedFrom } from '../../core/supervision/stages.ts';
import type { SupervisionNotice } from '../../core/supervision/types.ts';
import type { FeatureDeps } from './deps.ts';
import { cardTime, headOf } from './head.ts';
import { latenessOf } from './lateness.ts';
import { nameOf } from './people.ts';
import type { RequestView } from './request-view.ts';

type Typed = Pick<SupervisionCardProps, 'typed' | 'fault'>;

/** The supervision card of a request as this person gets it. */
export function supervisionCardOf(
  deps: FeatureDeps,
  view: RequestView,
  notice: SupervisionNotice,
  person: string,
  typed: Typed = {},
): CardJson {
  const { state, organisation, context } = view;
  const name = (id: string) => nameOf(organisation, id);
  const due = notice.kind === 'supervisedBy' ? mostUrgent(state) : supervisedFrom(state);
  const own = state.tasks.find(task => task.status === 'PENDING' && task.actor === person);
  const last = state.supervision?.answer;
  const answer =
    notice.kind === 'supervisionAnswered'
      ? { ...notice, by: name(notice.by) }
      : last === undefined
        ? undefined
        : { ...last, by: name(last.by) };
  return supervisionCard(
    {
      request: headOf(view),
      kind: KINDS[notice.kind],
      hard: state.supervision?.hard !== undefined,
      ...(due === undefined ? {} : { due: latenessOf(deps, due) }),
      ...(notice.kind === 'supervisedBy' ? { said: { by: name(notice.by), text: notice.text } } : {}),
      ...(answer === undefined ? {} : { answer }),
      mayAnswer: refusalOf(context, state, person, 'answerSupervision') === undefined,
      ...typed,
      ...(own === undefined ? {} : { taskId: own.id }),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

/** By hand somebody looks at what is late first: a step's own limit, or the request's. */
function mostUrgent(state: RequestView['state']): number | undefined {
  const open = state.tasks.filter(task => task.status === 'PENDING');
  const due = [supervisedFrom(state), ...open.map(task => task.dueAt)].filter(at => at !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
}

const KINDS = { supervised: 'time', supervisedBy: 'urged', supervisionAnswered: 'answered' } as const;

import { requestDetailCard } from '../../../cards/request-detail.ts';
import type { CardJson } from '../../application/ports.ts';
import { isOfficer } from '../../core/people/organisation-lookup.ts';
import { refusalOf } from '../../core/permissions.ts';
import { applicantHand } from '../../core/rights/people.ts';
import { actsOf } from './acts.ts';
import type { CardDeps } from './deps.ts';
import { breachViews } from './breaches.ts';
import { factsOf } from './facts.ts';
import { cardTime, headOf } from './head.ts';
import { nextOf } from './next.ts';
import { pathOf } from './path.ts';
import { nameOf, namesOf } from './people.ts';
import { hiddenOf, type RequestView } from './request-view.ts';
import { timelineOf } from './timeline.ts';

/** Everything about one request as this person may see it. The caller has asked `maySee`. */
export function detailOf(deps: CardDeps, view: RequestView, person: string, page?: number): CardJson {
  const { state, definition, organisation } = view;
  const own = state.tasks.find(task => task.status === 'PENDING' && task.actor === person);
  const back = takeBackOf(view, person);
  const next = nextOf(view, person);
  const sees = isOfficer(organisation, person, 'see') || applicantHand(state) === person;
  return requestDetailCard(
    {
      request: headOf(view),
      facts: factsOf(definition, state.form, organisation, {
        hidden: hiddenOf(view, person),
        request: state.id,
      }),
      path: pathOf(deps, view),
      timeline: timelineOf(view),
      comments: state.comments.map(comment => ({
        by: nameOf(organisation, comment.by),
        at: comment.at,
        text: comment.text,
        ...(comment.deleted === true ? { deleted: true } : {}),
        ...(comment.by === person && comment.deleted !== true ? { id: comment.id } : {}),
        mentions: namesOf(organisation, comment.mentions),
      })),
      mentionable: participants(view).filter(id => id !== person),
      ...(back === undefined ? {} : { takeBack: { task: back } }),
      ...(next === undefined ? {} : { next }),
      ...(sees ? { copies: copiesOf(view) } : {}),
      ...(page === undefined ? {} : { page }),
      acts: actsOf(view, person),
      ...(own === undefined ? {} : { task: { id: own.id } }),
      breaches: breachViews(deps, view, person),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

/** The latest act of this person that can be taken back now (semantics C7). */
export function takeBackOf({ context, state }: RequestView, person: string): string | undefined {
  return state.tasks.findLast(
    task =>
      task.actor === person &&
      refusalOf(context, state, person, 'takeBack', { taskId: task.id }) === undefined,
  )?.id;
}

function copiesOf({ state, organisation }: RequestView) {
  return state.cc.map(copy => ({
    who: nameOf(organisation, copy.person),
    ...(copy.readAt === undefined ? {} : { readAt: copy.readAt }),
  }));
}

/** Who takes part, and may be named in a comment (semantics C15 to C23, comments). */
function participants({ state, organisation }: RequestView): readonly string[] {
  const all = [
    ...(state.anonymous === true ? [] : [state.applicant]),
    ...(state.heldBy === undefined ? [] : [state.heldBy]),
    ...state.tasks.flatMap(task => [task.actor, task.principal]),
    ...state.cc.map(copy => copy.person),
  ];
  return [...new Set(all)].filter(id => organisation.people[id]?.status === 'active');
}

import { activePerson } from '../people/organisation-lookup.ts';
import type { NodeRun, Task } from '../request.ts';
import type { RoutedPlace } from '../routing.ts';
import { slotsOf } from '../slots.ts';
import type { Slot } from '../slots.ts';
import type { Turn } from './turn.ts';

export interface LastActors {
  readonly places: readonly RoutedPlace[];
  /** One of them has left since. */
  readonly departed: boolean;
}

export const NO_ACTORS: LastActors = { places: [], departed: false };

/** Those who held the places of a run at its end (semantics C6); `undecided`: without the places that had approved. */
export function lastActors(turn: Turn, run: NodeRun, which: 'all' | 'undecided'): LastActors {
  const slots = slotsOf(turn.state, run.id).filter(slot => slot.outcome !== 'removed');
  const holders = slots
    .filter(slot => which === 'all' || actedOn(slot)?.status !== 'APPROVED')
    .flatMap(slot => holderOf(slot) ?? []);
  const places = holders.map(task => placeOf(task, turn.meta.at));
  const distinct = places.filter(
    (place, index) => places.findIndex(other => actorOf(other) === actorOf(place)) === index,
  );
  const { organisation } = turn.context;
  return { places: distinct, departed: distinct.some(place => !activePerson(organisation, actorOf(place))) };
}

const DECIDED = ['APPROVED', 'REJECTED', 'ABSTAINED'];

function actedOn(slot: Slot): Task | undefined {
  return slot.tasks.findLast(task => DECIDED.includes(task.status));
}

/** Who acted, else who held it last, other than by an escalation. */
function holderOf(slot: Slot): Task | undefined {
  const held = slot.tasks.find(task => task.status !== 'TRANSFERRED' && task.origin.kind !== 'escalation');
  return actedOn(slot) ?? held ?? slot.tasks.at(-1);
}

/** An agent goes on for the principal while the delegation lasts (semantics C9). */
function placeOf(task: Task, at: number): RoutedPlace {
  const { principal, actor, delegation } = task;
  const ended = delegation !== undefined && delegation.until <= at;
  if (actor === principal || task.auto === 'duplicate' || ended) return { principal };
  return { principal, agent: delegation === undefined ? { actor } : { actor, mark: delegation } };
}

function actorOf(place: RoutedPlace): string {
  return place.agent?.actor ?? place.principal;
}

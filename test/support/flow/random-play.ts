import type { ItemDefinition } from '../../../src/core/definition.ts';
import { delegation, organisation } from './organisation.ts';
import { HOUR, Play, submit } from './play.ts';
import { PARENT, SECRET, commandOf } from './random-act.ts';
import type { Throw } from './random-act.ts';

/** The depot of random requests: groups, delegations of both kinds, and a directory in which two manage each other. */
export const depot = organisation({
  roles: { panel: ['v1', 'v2', 'v3', 'v4', 'v5'], pair: ['sam', 'ann'], empty: [] },
  delegations: [
    // A play may wake at its end: a time that no calendar knows could not be shown.
    delegation('wes', 'sue', { handOpen: true, mode: 'both', to: Date.UTC(2100, 0, 1) }),
    delegation('dora', 'tia', { to: Date.UTC(2026, 10, 2, 5) }),
  ],
  managers: { boss: 'wes' },
});

/** Ids of the steps of a random item. */
export function idsOf(definition: ItemDefinition): readonly string[] {
  return JSON.stringify(definition.flow).match(/(?<="id":")(?:first|n\d+)(?=")/g) ?? [];
}

/** A request of a random item, handed in as somebody's sub-request, with a value that not everybody may see. */
export function openPlay(definition: ItemDefinition, people: readonly string[] = ['cid', 'flo']): Play {
  const play = new Play(definition.flow, { organisation: depot, item: definition });
  const chosen = Object.fromEntries(idsOf(definition).map(id => [id, people]));
  play.checksReplay = false;
  submit(play, { form: { days: 5, who: 'sid', unit: 'safety', amount: SECRET }, chosen, parent: PARENT });
  return play;
}

/** Plays a throw of commands; time passes now and then. */
export function playThrows(play: Play, throws: readonly Throw[], prefix = 'd'): Play {
  for (const [index, dice] of throws.entries()) {
    if (dice.act % 7 === 0) play.later(HOUR);
    const command = commandOf(play, dice, `${prefix}${index}`);
    if (command !== undefined) play.run(command);
  }
  return play;
}

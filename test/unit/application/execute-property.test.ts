import { array, assert, asyncProperty, nat } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExecuteCommand } from '../../../src/application/execute-command.ts';
import type { RequestCommand } from '../../../src/application/execute-command.ts';
import { decide } from '../../../src/core/decide.ts';
import { evolve, replay } from '../../../src/core/evolve.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';
import { liveTaskMissing } from '../../../src/core/watchdog.ts';
import { anyItem } from '../../support/flow/arbitrary.ts';
import { Play } from '../../support/flow/play.ts';
import { anyThrow, commandOf } from '../../support/flow/random-act.ts';
import { openPlay } from '../../support/flow/random-play.ts';
import { memoryStores } from '../../support/stores.ts';

const numRuns = Math.ceil(Number(process.env['PROPERTY_RUNS'] ?? 300) / 3);

/** A play whose state is the stored one, so that a throw means a command to it. */
function at(play: Play, state: Play['state']): Play {
  const shown = new Play(play.definition.flow, { organisation: play.org, item: play.definition });
  shown.now = play.now;
  Object.defineProperty(shown, 'state', { value: state });
  return shown;
}

describe('any commands, several at once and each repeated', () => {
  it('semantics C0: a repeated command is answered as before and changes nothing; the timeline replays to what is stored', async () => {
    await assert(
      asyncProperty(
        anyItem,
        array(anyThrow, { minLength: 2, maxLength: 16 }),
        nat(3),
        async (definition, throws, together) => {
          const play = openPlay(definition);
          const { requests } = memoryStores();
          const { state, timeline } = play;
          await requests.insert('draft', { state, entries: timeline, outbox: [], key: 'submit' });
          const execute = createExecuteCommand({
            core: { decide, evolve },
            requests,
            items: { version: async () => play.definition },
            organisationFor: async () => play.org,
            calendarOf: () => plainCalendar,
            afterCommit: () => undefined,
          });
          for (let from = 0; from < throws.length; from += together + 1) {
            const now = await requests.load('q1');
            if (now === undefined) throw new Error('the request is gone');
            const shown = at(play, now.state);
            const commands = throws
              .slice(from, from + together + 1)
              .flatMap((dice, n): readonly RequestCommand[] => {
                const command = commandOf(shown, dice, `k${from + n}`);
                return command === undefined || command.type === 'Submit' ? [] : [command];
              });
            play.now = shown.now;
            play.org = shown.org;
            // Each twice and all of them at once: as when a person taps again, and others tap meanwhile.
            await Promise.all([...commands, ...commands].map(command => execute('q1', command)));
            const after = await requests.load('q1');
            // What was refused may be allowed by now; what was done is never done again.
            for (const command of commands.filter(({ key }) => after?.processed.includes(key)))
              expect((await execute('q1', command)).kind).toBe('replayed');
            expect(await requests.load('q1')).toEqual(after);
          }
          const stored = await requests.load('q1');
          expect(replay(stored?.timeline ?? [])).toEqual(stored?.state);
          expect(stored?.timeline.map(({ seq }) => seq)).toEqual(stored?.timeline.map((_, n) => n + 1));
          expect(new Set(stored?.processed).size).toBe(stored?.processed.length);
          const ids = stored?.outbox.map(({ id }) => id) ?? [];
          expect(new Set(ids).size).toBe(ids.length);
          if (stored !== undefined) expect(liveTaskMissing(stored.state)).toBe(false);
        },
      ),
      { numRuns },
    );
  }, 600_000);
});

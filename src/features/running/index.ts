import { maySomewhere } from '../../application/rights.ts';
import type { ChatAnswer, Feature } from '../../application/router.ts';
import { answer, show } from '../shared/answers.ts';
import { refusedCard, withRightSomewhere } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findForm, typedFilter } from './form.ts';
import { askedByWords, found } from './found.ts';

/**
 * 运行中的申请: those whose office it is find a request by what they know of it, and open it, send it elsewhere, give a task
 * to somebody else, send a card again or make it void (issue 8, item 5; features 2.15, 3.11).
 */
export function createRunningRequests(deps: FeatureDeps): Feature {
  return {
    name: 'running',
    taps: {
      'running.open': withRightSomewhere(
        deps,
        'requests.see',
        async ({ a: _a, at, id, back, ...asked }, tap) => {
          const place = at === undefined || id === undefined ? undefined : { at, id };
          const turn = place === undefined ? {} : back === true ? { before: place } : { after: place };
          return show(await found(deps, tap.person, asked, turn));
        },
      ),
      'running.form': withRightSomewhere(deps, 'requests.see', async ({ a: _a, ...asked }, tap) =>
        show(await findForm(deps, tap, asked)),
      ),
      'running.find': withRightSomewhere(deps, 'requests.see', async (_, tap) => {
        const asked = typedFilter(tap);
        if ('fault' in asked) {
          const fault = deps.texts(`running.fault.${asked.fault}`);
          return answer('warning', fault, await findForm(deps, tap, {}, fault));
        }
        return show(await found(deps, tap.person, asked, {}));
      }),
    },
    commands: [
      {
        name: 'requests',
        words: ['运行中的申请', '查申请'],
        argument: 'optional',
        private: true,
        run: ({ person, argument }) => inChat(deps, person, argument),
      },
    ],
  };
}

async function inChat(deps: FeatureDeps, person: string, argument: string): Promise<ChatAnswer> {
  if (!(await mayFind(deps, person))) return { card: refusedCard(deps) };
  return { card: await found(deps, person, askedByWords(argument), {}) };
}

async function mayFind(deps: FeatureDeps, person: string): Promise<boolean> {
  return maySomewhere(await deps.stores.settings.current(), person, 'requests.see');
}

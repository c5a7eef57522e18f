import type { Feature } from '../../application/router.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { answerTap, openSupervision } from './answer.ts';
import { extendForm, extendTap } from './extend.ts';
import { filterTap, listInChat, listTap } from './list.ts';
import { superviseTap, urgeForm } from './urge.ts';

/** 督办, 逾期: watching over what others hold, and the reply of those who are supervised (issue 6, items 5 and 7). */
export function createSupervision(deps: FeatureDeps): Feature {
  return {
    name: 'supervision',
    taps: {
      'supervise.list': (action, tap) => listTap(deps, action, tap),
      'supervise.filter': (_, tap) => filterTap(deps, tap),
      'supervise.urgeForm': ({ request }, tap) => urgeForm(deps, request, tap),
      'supervise.urge': ({ request }, tap) => superviseTap(deps, request, tap),
      'supervise.extendForm': ({ request }, tap) => extendForm(deps, request, tap),
      'supervise.extend': ({ request }, tap) => extendTap(deps, request, tap),
      'supervise.open': ({ request }, tap) => openSupervision(deps, request, tap),
      'supervise.answer': ({ request }, tap) => answerTap(deps, request, tap),
    },
    commands: [
      {
        name: 'supervise',
        words: ['督办', '督查督办', '在办'],
        argument: 'none',
        private: true,
        run: ({ person }) => listInChat(deps, person, false),
      },
      {
        name: 'overdue',
        words: ['逾期', '超时'],
        argument: 'none',
        private: true,
        run: ({ person }) => listInChat(deps, person, true),
      },
    ],
  };
}

import type { Feature } from '../../application/router.ts';
import { answer, show, tapMeta, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { COMMENT, MENTIONS } from '../../../cards/request-detail.ts';
import { listOf } from '../shared/choose.ts';
import { byNumber } from './by-number.ts';
import { sendFiles } from './files.ts';
import { freshCard } from './fresh-card.ts';
import { requestsOf, todoOf } from './lists.ts';
import { mentionedIn } from './mentions.ts';
import { actOnRequest, showDetail } from './request-acts.ts';
import { showRows } from './rows.ts';

/** Where my things are: lists, one request with its history, and what its applicant may do with it. */
export function createTracking(deps: FeatureDeps): Feature {
  return {
    name: 'tracking',
    taps: {
      'todo.open': async ({ page }, tap) => show(await todoOf(deps, tap.person, page)),
      'my.open': async ({ page }, tap) => show(await requestsOf(deps, 'mine', tap.person, page)),
      'done.open': async ({ page }, tap) => show(await requestsOf(deps, 'done', tap.person, page)),
      'request.detail': ({ request, page }, tap) => showDetail(deps, request, tap, page),
      'rows.open': (action, tap) => showRows(deps, action, tap),
      'files.get': (action, tap) => sendFiles(deps, action, tap),
      'request.withdraw': ({ request }, tap) =>
        actOnRequest(deps, request, tap, { ...tapMeta(deps, tap), type: 'Withdraw' }),
      'request.urge': ({ request }, tap) =>
        actOnRequest(deps, request, tap, { ...tapMeta(deps, tap), type: 'Urge' }),
      'request.comment': async ({ request }, tap) => {
        const text = textInput(tap, COMMENT);
        if (text === undefined) return answer('warning', deps.texts('refusal.commentEmpty'));
        const named = await mentionedIn(deps, request, text);
        const mentions = [...new Set([...named, ...listOf(tap.form?.[MENTIONS])])];
        return actOnRequest(deps, request, tap, { ...tapMeta(deps, tap), type: 'Comment', text, mentions });
      },
    },
    commands: [
      {
        name: 'todo',
        words: ['待办', '我的待办', '待处理'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await todoOf(deps, person) }),
      },
      {
        name: 'my',
        words: ['我的', '我的申请', 'mine'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await requestsOf(deps, 'mine', person) }),
      },
      {
        name: 'done',
        words: ['已办', '我的已办'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await requestsOf(deps, 'done', person) }),
      },
      {
        name: 'status',
        words: ['进度', '查询'],
        argument: 'required',
        private: true,
        run: call => byNumber(deps, call, 'status'),
      },
      {
        name: 'urge',
        words: ['催办'],
        argument: 'required',
        private: true,
        run: call => byNumber(deps, call, 'urge'),
      },
      {
        name: 'withdraw',
        words: ['撤回'],
        argument: 'required',
        private: true,
        run: call => byNumber(deps, call, 'withdraw'),
      },
    ],
    menus: {
      todo: async person => ({ card: await todoOf(deps, person) }),
      my: async person => ({ card: await requestsOf(deps, 'mine', person) }),
    },
    freshCard: tap => freshCard(deps, tap),
  };
}

import type { ActionOf } from '../../../cards/kit/action.ts';
import { fingerprint } from '../../application/ids.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { answer, politeNo } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { canSee, hiddenOf, viewOf } from '../shared/request-view.ts';
import { renderForm } from './render.ts';
import { getTemplate, openTemplate, resetTemplate, setTemplate, templateInChat } from './templates.ts';

/** 规范表式: what an ended request is printed as, again and again, and the templates of it (issue 7, item 7). */
export function createArchive(deps: FeatureDeps): Feature {
  return {
    name: 'archive',
    taps: {
      'archive.print': (action, tap) => print(deps, action, tap),
      'template.open': ({ item }, tap) => openTemplate(deps, item, tap.person),
      'template.set': (action, tap) => setTemplate(deps, action, tap),
      'template.reset': ({ item }, tap) => resetTemplate(deps, item, tap),
      'template.get': ({ item }, tap) => getTemplate(deps, item, tap),
    },
    commands: [
      {
        name: 'template',
        words: ['模板', '规范表式模板'],
        argument: 'optional',
        private: true,
        run: ({ person, argument }) => templateInChat(deps, person, argument),
      },
    ],
  };
}

/** For those who may see the request, without what is hidden from them. */
async function print(deps: FeatureDeps, action: ActionOf<'archive.print'>, tap: CardTap): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(action.request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  const file = await renderForm(deps, view, action.format, hiddenOf(view, tap.person));
  if (file === undefined) return answer('warning', deps.texts('archive.notEnded'));
  const target = { kind: 'person', openId: tap.person } as const;
  await deps.messenger.sendFile(target, file, `f-${fingerprint(40, tap.key)}`);
  return answer('success', deps.texts('archive.sent'));
}

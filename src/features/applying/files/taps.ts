import type { TapHandlers } from '../../../application/router.ts';
import { filesOf } from '../../../core/form/values.ts';
import { answer, politeNo, show } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { saveDraft } from '../drafts.ts';
import { formCard } from '../form-card.ts';
import { keep, withDraft } from '../with-draft.ts';
import { placeOf } from './places.ts';
import { put } from './take.ts';

/** Files of a draft: where one belongs, and away with it. */
export function fileTaps(deps: FeatureDeps): TapHandlers {
  return {
    'file.place': async ({ draft, field, key }, tap) => {
      const place = await placeOf(deps, tap.person, draft, field);
      const { files } = await deps.stores.personal.load(tap.person);
      const sent = files.find(file => file.key === key);
      if (place === undefined || sent === undefined)
        return place === undefined ? answer('warning', deps.texts('files.gone')) : politeNo(deps, 'notFound');
      return show(await put(deps, place, sent));
    },
    'file.remove': (action, tap) =>
      withDraft(deps, action.draft, tap, async (draft, definition) => {
        const kept = await keep(deps, draft, definition, tap);
        const files = filesOf(kept.form[action.field]) ?? [];
        const rest = files.filter(({ key }) => key !== action.key);
        const { [action.field]: _, ...others } = kept.form;
        const form = rest.length === 0 ? others : { ...others, [action.field]: rest };
        const saved = await saveDraft(deps, { ...kept, form });
        return answer('success', deps.texts('files.removed'), await formCard(deps, saved, definition));
      }),
  };
}

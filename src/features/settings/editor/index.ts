import type { ActionOf } from '../../../../cards/kit/action.ts';
import type { CardTap, TapAnswer } from '../../../application/ports.ts';
import { may } from '../../../application/rights.ts';
import type { Feature } from '../../../application/router.ts';
import { type EditAct, editItem } from '../../../core/editing/edit-item.ts';
import { answer, politeNo, show } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { refused } from '../../shared/guard.ts';
import { editorContext } from './context.ts';
import { dropDraft, type ItemDraft, loadDraft, saveDraft } from './draft.ts';
import { newItemForm, newItemSave } from './new-item.ts';
import { overviewCard } from './overview.ts';
import type { EditorContext, Part } from './part.ts';
import { partOf } from './parts.ts';
import { mergeDraft, reviewDraft } from './review.ts';
import { partCard } from './show.ts';
import { tryForm, tryRun } from './try-out.ts';

/** The item editor: a draft apart from what is live, changed on cards, tried, compared, published. */
export function editorTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'edit.open': (action, tap) =>
      withDraft(deps, action.item, tap, draft => openPart(deps, tap.person, draft, action.part, action.page)),
    'edit.save': (action, tap) =>
      withDraft(deps, action.item, tap, draft => savePart(deps, tap, draft, action.part)),
    'edit.act': (action, tap) =>
      withDraft(deps, action.item, tap, draft => actOnPart(deps, tap.person, draft, action)),
    'edit.review': (action, tap) => withDraft(deps, action.item, tap, draft => reviewDraft(deps, tap, draft)),
    'edit.merge': (action, tap) => withDraft(deps, action.item, tap, draft => mergeDraft(deps, tap, draft)),
    'edit.discard': (action, tap) =>
      withDraft(deps, action.item, tap, async ({ item, live }) => {
        await dropDraft(deps, tap.person, item.id);
        const kept = live === undefined ? undefined : await loadDraft(deps, tap.person, item.id);
        const said = deps.texts('editor.discarded');
        return kept === undefined
          ? answer('success', said)
          : answer(
              'success',
              said,
              overviewCard(deps, await editorContext(deps, tap.person, kept.item), kept),
            );
      }),
    'edit.try': (action, tap) => withDraft(deps, action.item, tap, draft => tryForm(deps, tap, draft)),
    'edit.tryRun': (action, tap) => withDraft(deps, action.item, tap, draft => tryRun(deps, tap, draft)),
    'edit.new': (action, tap) => newItemForm(deps, action, tap),
    'edit.newSave': (action, tap) => newItemSave(deps, action, tap),
  };
}

/** The tapper's draft, if the item is theirs to change: both as it is live and as they would have it. */
async function withDraft(
  deps: FeatureDeps,
  id: string,
  { person }: CardTap,
  run: (draft: ItemDraft) => Promise<TapAnswer>,
): Promise<TapAnswer> {
  const [draft, settings] = await Promise.all([loadDraft(deps, person, id), deps.stores.settings.current()]);
  if (draft === undefined) return politeNo(deps, 'notFound');
  const mine = [draft.item, draft.live?.definition].every(
    item => item === undefined || may(settings, person, 'items.edit', { item }),
  );
  return mine ? run(draft) : refused(deps);
}

async function openPart(
  deps: FeatureDeps,
  person: string,
  draft: ItemDraft,
  name: string,
  page?: number,
): Promise<TapAnswer> {
  return show(shown(deps, await editorContext(deps, person, draft.item), draft, name, page));
}

/** The part, or the overview where it is not there any more. */
function shown(deps: FeatureDeps, context: EditorContext, draft: ItemDraft, name: string, page?: number) {
  const part = partOf(context, name);
  return part === undefined
    ? overviewCard(deps, context, draft)
    : partCard(context, name, part, page === undefined ? {} : { page });
}

/** 保存: what was typed goes into the draft; what cannot be taken stands beside its field. */
async function savePart(deps: FeatureDeps, tap: CardTap, draft: ItemDraft, name: string): Promise<TapAnswer> {
  const context = await editorContext(deps, tap.person, draft.item);
  const part = partOf(context, name);
  if (part?.kind !== 'form') return show(overviewCard(deps, context, draft));
  const typed = tap.form ?? {};
  const saved = part.save(typed);
  if ('faults' in saved) {
    const card = partCard(context, name, part, { typed, faults: saved.faults });
    return answer('warning', deps.texts('editor.faults'), card);
  }
  return apply(deps, tap.person, draft, saved.acts, saved.next);
}

/** 上移, 下移, 删除 and the like. */
async function actOnPart(
  deps: FeatureDeps,
  person: string,
  draft: ItemDraft,
  action: ActionOf<'edit.act'>,
): Promise<TapAnswer> {
  const context = await editorContext(deps, person, draft.item);
  const part: Part | undefined = partOf(context, action.part);
  const act = part?.acts?.[action.act];
  if (part === undefined || act === undefined) return show(overviewCard(deps, context, draft));
  const next = action.act === 'all' || action.act === 'any' ? action.part : (part.next ?? part.up);
  return apply(deps, person, draft, [act], next);
}

async function apply(
  deps: FeatureDeps,
  person: string,
  draft: ItemDraft,
  acts: readonly EditAct[],
  next: string,
): Promise<TapAnswer> {
  let item = draft.item;
  for (const act of acts) {
    const edited = editItem(item, act);
    if (edited.refused !== undefined) return answer('info', deps.texts(`editor.refused.${edited.refused}`));
    item = edited.item;
  }
  const settings = await deps.stores.settings.current();
  if (!may(settings, person, 'items.edit', { item }))
    return answer('warning', deps.texts('editor.fault.notYourDepartment'));
  if (acts.length > 0) await saveDraft(deps, person, item, draft.basedOn);
  const fresh = { ...draft, item, saved: draft.saved || acts.length > 0 };
  const card = shown(deps, await editorContext(deps, person, item), fresh, next);
  return acts.length === 0 ? show(card) : answer('success', deps.texts('editor.saved'), card);
}

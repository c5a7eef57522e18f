import { tableRowsCard } from '../../../cards/table-rows.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import { politeNo, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { factValue } from '../shared/facts.ts';
import { canSee, hiddenOf, viewOf } from '../shared/request-view.ts';

/** All rows of a detail table, for whoever may see the request and the field (peers.md rows 4 and 9). */
export async function showRows(
  deps: FeatureDeps,
  { request, field: id, page }: ActionOf<'rows.open'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person) || hiddenOf(view, tap.person).has(id)) return politeNo(deps);
  const field = view.definition.fields.find(each => each.id === id);
  if (field === undefined) return politeNo(deps, 'notFound');
  const value = factValue(field, view.state.form[id], view.organisation);
  if (value.kind !== 'table') return politeNo(deps, 'notFound');
  const card = tableRowsCard(
    {
      item: view.definition.name,
      label: field.label,
      value,
      read: { request, field: id },
      ...(page === undefined ? {} : { page }),
    },
    deps.texts,
  );
  return show(card);
}

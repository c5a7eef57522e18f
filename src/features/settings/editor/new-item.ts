import { editorFormCard } from '../../../../cards/editor.ts';
import type { ActionOf } from '../../../../cards/kit/action.ts';
import type { Text } from '../../../../cards/kit/texts.ts';
import type { CardJson, CardTap, TapAnswer } from '../../../application/ports.ts';
import { may, maySomewhere } from '../../../application/rights.ts';
import { blankItem } from '../../../core/editing/edit-item.ts';
import { answer, politeNo, show } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { refused } from '../../shared/guard.ts';
import { liveItem } from '../items.ts';
import { controls, type Faults, reader } from './controls.ts';
import { editorContext } from './context.ts';
import { loadDraft, saveDraft } from './draft.ts';
import { overviewCard } from './overview.ts';

const CODE = /^[A-Z][A-Z0-9]{1,11}$/;

/** A new item, from nothing or as a copy: its code and what it is called. */
export async function newItemForm(
  deps: FeatureDeps,
  { from }: ActionOf<'edit.new'>,
  tap: CardTap,
): Promise<TapAnswer> {
  if (!maySomewhere(await deps.stores.settings.current(), tap.person, 'items.edit')) return refused(deps);
  const source = from === undefined ? undefined : (await liveItem(deps, from))?.definition;
  if (from !== undefined && source === undefined) return politeNo(deps, 'notFound');
  const name = source === undefined ? undefined : deps.texts('editor.copyOf', { name: source.name });
  return show(
    form(deps, from, {}, name === undefined || source === undefined ? undefined : { ...source, name }),
  );
}

interface Called {
  readonly name: Text;
  readonly category: Text;
  readonly department: Text;
}

function form(
  deps: FeatureDeps,
  from: string | undefined,
  faults: Faults,
  called?: Called,
  code = '',
): CardJson {
  const make = controls(deps.texts);
  const { texts: t } = deps;
  const fields = [
    make.text('code', code, 12),
    ...make.both('name', called?.name),
    ...make.both('category', called?.category),
    ...make.both('department', called?.department),
  ];
  return editorFormCard(
    {
      item: t(from === undefined ? 'editor.newItem' : 'editor.copy'),
      title: t('editor.newItem'),
      notes: [t('editor.note.code')],
      fields: fields.map(field => {
        const fault = faults[field.id];
        return { field, ...(fault === undefined ? {} : { fault }) };
      }),
      submit: {
        label: t('button.next'),
        action: { a: 'edit.newSave', ...(from === undefined ? {} : { from }) },
      },
      buttons: [{ label: t('button.back'), action: { a: 'settings.items' } }],
    },
    t,
  );
}

/** The code must be free, also of switched-off items: numbers begin with it. */
export async function newItemSave(
  deps: FeatureDeps,
  { from }: ActionOf<'edit.newSave'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const { texts: t } = deps;
  const read = reader(tap.form ?? {}, t);
  const id = read.text('code').toUpperCase();
  const called = {
    name: read.both('name'),
    category: read.both('category'),
    department: read.both('department'),
  };
  const [settings, taken, source] = await Promise.all([
    deps.stores.settings.current(),
    liveItem(deps, id),
    from === undefined ? undefined : liveItem(deps, from),
  ]);
  if (!CODE.test(id)) read.fault('code', 'editor.fault.code');
  else if (taken !== undefined) read.fault('code', 'editor.fault.codeTaken');
  const item = { id, ...called };
  const mayMake = may(settings, tap.person, 'items.edit', { item });
  const mayRead = source === undefined || may(settings, tap.person, 'items.see', { item: source.definition });
  if (!maySomewhere(settings, tap.person, 'items.edit') || !mayRead) return refused(deps);
  if (!mayMake && Object.keys(read.faults).length === 0)
    read.fault('departmentZh', 'editor.fault.notYourDepartment');
  if (Object.keys(read.faults).length > 0)
    return answer('warning', t('editor.faults'), form(deps, from, read.faults, called, read.text('code')));
  const definition = source === undefined ? blankItem(item) : { ...source.definition, ...item, version: 0 };
  await saveDraft(deps, tap.person, definition, 0);
  const draft = await loadDraft(deps, tap.person, id);
  const context = await editorContext(deps, tap.person, definition);
  return draft === undefined
    ? politeNo(deps, 'notFound')
    : answer('success', t('editor.saved'), overviewCard(deps, context, draft));
}

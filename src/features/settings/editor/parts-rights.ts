import { stepIn } from '../../../core/flow-walk.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';

/** Which fields a step may edit, and which it may not see; all others are read (peers.md row 9). */
export function rightsPart({ item, make, t }: EditorContext, id: string): Part | undefined {
  const step = stepIn(item.flow, id);
  if (step === undefined) return undefined;
  const named = (right: 'edit' | 'hide') =>
    Object.entries(step.fields ?? {}).flatMap(([field, own]) => (own === right ? [field] : []));
  const options = item.fields.map(({ id: field, label }) => ({ id: field, label }));
  const typed = item.fields
    .filter(({ type }) => type !== 'formula')
    .map(({ id: field, label }) => ({ id: field, label }));
  return {
    kind: 'form',
    title: t('editor.rightsOf', { name: step.name }),
    up: `node/${id}`,
    fields: [make.several('mayEdit', typed, named('edit')), make.several('hidden', options, named('hide'))],
    save: values => {
      const read = reader(values, t);
      const [edit, hide] = [read.list('mayEdit'), read.list('hidden')];
      if (edit.some(field => hide.includes(field))) read.fault('hidden', 'editor.fault.editAndHide');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const { fields: _, ...rest } = step;
      const fields = Object.fromEntries([
        ...edit.map(field => [field, 'edit' as const] as const),
        ...hide.map(field => [field, 'hide' as const] as const),
      ]);
      const node = Object.keys(fields).length === 0 ? rest : { ...rest, fields };
      return { acts: [{ do: 'putNode', node }], next: `node/${id}` };
    },
  };
}

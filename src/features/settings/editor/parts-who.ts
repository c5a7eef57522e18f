import type { FormField } from '../../../../cards/kit/form-field.ts';
import type { CcNode, Selector, StepNode } from '../../../core/definition.ts';
import { placeOf } from '../../../core/flow-walk.ts';
import { whoText } from '../../shared/who-text.ts';
import { reader, type Reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { faultOf, pathOfNode } from './words.ts';

const KINDS = [
  'people',
  'role',
  'manager',
  'managerChain',
  'departmentHead',
  'applicant',
  'formPerson',
  'formDepartmentHead',
  'applicantChooses',
  'previousChooses',
] as const satisfies readonly Selector['kind'][];

/** Who acts in a step or is told by a copy: one line for each way in which they are found (peers.md rows 21-26). */
export function whoPart(context: EditorContext, id: string): Part | undefined {
  const node = nodeWithWho(context, id);
  if (node === undefined) return undefined;
  const { t, names } = context;
  return {
    kind: 'list',
    title: t('editor.whoOf', { name: node.name }),
    notes: [t('editor.note.who')],
    up: `node/${id}`,
    empty: t('editor.empty.who'),
    rows: node.who.map((selector, index) => {
      const fault = faultOf(context, `${pathOfNode(context.item, id)}.who[${index}]`);
      return {
        title: whoText([selector], names, t),
        note: t(`editor.option.whoKind.${selector.kind}`),
        part: `selector/${id}/${index}`,
        ...(fault === undefined ? {} : { fault }),
      };
    }),
    links: [{ label: t('editor.add.who'), part: `newWho/${id}`, primary: node.who.length === 0 }],
  };
}

export function newWhoPart(context: EditorContext, id: string): Part | undefined {
  const node = nodeWithWho(context, id);
  const { t, make } = context;
  if (node === undefined) return undefined;
  return {
    kind: 'form',
    title: t('editor.whoOf', { name: node.name }),
    up: `who/${id}`,
    fields: [make.choice('whoKind', KINDS, 'people')],
    submit: t('button.next'),
    save: values => {
      const fresh = newSelector(reader(values, t).one('whoKind', KINDS, 'people'));
      const plain = fresh.kind === 'applicant';
      return {
        acts: [{ do: 'putNode', node: { ...node, who: [...node.who, fresh] } }],
        next: plain ? `who/${id}` : `selector/${id}/${node.who.length}`,
      };
    },
  };
}

function newSelector(kind: (typeof KINDS)[number]): Selector {
  switch (kind) {
    case 'people':
      return { kind, people: [] };
    case 'role':
      return { kind, role: 'none' };
    case 'manager':
    case 'departmentHead':
      return { kind, level: 1 };
    case 'managerChain':
      return { kind, until: { level: 2 }, order: 'bottomUp', missing: 'up' };
    case 'formPerson':
    case 'formDepartmentHead':
      return { kind, field: 'none' };
    case 'applicantChooses':
    case 'previousChooses':
      return { kind, multiple: false };
    case 'applicant':
      return { kind };
    default:
      return kind satisfies never;
  }
}

/** One way in which people are found. */
export function selectorPart(context: EditorContext, id: string, at: string): Part | undefined {
  const node = nodeWithWho(context, id);
  const index = Number(at);
  const selector = node?.who[index];
  const { t } = context;
  if (node === undefined || selector === undefined) return undefined;
  const replace = (fresh: readonly Selector[]) =>
    ({
      do: 'putNode',
      node: { ...node, who: node.who.flatMap((each, n) => (n === index ? fresh : [each])) },
    }) as const;
  return {
    kind: 'form',
    title: t(`editor.option.whoKind.${selector.kind}`),
    notes: [t('editor.whoOf', { name: node.name })],
    up: `who/${id}`,
    fields: selectorFields(context, selector),
    acts: { remove: replace([]) },
    next: `who/${id}`,
    save: values => {
      const read = reader(values, t);
      const fresh = readSelector(read, selector);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [replace([fresh])], next: `who/${id}` };
    },
  };
}

function selectorFields(
  { make, candidates, roles, item }: EditorContext,
  selector: Selector,
): readonly FormField[] {
  const fieldsOf = (types: readonly string[]) =>
    item.fields.filter(({ type }) => types.includes(type)).map(({ id, label }) => ({ id, label }));
  switch (selector.kind) {
    case 'people':
      return [make.people('people', candidates, selector.people)];
    case 'role':
      return [make.select('role', roles, selector.role)];
    case 'manager':
    case 'departmentHead':
      return [make.number('level', selector.level)];
    case 'managerChain':
      return [make.number('chainLevel', 'level' in selector.until ? selector.until.level : undefined)];
    case 'formPerson':
      return [make.select('personField', fieldsOf(['person', 'people']), selector.field)];
    case 'formDepartmentHead':
      return [make.select('departmentField', fieldsOf(['department', 'departments']), selector.field)];
    case 'applicantChooses':
    case 'previousChooses':
      return [
        make.check('multiple', selector.multiple),
        make.people('chooseFrom', candidates, selector.from),
      ];
    case 'applicant':
      return [];
    default:
      return selector satisfies never;
  }
}

function readSelector(read: Reader, before: Selector): Selector {
  const level = (id: string): number | undefined => {
    const typed = read.number(id, { whole: true, min: 1 });
    if (typed !== undefined && typed > 20) read.fault(id, 'admin.badLevel');
    return typed;
  };
  const chosen = (id: string, key: string): string => {
    if (read.text(id) === '') read.fault(id, key);
    return read.text(id);
  };
  switch (before.kind) {
    case 'people': {
      const people = read.list('people');
      if (people.length === 0) read.fault('people', 'admin.noPeople');
      return { ...before, people };
    }
    case 'role':
      return { ...before, role: chosen('role', 'admin.noRole') };
    case 'manager':
    case 'departmentHead':
      return { ...before, level: level('level') ?? 1 };
    case 'managerChain': {
      const upTo = level('chainLevel');
      return upTo === undefined ? before : { ...before, until: { level: upTo } };
    }
    case 'formPerson':
      return { ...before, field: chosen('personField', 'editor.fault.chooseField') };
    case 'formDepartmentHead':
      return { ...before, field: chosen('departmentField', 'editor.fault.chooseField') };
    case 'applicantChooses':
    case 'previousChooses': {
      const from = read.list('chooseFrom');
      return { kind: before.kind, multiple: read.check('multiple'), ...(from.length === 0 ? {} : { from }) };
    }
    case 'applicant':
      return before;
    default:
      return before satisfies never;
  }
}

function nodeWithWho({ item }: EditorContext, id: string): StepNode | CcNode | undefined {
  const node = placeOf(item.flow, id)?.node;
  return node?.kind === 'step' || node?.kind === 'cc' ? node : undefined;
}

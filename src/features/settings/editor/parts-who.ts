import type { FormField } from '../../../../cards/kit/form-field.ts';
import type { Selector } from '../../../core/definition.ts';
import { whoText } from '../../shared/who-text.ts';
import { reader, type Reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { whoHolderOf } from './who-holder.ts';
import { faultOf } from './words.ts';

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
const ORDERS = ['bottomUp', 'topDown'] as const;
const MISSING = ['skip', 'up'] as const;

/** Who acts in a step or is told: one line for each way in which they are found (peers.md rows 21-26). */
export function whoPart(context: EditorContext, place: string): Part | undefined {
  const holder = whoHolderOf(context, place);
  if (holder === undefined) return undefined;
  const { t, names } = context;
  return {
    kind: 'list',
    title: holder.title,
    notes: [t('editor.note.who')],
    up: holder.up,
    empty: t('editor.empty.who'),
    rows: holder.selectors.map((selector, index) => {
      const fault = faultOf(context, `${holder.path}[${index}]`);
      return {
        title: whoText([selector], names, t),
        note: t(`editor.option.whoKind.${selector.kind}`),
        part: `selector/${place}/${index}`,
        ...(fault === undefined ? {} : { fault }),
      };
    }),
    links: [{ label: t('editor.add.who'), part: `newWho/${place}`, primary: holder.selectors.length === 0 }],
  };
}

export function newWhoPart(context: EditorContext, place: string): Part | undefined {
  const holder = whoHolderOf(context, place);
  const { t, make } = context;
  if (holder === undefined) return undefined;
  return {
    kind: 'form',
    title: holder.title,
    up: `who/${place}`,
    fields: [make.choice('whoKind', KINDS, 'people')],
    submit: t('button.next'),
    save: values => {
      const fresh = newSelector(reader(values, t).one('whoKind', KINDS, 'people'));
      const plain = fresh.kind === 'applicant';
      return {
        acts: [holder.put([...holder.selectors, fresh])],
        next: plain ? `who/${place}` : `selector/${place}/${holder.selectors.length}`,
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
export function selectorPart(context: EditorContext, place: string, at: string): Part | undefined {
  const holder = whoHolderOf(context, place);
  const index = Number(at);
  const selector = holder?.selectors[index];
  const { t } = context;
  if (holder === undefined || selector === undefined) return undefined;
  const replace = (fresh: readonly Selector[]) =>
    holder.put(holder.selectors.flatMap((each, n) => (n === index ? fresh : [each])));
  return {
    kind: 'form',
    title: t(`editor.option.whoKind.${selector.kind}`),
    notes: [holder.title],
    up: `who/${place}`,
    fields: selectorFields(context, selector),
    acts: { remove: replace([]) },
    next: `who/${place}`,
    save: values => {
      const read = reader(values, t);
      const fresh = readSelector(read, selector);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [replace([fresh])], next: `who/${place}` };
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
      return [make.number('level', selector.level), make.check('strict', selector.strict)];
    case 'departmentHead':
      return [make.number('level', selector.level)];
    case 'managerChain': {
      const { until, order, missing } = selector;
      return [
        make.number('chainLevel', 'level' in until ? until.level : undefined),
        make.number('chainTop', 'top' in until ? until.top : undefined),
        make.select('chainRole', roles, 'role' in until ? until.role : undefined),
        make.people('chainPerson', candidates, 'person' in until ? [until.person] : []),
        make.choice('chainOrder', ORDERS, order),
        make.choice('chainMissing', MISSING, missing),
      ];
    }
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

type Until = Extract<Selector, { kind: 'managerChain' }>['until'];

/** Where a chain of superiors ends: at one of four; what was chosen in two ways is a fault. */
function readUntil(read: Reader, level: (id: string) => number | undefined): Until | undefined {
  const [up, top] = [level('chainLevel'), level('chainTop')];
  const [role, people] = [read.text('chainRole'), read.list('chainPerson')];
  const [person] = people;
  const ends: readonly Until[] = [
    ...(up === undefined ? [] : [{ level: up }]),
    ...(top === undefined ? [] : [{ top }]),
    ...(role === '' ? [] : [{ role }]),
    ...(person === undefined ? [] : [{ person }]),
  ];
  if (ends.length > 1 || people.length > 1) read.fault('chainLevel', 'editor.fault.oneEnd');
  return ends[0];
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
    case 'manager': {
      const { strict: _, ...rest } = before;
      return { ...rest, level: level('level') ?? 1, ...(read.check('strict') ? { strict: true } : {}) };
    }
    case 'departmentHead':
      return { ...before, level: level('level') ?? 1 };
    case 'managerChain':
      return {
        ...before,
        until: readUntil(read, level) ?? before.until,
        order: read.one('chainOrder', ORDERS, before.order),
        missing: read.one('chainMissing', MISSING, before.missing),
      };
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

import type { Visibility } from '../../../core/definition.ts';
import type { Settable } from '../../../core/editing/edit-item.ts';
import { lineOfText, linesOf, reader, textOfLine } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { anonymousText, WHOLE_ITEM } from './words.ts';

/** Name, category, owning department, and the words by which it is found. */
export function basicsPart({ item, make, t }: EditorContext): Part {
  return {
    kind: 'form',
    title: t('editor.part.basics'),
    up: '',
    fields: [
      ...make.both('name', item.name),
      ...make.both('category', item.category),
      ...make.both('department', item.department),
      make.text('synonyms', item.synonyms.join('、'), 300),
    ],
    save: values => {
      const read = reader(values, t);
      const synonyms = read.text('synonyms').split(/[、,，;；\n]+/);
      const set = {
        name: read.both('name'),
        category: read.both('category'),
        department: read.both('department'),
        synonyms: synonyms.map(each => each.trim()).filter(each => each !== ''),
      };
      return saved(read.faults, set);
    },
  };
}

/** 办事指南: what it is, what is needed, what the policy says, what to do once it is approved. */
export function guidePart({ item, make, t }: EditorContext): Part {
  const { guide } = item;
  return {
    kind: 'form',
    title: t('editor.part.guide'),
    notes: [t('editor.note.materials')],
    up: '',
    fields: [
      ...make.both('summary', guide.summary),
      make.long('materials', guide.materials.map(lineOfText).join('\n')),
      ...make.both('policy', guide.policy, true),
      make.long('samples', (guide.samples ?? []).map(lineOfText).join('\n')),
      ...make.both('next', guide.next, true),
    ],
    links: [{ label: t('editor.link.answers'), part: 'answers' }],
    save: values => {
      const read = reader(values, t);
      const policy = read.bothOrNone('policy');
      const next = read.bothOrNone('next');
      const samples = linesOf(read.text('samples')).map(textOfLine);
      const set = {
        guide: {
          summary: read.both('summary'),
          materials: linesOf(read.text('materials')).map(textOfLine),
          ...(policy === undefined ? {} : { policy }),
          ...(samples.length === 0 ? {} : { samples }),
          ...(next === undefined ? {} : { next }),
        },
      };
      return saved(read.faults, set);
    },
  };
}

/** 可见范围: who may apply (peers.md row 63). */
export function visibilityPart(context: EditorContext): Part {
  const { item, make, names, t, departments, roles, candidates } = context;
  const { visibility } = item;
  const some = visibility.kind === 'some' ? visibility : { departments: [], roles: [], people: [] };
  return {
    kind: 'form',
    title: t('editor.part.visibility'),
    up: '',
    notes: item.anonymousIf === undefined ? [] : [anonymousText({ item, names, t })],
    links: [{ label: t('editor.link.anonymous'), part: 'when/anonymous' }],
    fields: [
      make.choice('visible', ['everyone', 'some'], visibility.kind),
      make.several('departments', withMissing(departments, some.departments), some.departments),
      make.several('roles', withMissing(roles, some.roles), some.roles),
      make.people('people', candidates, some.people),
    ],
    save: values => {
      const read = reader(values, t);
      const limited = {
        kind: 'some' as const,
        departments: read.list('departments'),
        roles: read.list('roles'),
        people: read.list('people'),
      };
      const nobody = [limited.departments, limited.roles, limited.people].every(list => list.length === 0);
      const kind = read.one('visible', ['everyone', 'some'], 'everyone');
      if (kind === 'some' && nobody) read.fault('visible', 'editor.fault.nobodySees');
      const set: { readonly visibility: Visibility } = {
        visibility: kind === 'everyone' ? { kind } : limited,
      };
      return saved(read.faults, set);
    },
  };
}

const RESETS = ['day', 'month', 'year', 'never'] as const;

/** 编号: how requests are numbered, and the number of the document that is given at approval (semantics C18). */
export function numbersPart({ item, make, t }: EditorContext): Part {
  return {
    kind: 'form',
    title: t('editor.part.numbers'),
    notes: [t('editor.note.template')],
    up: '',
    fields: [
      make.text('template', item.number.template, 80),
      make.choice('reset', RESETS, item.number.reset),
      make.text('documentTemplate', item.documentNumber?.template ?? '', 80),
      make.choice('documentReset', RESETS, item.documentNumber?.reset ?? 'year'),
    ],
    save: values => {
      const read = reader(values, t);
      if (read.text('template') === '') read.fault('template', 'editor.fault.empty');
      const number = { template: read.text('template'), reset: read.one('reset', RESETS, 'day') };
      const template = read.text('documentTemplate');
      const documentNumber = { template, reset: read.one('documentReset', RESETS, 'year') };
      return template === ''
        ? saved(read.faults, { number }, ['documentNumber'])
        : saved(read.faults, { number, documentNumber });
    },
  };
}

const WITHDRAW = ['untilFirstAction', 'whileRunning', 'never'] as const;
const DEDUPE = ['none', 'consecutive', 'firstOnly'] as const;
const SELF = ['self', 'skip', 'manager', 'departmentHead'] as const;
const NOBODY = ['admin', 'autoPass', 'autoReject', 'blockSubmit', 'people'] as const;

/** What holds for the whole item: times, withdrawing, repeated approvers, what lists show first. */
export function rulesPart({ item, make, t, candidates }: EditorContext): Part {
  const fields = item.fields.map(({ id, label }) => ({ id, label }));
  const named = item.nobody.do === 'people' ? item.nobody.people : [];
  return {
    kind: 'form',
    title: t('editor.part.general'),
    notes: [t('settings.step.timesHint')],
    up: '',
    fields: [
      make.several('summaryFields', fields, item.summary),
      make.duration('itemLimit', item.limit),
      make.duration('returnExpire', item.returnExpire),
      make.choice('withdraw', WITHDRAW, item.withdraw),
      make.number('revokeDays', item.revokeDays),
      make.choice('dedupe', DEDUPE, item.dedupe),
      make.choice('self', SELF, item.self),
      make.choice('nobody', NOBODY, item.nobody.do),
      make.people('nobodyPeople', candidates, named),
      make.check('batchApprove', item.batchApprove),
    ],
    links: [
      { label: t('editor.link.rules'), part: `rules/${WHOLE_ITEM}` },
      { label: t('editor.link.copies'), part: `copies/${WHOLE_ITEM}` },
    ],
    save: values => {
      const read = reader(values, t);
      const limit = read.duration('itemLimit');
      const nobody = read.one('nobody', NOBODY, 'admin');
      const people = read.list('nobodyPeople');
      if (nobody === 'people' && people.length === 0) read.fault('nobodyPeople', 'admin.noPeople');
      if (read.list('summaryFields').length === 0) read.fault('summaryFields', 'editor.fault.chooseField');
      const set = {
        summary: read.list('summaryFields'),
        returnExpire: read.duration('returnExpire') ?? item.returnExpire,
        withdraw: read.one('withdraw', WITHDRAW, item.withdraw),
        revokeDays: read.number('revokeDays', { whole: true, min: 0 }) ?? 0,
        dedupe: read.one('dedupe', DEDUPE, item.dedupe),
        self: read.one('self', SELF, item.self),
        nobody: nobody === 'people' ? { do: nobody, people } : { do: nobody },
        batchApprove: read.check('batchApprove'),
      };
      return limit === undefined ? saved(read.faults, set, ['limit']) : saved(read.faults, { ...set, limit });
    },
  };
}

function saved(
  faults: Readonly<Record<string, { readonly zh: string; readonly en: string }>>,
  values: Partial<Settable>,
  clear: readonly ('limit' | 'documentNumber')[] = [],
): ReturnType<Extract<Part, { kind: 'form' }>['save']> {
  if (Object.keys(faults).length > 0) return { faults };
  return { acts: [{ do: 'set', values, clear }], next: '' };
}

/** What was chosen stays choosable, also where the list does not know it any more. */
function withMissing(options: EditorContext['roles'], chosen: readonly string[]): EditorContext['roles'] {
  const missing = chosen.filter(id => !options.some(option => option.id === id));
  return [...options, ...missing.map(id => ({ id, label: { zh: id, en: id } }))];
}

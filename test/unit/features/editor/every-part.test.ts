import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeAction } from '../../../../cards/kit/action.ts';
import { validateCard } from '../../../../cards/kit/validate.ts';
import { checkItem } from '../../../../config/check-item.ts';
import { projectRoot } from '../../../../config/project-root.ts';
import { loadTexts } from '../../../../config/texts.ts';
import type { ItemDefinition, StepNode } from '../../../../src/core/definition.ts';
import { editItem } from '../../../../src/core/editing/edit-item.ts';
import { controls } from '../../../../src/features/settings/editor/controls.ts';
import type { EditorContext } from '../../../../src/features/settings/editor/part.ts';
import { itemDifference } from '../../../../src/features/settings/editor/item-difference.ts';
import { partOf, SECTIONS } from '../../../../src/features/settings/editor/parts.ts';
import { partCard } from '../../../../src/features/settings/editor/show.ts';
import { faultText, partOfFault } from '../../../../src/features/settings/editor/words.ts';
import { buttonsOf, formOf, textOf } from '../../../support/card-reader.ts';
import { buildItem } from '../../../support/stores-data.ts';
import { auto, branch, copy, delay, step, subrequests } from '../../../support/flow/definition.ts';

const t = loadTexts(join(projectRoot, 'config', 'locales'));
const text = (zh: string) => ({ zh, en: zh });

function contextOf(item: ItemDefinition): EditorContext {
  return {
    item,
    faults: checkItem(item),
    t,
    make: controls(t),
    names: { people: id => id, role: id => text(id) },
    candidates: ['ou_1', 'ou_2'],
    departments: [{ id: 'od_1', label: text('一车间') }],
    roles: [{ id: 'finance', label: text('财务科') }],
    items: [{ id: 'OTHER', label: text('别的事项') }],
    others: [buildItem({ id: 'OTHER' })],
    calendars: [{ id: 'work', label: text('工作日历') }],
  };
}

const base = { required: true, label: text('字段') };
const condition = {
  all: [{ field: 'number', op: '>', value: 3 }, { any: [{ field: 'text', op: 'isEmpty' }] }],
} as const;
/** Every type of field, every kind of node, every way to find people, every rule. */
const everything: Pick<ItemDefinition, 'fields' | 'flow'> = {
  fields: [
    {
      ...base,
      id: 'text',
      type: 'text',
      multiline: true,
      maxLength: 5,
      showIf: condition,
      help: text('提示'),
    },
    { ...base, id: 'number', type: 'number', min: 1, max: 2, integer: true, unit: text('个') },
    { ...base, id: 'amount', type: 'amount', requireIf: condition },
    {
      id: 'sum',
      label: text('合计'),
      type: 'formula',
      formula: { multiply: ['number', 'amount'] },
      result: 'amount',
    },
    { id: 'deep', label: text('深'), type: 'formula', formula: { add: ['number', 3] }, result: 'number' },
    {
      ...base,
      id: 'date',
      type: 'date',
      cutoff: { days: 1, at: '16:00' },
      default: { from: 'today' },
    },
    ...(
      [
        'time',
        'datetime',
        'dateRange',
        'person',
        'people',
        'department',
        'departments',
        'phone',
        'checkbox',
        'connect',
      ] as const
    ).map(type => ({ ...base, id: type, type })),
    {
      ...base,
      id: 'attachment',
      type: 'attachment',
      endings: ['pdf', 'docx'],
      maxBytes: 5 * 1024 * 1024,
      oneForEachRowOf: 'table',
    },
    { ...base, id: 'image', type: 'image', filledBy: 'steps' },
    {
      ...base,
      id: 'select',
      type: 'select',
      options: [{ id: 'a', label: text('甲') }],
      default: { value: 'a' },
    },
    { ...base, id: 'multiselect', type: 'multiselect', options: [{ id: 'a', label: text('甲') }] },
    { ...base, id: 'table', type: 'table', columns: [{ id: 'c1', label: text('列'), type: 'number' }] },
  ],
  flow: [
    step(
      's1',
      [
        { kind: 'people', people: ['ou_1'] },
        { kind: 'role', role: 'finance' },
        { kind: 'applicant' },
        { kind: 'manager', level: 1 },
        { kind: 'managerChain', until: { level: 2 }, order: 'bottomUp', missing: 'up' },
        { kind: 'departmentHead', level: 1 },
        { kind: 'formPerson', field: 'person' },
        { kind: 'formDepartmentHead', field: 'department' },
        { kind: 'applicantChooses', multiple: true },
      ],
      {
        method: { kind: 'sequence' },
        limit: { amount: 1, unit: 'wd' },
        limitField: 'date',
        fields: { text: 'edit', amount: 'hide' },
        self: 'manager',
        requires: { opinion: true },
        respond: { amount: 2, unit: 'wh' },
        mustAct: true,
        orDedup: true,
        nobody: { do: 'people', people: ['ou_2'] },
        cc: { start: [{ kind: 'role', role: 'finance' }], end: [{ kind: 'people', people: ['ou_1'] }] },
        feedback: {
          every: { field: 'select', options: { a: { amount: 1, unit: 'wd' } } },
          limit: { amount: 4, unit: 'wh' },
        },
        rules: (
          [
            'remind',
            'remindManager',
            'escalate',
            'transfer',
            'notifyAdmins',
            'autoApprove',
            'autoReject',
          ] as const
        ).map(what => ({
          id: what,
          at: { amount: -1, unit: 'h' },
          do: what,
          ...(what === 'remind' ? { to: { kind: 'applicant' } as const, urgent: true } : {}),
          ...(what === 'transfer' ? { to: { kind: 'role', role: 'finance' } as const } : {}),
          ...(what === 'autoApprove' ? { expressly: true } : {}),
        })),
      },
    ),
    branch(
      'fork',
      'exclusive',
      {
        big: [
          step('s2', [{ kind: 'previousChooses', multiple: false }], {
            feedback: { every: { amount: 1, unit: 'wd' }, limit: { amount: 2, unit: 'wd' } },
          }),
          step('s3', [{ kind: 'people', people: ['ou_1', 'ou_2'] }], {
            method: {
              kind: 'vote',
              pass: { weightPercent: 60, weights: { ou_1: 2, ou_2: 1 } },
              abstain: 'exclude',
            },
          }),
          step(
            's4',
            [
              { kind: 'manager', level: 2, strict: true },
              { kind: 'managerChain', until: { role: 'finance' }, order: 'topDown', missing: 'skip' },
              { kind: 'managerChain', until: { person: 'ou_1' }, order: 'bottomUp', missing: 'up' },
              { kind: 'managerChain', until: { top: 2 }, order: 'bottomUp', missing: 'up' },
            ],
            { method: { kind: 'sequence' } },
          ),
        ],
        rest: [],
      },
      { big: condition },
    ),
    auto('auto', 'reject'),
    delay('delay', '2h'),
    copy('copy', 'ou_1'),
    subrequests('subs', 'OTHER'),
  ],
};

const FIXED = 'never changes';
/** Where each key of an item is changed. */
const ITEM_PARTS = {
  id: FIXED,
  version: FIXED,
  name: 'basics',
  category: 'basics',
  department: 'basics',
  synonyms: 'basics',
  guide: 'guide',
  anonymousIf: 'when/anonymous',
  visibility: 'visibility',
  fields: 'fields',
  summary: 'general',
  flow: 'flow',
  respond: 'times',
  limit: 'general',
  limitField: 'dates',
  sameDay: 'dates',
  promisedUntil: 'dates',
  expiry: 'dates',
  bookings: 'bookings',
  answers: 'answers',
  supervision: 'times',
  extension: 'extension',
  rules: 'rules/$item',
  urgent: 'times',
  calendar: 'times',
  number: 'numbers',
  documentNumber: 'numbers',
  withdraw: 'general',
  revokeDays: 'general',
  returnExpire: 'general',
  dedupe: 'general',
  self: 'general',
  nobody: 'general',
  cc: 'copies/$item',
  batchApprove: 'general',
  archive: 'archive',
  offersDelegation: 'dates',
} as const satisfies Readonly<Record<keyof ItemDefinition, string>>;
/** The same of a step. */
const STEP_PARTS = {
  kind: FIXED,
  id: FIXED,
  name: 'node/s1',
  act: 'node/s1',
  method: 'node/s1',
  who: 'who/s1',
  self: 'more/s1',
  nobody: 'more/s1',
  onReject: 'node/s1',
  return: 'node/s1',
  allow: 'node/s1',
  requires: 'node/s1',
  fields: 'rights/s1',
  mustAct: 'more/s1',
  orDedup: 'more/s1',
  cc: 'copies/s1',
  respond: 'node/s1',
  limit: 'node/s1',
  limitField: 'node/s1',
  feedback: 'feedback/s1',
  rules: 'rules/s1',
} as const satisfies Readonly<Record<keyof StepNode, string>>;

const OPTIONAL_OF_ITEM = [
  'anonymousIf',
  'respond',
  'limitField',
  'sameDay',
  'promisedUntil',
  'expiry',
  'bookings',
  'answers',
  'supervision',
  'extension',
  'rules',
  'urgent',
  'calendar',
  'documentNumber',
  'cc',
  'archive',
  'offersDelegation',
] as const;
const OPTIONAL_OF_STEP = [
  'self',
  'nobody',
  'requires',
  'fields',
  'mustAct',
  'orDedup',
  'cc',
  'respond',
  'limit',
  'limitField',
  'feedback',
] as const;

/** Every part that can be reached from the sections by the buttons of the cards, with its card. */
function crawl(context: EditorContext) {
  const seen = new Map<string, ReturnType<typeof partCard>>();
  const open = SECTIONS.map(String);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const part = partOf(context, name);
    if (part === undefined || seen.has(name)) continue;
    const card = partCard(context, name, part);
    seen.set(name, card);
    for (const { action } of buttonsOf(card)) if (action?.a === 'edit.open') open.push(action.part);
  }
  return seen;
}

const both = (zh: string) => ({ zh, en: zh });

const odd = (words: string) =>
  /\b(editor|admin|settings)\.[a-zA-Z.]+\b|[{}]|undefined|NaN/.test(words.replaceAll(/\{[A-Z:0-9]+\}/g, ''));

describe('every part of the item editor', () => {
  const item: ItemDefinition = {
    ...buildItem({ id: 'ALL', version: 1 }),
    ...everything,
    guide: {
      summary: both('说明'),
      materials: [both('合同')],
      policy: both('政策'),
      samples: [both('范例')],
      next: both('领取'),
    },
    summary: ['text'],
    promisedUntil: 's1',
    anonymousIf: { field: 'checkbox', op: '==', value: true },
    cc: { start: [{ kind: 'role', role: 'finance' }], hide: ['amount'] },
    bookings: [
      { id: 'car', what: 'select', period: 'dateRange', from: 'time' },
      { id: 'driver', what: 'person', period: 'dateRange' },
    ],
    answers: {
      field: 'text',
      known: [{ question: both('怎么办？'), answer: both('这样办。'), words: ['怎么', '如何'] }],
    },
    offersDelegation: { period: 'dateRange', agent: 'person' },
    extension: { item: 'OTHER', form: { amount: 'amount', reason: '$reason' } },
    rules: [
      { id: 'soon', at: { amount: -1, unit: 'wd' }, do: 'remind' },
      { id: 'late', at: { amount: 1, unit: 'wd' }, do: 'escalate', mode: 'add', level: 2 },
      { id: 'pass', at: { amount: 3, unit: 'wd' }, do: 'autoApprove', expressly: true },
    ],
    respond: { amount: 2, unit: 'wh' },
    limitField: 'date',
    sameDay: { before: '15:00', otherwise: '12:00' },
    documentNumber: { template: '{YYYY}-{SEQ:3}', reset: 'year' },
    urgent: true,
    calendar: 'work',
    supervision: {
      stages: [
        { id: 'soon', at: { amount: -3, unit: 'wd' }, up: 1 },
        {
          id: 'late',
          at: { amount: 1, unit: 'wd' },
          up: 2,
          also: [{ kind: 'role', role: 'finance' }],
          repeat: { every: { amount: 1, unit: 'wd' }, max: 5 },
        },
      ],
    },
    archive: { title: both('审批表'), send: ['pdf', 'docx'] },
    expiry: {
      field: 'dateRange',
      remind: [
        { amount: -3, unit: 'wd' },
        { amount: 0, unit: 'wh' },
      ],
      also: [{ kind: 'role', role: 'finance' }],
    },
  };
  const context = contextOf(item);
  const cards = crawl(context);

  test('is reached from the overview, and is a card that Lark takes, with words for everything', () => {
    expect(cards.size).toBeGreaterThan(140);
    for (const [name, card] of cards) {
      expect([name, validateCard(card)]).toEqual([name, []]);
      for (const language of ['zh', 'en'] as const)
        expect([name, odd(textOf(card, language))]).toEqual([name, false]);
    }
  });

  test('saved as it stands changes nothing', () => {
    for (const [name, card] of cards) {
      const part = partOf(context, name);
      if (
        part?.kind !== 'form' ||
        /^new|rule-of\/(\d,)*(new|group)|(stage|answer|booking)\/\$?new/.test(name)
      )
        continue;
      const saved = part.save(formOf(card).values);
      expect([name, 'faults' in saved ? saved.faults : {}]).toEqual([name, {}]);
      if ('faults' in saved) continue;
      for (const act of saved.acts) {
        const edited = editItem(item, act);
        expect([name, edited.refused === undefined ? edited.item : edited.refused]).toEqual([name, item]);
      }
    }
  });

  test('saved empty is refused beside its fields, or leaves a draft whose faults have words and a place to mend them', () => {
    for (const [name] of cards) {
      const part = partOf(context, name);
      if (part?.kind !== 'form') continue;
      const saved = part.save({});
      if ('faults' in saved) {
        const ids = part.fields.map(({ id }) => id);
        expect([name, Object.keys(saved.faults).filter(id => !ids.includes(id))]).toEqual([name, []]);
        continue;
      }
      let changed = item;
      for (const act of saved.acts) {
        const edited = editItem(changed, act);
        if (edited.refused === undefined) changed = edited.item;
      }
      const after = contextOf(changed);
      for (const fault of after.faults) {
        expect([name, odd(faultText(after, fault).zh), odd(faultText(after, fault).en)]).toEqual([
          name,
          false,
          false,
        ]);
        const where = partOfFault(after, fault.path);
        expect([name, fault.path, where === '' || partOf(after, where) !== undefined]).toEqual([
          name,
          fault.path,
          true,
        ]);
      }
    }
  });

  test('there is a part for every key that a file can have: a key without one does not compile', () => {
    for (const part of [...Object.values(ITEM_PARTS), ...Object.values(STEP_PARTS)])
      if (part !== FIXED) expect([part, cards.has(part)]).toEqual([part, true]);
  });

  test('whatever is taken away stands in the difference in words of its own', () => {
    const [first, ...others] = item.flow;
    if (first?.kind !== 'step') throw new Error('the flow begins with a step');
    const without: readonly (readonly [string, ItemDefinition])[] = [
      ...OPTIONAL_OF_ITEM.map(key => {
        const { [key]: _, ...rest } = item;
        return [key, rest] as const;
      }),
      ...OPTIONAL_OF_STEP.map(key => {
        const { [key]: _, ...rest } = first;
        return [`flow.${key}`, { ...item, flow: [rest, ...others] }] as const;
      }),
    ];
    for (const [key, less] of without) {
      const lines = itemDifference(item, less, context.names, t);
      expect([key, lines.length]).not.toEqual([key, 0]);
      expect([key, lines.filter(({ after }) => after.zh === t('editor.said.more').zh)]).toEqual([key, []]);
    }
  });

  test('says only what the codec of buttons knows', () => {
    for (const [, card] of cards)
      for (const { action } of buttonsOf(card)) expect(decodeAction({ ...action, v: 1 })).toEqual(action);
  });
});

import { attachedCard, notAttachedCard, placeFileCard } from '../../cards/attached.ts';
import { behalfConfirmCard, behalfStateCard } from '../../cards/behalf.ts';
import type { Card } from '../../cards/kit/element.ts';
import { FIELD_PROBLEMS } from '../../cards/kit/form-field.ts';
import type { TableValue } from '../../cards/kit/facts.ts';
import type { FieldFault, FormField } from '../../cards/kit/form-field.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { requestFormCard } from '../../cards/request-form.ts';
import { tableReadCard } from '../../cards/table-read.ts';
import { pasteCard, tableRowCard } from '../../cards/table-row.ts';
import { tableRowsCard } from '../../cards/table-rows.ts';
import { both, sampleFacts, times } from './card-samples.ts';
import type { Filling } from './card-samples.ts';

/** One field of every kind, over and over, with the text typed into it, right or wrong. */
export function sampleFields(fill: Filling, count: number, faulty = true): readonly FormField[] {
  const options = times(fill.rows, index => ({ id: `o${index}`, label: both(fill) }));
  const candidates = times(fill.rows, index => `ou_${index}`);
  const kinds: readonly ((base: Base) => FormField)[] = [
    base => ({ ...base, kind: 'text', value: fill.text, maxLength: 5000 }),
    base => ({ ...base, kind: 'multiline', value: fill.text }),
    base => ({ ...base, kind: 'number', value: fill.text, unit: both(fill) }),
    base => ({ ...base, kind: 'amount', value: fill.text }),
    base => ({ ...base, kind: 'phone', value: fill.text }),
    base => ({ ...base, kind: 'select', options, value: fill.text }),
    base => ({ ...base, kind: 'multiselect', options, value: ['o0', fill.text] }),
    base => ({ ...base, kind: 'person', candidates, value: 'ou_gone' }),
    base => ({ ...base, kind: 'people', candidates, value: ['ou_gone', 'ou_1'] }),
    base => ({ ...base, kind: 'department', options, value: `o${fill.rows - 1}` }),
    base => ({ ...base, kind: 'departments', options, value: options.slice(-2).map(option => option.id) }),
    base => ({ ...base, kind: 'date', value: fill.text }),
    base => ({ ...base, kind: 'time', value: '09:30' }),
    base => ({ ...base, kind: 'datetime', value: '2026-11-22T09:30' }),
    base => ({ ...base, kind: 'dateRange', value: { from: '2026-11-22', to: fill.text } }),
    base => ({ ...base, kind: 'checkbox', value: true }),
    base => ({ ...base, kind: 'formula', value: both(fill) }),
    base => ({ ...base, kind: 'table', draft: 'D1', value: sampleTable(fill), faults: cellFaults(fill) }),
    base => ({ ...base, kind: 'files', draft: 'D1', files: sampleFiles(fill), max: 5 }),
    base => ({
      ...base,
      kind: 'select',
      options,
      find: {
        action: { a: 'form.search', draft: `D${base.id}` },
        of: 'options',
        found: base.id.length % 2,
        ...(base.required ? { words: fill.text } : {}),
      },
    }),
  ];
  return times(count, index => {
    const problem = faulty ? FIELD_PROBLEMS[index % (FIELD_PROBLEMS.length + 1)] : undefined;
    const base: Base = {
      id: `field${index}`,
      label: both(fill),
      help: both(fill),
      required: index % 2 === 0,
      ...(problem === undefined ? {} : { fault: { problem, limit: 3 } }),
    };
    const make = kinds[index % kinds.length];
    return make === undefined ? { ...base, kind: 'text' } : make(base);
  });
}

/** A detail table with this text in its cells. */
export function sampleTable(fill: Filling, field = 'rows'): TableValue {
  return {
    kind: 'table',
    rows: times(fill.rows, () => [
      { kind: 'text', text: fill.text },
      { kind: 'amount', amount: '12.50' },
    ]),
    sums: [{ label: both(fill), value: { kind: 'amount', amount: '80000.00' } }],
    more: { a: 'rows.open', request: 'R1', field },
  };
}

export function sampleFiles(fill: Filling) {
  return times(fill.rows, index => ({ key: `k${index}`, name: fill.text, size: 1_500_000 }));
}

function cellFaults(fill: Filling): readonly FieldFault[] {
  return FIELD_PROBLEMS.map((problem, index) => ({ problem, limit: 2, row: index + 1, column: both(fill) }));
}

type Base = Pick<FormField, 'id' | 'label' | 'help' | 'required' | 'fault'> & { readonly id: string };

function sampleTables(fill: Filling, t: Texts): Record<string, Card> {
  const at = { draft: 'D1', field: 'rows' } as const;
  const value = sampleTable(fill);
  const faults = cellFaults(fill);
  const head = { item: both(fill), label: both(fill) };
  const place = { ...at, ...head };
  const file = { key: 'k1', name: fill.text };
  const behalf = {
    draft: 'D1',
    item: both(fill),
    clerk: fill.text,
    applicant: fill.text,
    facts: sampleFacts(fill),
  };
  const read = {
    ...at,
    ...head,
    first: [[{ label: both(fill), value: { kind: 'text', text: fill.text } }]] as const,
    count: fill.rows,
    leftOut: times(fill.rows, () => fill.text),
    faults,
  };
  return {
    'rows of a draft': tableRowsCard({ ...head, value, edit: { ...at, faults, max: 1000 } }, t),
    'rows of a draft, full': tableRowsCard({ ...head, value, edit: { ...at, faults, max: 1 }, page: 2 }, t),
    'rows of a request': tableRowsCard({ ...head, value, read: { request: 'R1', field: 'rows' } }, t),
    'a row': tableRowCard({ ...at, ...head, of: 3, row: 1, cells: sampleFields(fill, 5) }, t),
    'a new row': tableRowCard({ ...at, ...head, of: 3, cells: sampleFields(fill, 2, false) }, t),
    'lines to paste': pasteCard({ ...at, ...head, columns: [both(fill)] }, t),
    'lines that were refused': pasteCard(
      { ...at, ...head, columns: [both(fill)], typed: fill.text, fault: both(fill) },
      t,
    ),
    'to confirm for oneself': behalfConfirmCard({ ...behalf, at: 5 }, t),
    ...Object.fromEntries(
      (['asked', 'refused', 'refusedByMe', 'ended'] as const).map(state => [
        `for another: ${state}`,
        behalfStateCard({ ...behalf, state, reason: fill.text }, t),
      ]),
    ),
    attached: attachedCard({ place, file: { ...file, size: 1_234_567 }, count: 2, max: 5 }, t),
    'not attached': notAttachedCard({ file, places: times(fill.rows, () => place), why: both(fill) }, t),
    'where a file belongs': placeFileCard(
      { file: { ...file, name: '' }, places: times(fill.rows, index => ({ ...place, field: `f${index}` })) },
      t,
    ),
    'lines that were read': tableReadCard({ ...read, before: 0 }, t),
    'a file that was read': tableReadCard({ ...read, before: 3, file: fill.text, faults: [] }, t),
  };
}

export function sampleForms(fill: Filling, t: Texts): Record<string, Card> {
  const item = { id: 'SBZL', name: both(fill) };
  const fields = sampleFields(fill, Math.max(20, fill.rows));
  return {
    form: requestFormCard({ draft: 'D1', item, fields, part: 1 }, t),
    'form, first fault': requestFormCard({ draft: 'D1', item, fields, saved: true }, t),
    'form for another': requestFormCard(
      { draft: 'D1', item, fields: [], forWhom: fill.text, mayForOthers: true },
      t,
    ),
    'form, last part': requestFormCard({ draft: 'D1', item, fields, part: 999 }, t),
    ...sampleTables(fill, t),
    'form, no fields': requestFormCard({ draft: 'D1', item, fields: [] }, t),
    'form, returned': requestFormCard(
      { draft: 'D1', item, number: 'N-1', returned: { by: fill.text, reason: fill.text }, fields, part: 2 },
      t,
    ),
  };
}

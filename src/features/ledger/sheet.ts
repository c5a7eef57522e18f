import { formatValue } from '../../../cards/kit/format.ts';
import type { LedgerState } from '../../application/ports-ledger.ts';
import type { DirectoryPart } from '../../application/ports.ts';
import type { Sheet, SheetCell, SheetRow } from '../../application/ports-files.ts';
import type { Field, ItemDefinition } from '../../core/definition.ts';
import { promisedFor } from '../../core/due-times.ts';
import { shownApplicant } from '../../core/request.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { factValue } from '../shared/facts.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { nameOf } from '../shared/people.ts';

type Words = Pick<FeatureDeps, 'texts' | 'language'>;

const COLUMNS = [
  ['number', 22],
  ['documentNumber', 22],
  ['applicant', 12],
  ['department', 18],
  ['submittedAt', 17],
  ['dueAt', 17],
  ['endedAt', 17],
  ['status', 10],
] as const;

/** The head of an item's ledger: what every request has, then the item's fields as they are now, then the opinions. */
export function ledgerSheet({ texts, language }: Words, item: ItemDefinition): Sheet {
  const own = COLUMNS.map(([key]) => texts(`ledger.column.${key}`)[language]);
  return {
    name: item.name[language],
    head: [
      ...own,
      ...item.fields.map(({ label }) => label[language]),
      texts('ledger.column.opinions')[language],
    ],
    widths: [...COLUMNS.map(([, width]) => width), ...item.fields.map(() => 18), 60],
  };
}

/** One request as a row. Fields that its version of the item did not have stay empty. */
export function ledgerRow(
  deps: Words,
  item: ItemDefinition,
  part: DirectoryPart,
  timeOf: (at: number) => string,
  state: LedgerState,
): SheetRow {
  const { texts, language } = deps;
  const time = (at: number | undefined): SheetCell => (at === undefined ? null : timeOf(at));
  // A ledger is read by many: who wanted to stay unknown stays so, and so does where they belong (services.md E14).
  const department =
    state.anonymous === true
      ? undefined
      : (state.departmentId ?? part.people[state.applicant]?.departmentIds[0]);
  return [
    state.number,
    state.documentNumber ?? null,
    nameOf(part, shownApplicant(state)),
    department === undefined ? null : (part.departments[department]?.name ?? department),
    time(state.submittedAt),
    time(promisedFor(state)),
    time(state.endedAt),
    texts(`status.${state.status}`)[language],
    ...item.fields.map(field => fieldCell(deps, field, state, part)),
    opinions(deps, item, part, timeOf, state),
  ];
}

/** Numbers and amounts that a sheet can add up are numbers; everything else is words. */
function fieldCell(deps: Words, field: Field, state: LedgerState, part: DirectoryPart): SheetCell {
  const value = factValue(field, state.form[field.id], part);
  if (value.kind === 'none') return null;
  if (value.kind === 'number') return value.number;
  if (value.kind === 'amount') {
    // More digits than a sheet's number holds would be rounded: they stay words.
    const digits = value.amount.replaceAll(/\D/g, '');
    return digits.length <= 15 && /^-?\d+(\.\d+)?$/.test(value.amount) ? Number(value.amount) : value.amount;
  }
  return formatValue(value, deps.texts)[deps.language];
}

const DECIDED: Readonly<Record<string, string>> = {
  APPROVED: 'timeline.approved',
  REJECTED: 'timeline.rejected',
  RETURNED: 'timeline.returned',
  ABSTAINED: 'timeline.abstained',
};

function opinions(
  { texts, language }: Words,
  item: ItemDefinition,
  part: DirectoryPart,
  timeOf: (at: number) => string,
  { tasks }: LedgerState,
): string {
  return tasks
    .flatMap(task => {
      const act = DECIDED[task.status];
      if (act === undefined || task.endedAt === undefined) return [];
      const words = [
        nodeName(item, task.nodeId)[language],
        nameOf(part, task.actor),
        texts(task.handled === true ? 'timeline.handled' : act)[language],
        task.opinion ?? '',
        timeOf(task.endedAt),
      ];
      return [words.filter(word => word !== '').join(' ')];
    })
    .join('\n');
}

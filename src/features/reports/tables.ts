import type { Text, Texts } from '../../../cards/kit/texts.ts';
import type { ReportCell, ReportTable } from '../../../cards/report-table.ts';
import {
  addsNothing,
  type RequestSums,
  requestFigures,
  type TaskSums,
  taskFigures,
  usedShare,
} from '../../core/reports/figures.ts';
import type { Report } from './gather.ts';
import type { ReportNames } from './names.ts';
import { periodText } from './period-text.ts';

/** The tables of a report by what they are about; a card shows some of them in part, a file all of them. */
export function tablesOf(report: Report, names: ReportNames, t: Texts) {
  const { accounts } = report;
  const nameOf = accounts.by === 'itemId' ? names.item : names.department;
  return {
    accounts: table(
      t,
      'accounts',
      [accounts.by, 'opening', 'submitted', 'ended', 'closing'],
      accounts.lines.map(line => [
        text(nameOf(line.key)),
        ...[line.opening, line.submitted, line.ended, line.closing].map(count),
      ]),
    ),
    items: requestTable(t, 'items', report.byItem, key => names.item(key)),
    departments: requestTable(t, 'departments', report.byDepartment, key => names.department(key)),
    months: table(
      t,
      'months',
      ['month', 'submitted', ...REQUEST_COLUMNS],
      report.months.map(({ period, submitted, sums }) => [
        text(periodText(period, t)),
        count(submitted),
        ...requestCells(sums),
      ]),
    ),
    steps: table(
      t,
      'steps',
      ['step', ...TASK_COLUMNS, 'hint'],
      report.steps.map(sums => [
        text(names.step(sums.key)),
        ...taskCells(sums),
        text(addsNothing(sums) ? t('report.hint.addsNothing') : { zh: '', en: '' }),
      ]),
    ),
    people: table(
      t,
      'people',
      ['person', ...TASK_COLUMNS],
      report.people.map(sums => [text(names.person(sums.key)), ...taskCells(sums)]),
    ),
    uses: table(
      t,
      'uses',
      ['departmentId', 'people', 'applied', 'usedShare', 'submitted'],
      report.uses.map(use => [
        text(names.department(use.key)),
        count(use.people),
        count(use.applied),
        share(usedShare(use)),
        count(use.submitted),
      ]),
    ),
    held: table(
      t,
      'held',
      ['person', 'open', 'late'],
      report.held.map(({ key, open, late }) => [text(names.person(key)), count(open), count(late)]),
    ),
    late: table(
      t,
      'late',
      ['person', 'number', 'step', 'dueAt', 'departmentId', 'hint'],
      report.late.rows.map(row => [
        text(names.person(row.actor)),
        text({ zh: row.number, en: row.number }),
        text(names.step(`${row.itemId}/${row.nodeId}`)),
        { kind: 'instant', at: row.dueAt },
        text(names.department(row.departmentId)),
        text(row.dueAt >= report.since ? t('report.newlyLate') : { zh: '', en: '' }),
      ]),
      report.late.total,
    ),
    uncleared: table(
      t,
      'uncleared',
      ['number', 'itemId', 'applicant', 'departmentId', 'submittedAt', 'dueAt'],
      report.uncleared.rows.map(row => [
        text({ zh: row.number, en: row.number }),
        text(names.item(row.itemId)),
        text(names.person(row.applicant)),
        text(names.department(row.departmentId)),
        { kind: 'instant', at: row.submittedAt },
        row.dueAt === undefined
          ? { kind: 'number', as: 'count', value: undefined }
          : { kind: 'instant', at: row.dueAt },
      ]),
      report.uncleared.total,
    ),
  } satisfies Readonly<Record<string, ReportTable>>;
}

export type ReportTables = ReturnType<typeof tablesOf>;

const REQUEST_COLUMNS = [
  'ended',
  'promised',
  'actual',
  'ahead',
  'lateShare',
  'firstPassShare',
  'returnedShare',
] as const;
const TASK_COLUMNS = ['done', 'days', 'lateShare', 'objectedShare'] as const;

function requestTable(
  t: Texts,
  name: 'items' | 'departments',
  lines: readonly RequestSums[],
  nameOf: (key: string) => Text,
): ReportTable {
  const first = name === 'items' ? 'itemId' : 'departmentId';
  return table(
    t,
    name,
    [first, ...REQUEST_COLUMNS],
    lines.map(sums => [text(nameOf(sums.key)), ...requestCells(sums)]),
  );
}

function table(
  t: Texts,
  name: string,
  columns: readonly string[],
  rows: readonly (readonly ReportCell[])[],
  total = rows.length,
): ReportTable {
  return {
    title: t(`report.table.${name}`),
    head: columns.map(column => t(`report.column.${column}`)),
    rows,
    total,
  };
}

function requestCells(sums: RequestSums): readonly ReportCell[] {
  const { ended, promised, actual, ahead, lateShare, firstPassShare, returnedShare } = requestFigures(sums);
  return [
    count(ended),
    days(promised),
    days(actual),
    days(ahead),
    share(lateShare),
    share(firstPassShare),
    share(returnedShare),
  ];
}

function taskCells(sums: TaskSums): readonly ReportCell[] {
  const figures = taskFigures(sums);
  return [count(figures.done), days(figures.days), share(figures.lateShare), share(figures.objectedShare)];
}

function text(words: Text): ReportCell {
  return { kind: 'text', text: words };
}
function count(value: number): ReportCell {
  return { kind: 'number', as: 'count', value };
}
function days(value: number | undefined): ReportCell {
  return { kind: 'number', as: 'days', value };
}
function share(value: number | undefined): ReportCell {
  return { kind: 'number', as: 'share', value };
}

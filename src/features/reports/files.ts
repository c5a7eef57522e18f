import { cellText, type ReportCell, type ReportTable } from '../../../cards/report-table.ts';
import type { PrintBlock, PrintDocument, Sheet, SheetCell, SheetRow } from '../../application/ports-files.ts';
import type { ReportDeps } from './deps.ts';
import type { Drawn } from './draw.ts';

type Report = Extract<Drawn, { kind: 'report' }>;

/** The report as a file in the service's own language, ready to send. */
export async function fileOf(
  deps: ReportDeps,
  report: Report,
  as: 'xlsx' | 'pdf',
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { view } = report;
  const name = `${deps.say(deps.texts(`report.title.${view.report}`))} ${view.query.from}_${view.query.to}.${as}`;
  const bytes =
    as === 'pdf'
      ? await deps.files.pdf(printOf(deps, report))
      : await deps.files.xlsx(sheetOf(deps, report), rowsOf(deps, report));
  return { name, bytes };
}

function heading(deps: ReportDeps, { view, scope }: Report): string {
  const title = deps.say(deps.texts(`report.title.${view.report}`));
  return [title, deps.say(view.period), ...(scope === undefined ? [] : [deps.say(scope)])].join(' · ');
}

function tablesOf({ view }: Report): readonly ReportTable[] {
  return Object.values(view.all).filter(({ rows }) => rows.length > 0);
}

const FIRST_COLUMN = 34;
const COLUMNS = 9;

function sheetOf(deps: ReportDeps, report: Report): Sheet {
  return {
    name: deps.say(deps.texts(`report.title.${report.view.report}`)),
    head: [heading(deps, report)],
    widths: [FIRST_COLUMN, ...Array.from({ length: COLUMNS - 1 }, () => 16)],
  };
}

/** The figures, then every table under its title and its columns' names, one below the other. */
async function* rowsOf(deps: ReportDeps, report: Report): AsyncGenerator<readonly SheetRow[]> {
  const { say, texts: t } = deps;
  yield report.view.figures.map(
    ({ label, value, last, as }): SheetRow => [
      say(label),
      sheetCell({ kind: 'number', as, value }, deps),
      ...(last === undefined
        ? []
        : [say(t('report.lastValue')), sheetCell({ kind: 'number', as, value: last }, deps)]),
    ],
  );
  for (const table of tablesOf(report)) {
    yield [[], [say(table.title)], table.head.map(say)];
    yield table.rows.map(row => row.map(cell => sheetCell(cell, deps)));
  }
}

/** Numbers stay numbers: days with two places, shares in per cent. */
function sheetCell(cell: ReportCell, deps: ReportDeps): SheetCell {
  if (cell.kind !== 'number') return deps.say(cellText(cell, deps));
  if (cell.value === undefined) return null;
  if (cell.as === 'share') return Math.round(cell.value * 1000) / 10;
  return Math.round(cell.value * 100) / 100;
}

function printOf(deps: ReportDeps, report: Report): PrintDocument {
  const { say, texts: t } = deps;
  const { view } = report;
  return {
    title: heading(deps, report),
    footer: heading(deps, report),
    blocks: [
      {
        kind: 'title',
        text: say(t(`report.title.${view.report}`)),
        below: [say(view.period), ...(report.scope === undefined ? [] : [say(report.scope)])].join(' · '),
      },
      {
        kind: 'facts',
        facts: view.figures.map(({ label, value, as }) => ({
          label: say(label),
          value: { text: say(cellText({ kind: 'number', as, value }, deps)) },
        })),
      },
      ...tablesOf(report).flatMap(table => printTable(deps, table)),
      {
        kind: 'note',
        text: say(t('report.asOf', { at: cellText({ kind: 'instant', at: view.asOf }, deps) })),
      },
    ],
  };
}

function printTable(deps: ReportDeps, table: ReportTable): readonly PrintBlock[] {
  const more = table.total - table.rows.length;
  return [
    { kind: 'heading', text: deps.say(table.title) },
    {
      kind: 'table',
      head: table.head.map(deps.say),
      rows: table.rows.map(row => row.map(cell => ({ text: deps.say(cellText(cell, deps)) }))),
      shares: table.head.map((_, n) => (n === 0 ? 2 : 1)),
    },
    ...(more > 0 ? [{ kind: 'note' as const, text: deps.say(deps.texts('report.more', { n: more })) }] : []),
  ];
}

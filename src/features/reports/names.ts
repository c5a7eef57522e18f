import { same, type Text } from '../../../cards/kit/texts.ts';
import type { Scope } from '../../application/ports-reports.ts';
import { ANONYMOUS } from '../../core/request.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { nameOf } from '../shared/people.ts';
import type { Report } from './gather.ts';

/** What the keys of a report are called. */
export interface ReportNames {
  readonly item: (id: string) => Text;
  /** Of `<item>/<step>`. */
  readonly step: (key: string) => Text;
  readonly person: (id: string) => Text;
  readonly department: (id: string) => Text;
}

/** Loads the names of everything that a report speaks of; what is not known any more is called by its id. */
export async function namesFor(
  deps: Pick<FeatureDeps, 'stores' | 'directory' | 'texts'>,
  report: Report,
  scope: Scope,
): Promise<ReportNames> {
  const { byDepartment, accounts, people, held, late, uncleared, uses } = report;
  const departmentRows = [
    ...byDepartment,
    ...uses,
    ...(accounts.by === 'departmentId' ? accounts.lines : []),
  ];
  const [live, part] = await Promise.all([
    deps.stores.items.live(),
    deps.directory.around({
      people: unique([
        ...[...people, ...held].map(({ key }) => key),
        ...late.rows.map(({ actor }) => actor),
        ...uncleared.rows.map(({ applicant }) => applicant).filter(id => id !== ANONYMOUS),
      ]),
      departments: unique([
        ...departmentRows.map(({ key }) => key),
        ...[...late.rows, ...uncleared.rows].map(({ departmentId }) => departmentId),
        ...(scope.departments ?? []),
      ]),
    }),
  ]);
  const items = new Map(live.map(({ definition }) => [definition.id, definition]));
  const item = (id: string): Text => items.get(id)?.name ?? same(id);
  return {
    item,
    step: key => {
      const [itemId = '', nodeId = ''] = key.split('/');
      const definition = items.get(itemId);
      const node = definition === undefined ? same(nodeId) : nodeName(definition, nodeId);
      const of = item(itemId);
      return { zh: `${of.zh} · ${node.zh}`, en: `${of.en} · ${node.en}` };
    },
    person: id => same(nameOf(part, id)),
    department: id =>
      id === '' ? deps.texts('report.noDepartment') : same(part.departments[id]?.name ?? id),
  };
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].filter(id => id !== '');
}

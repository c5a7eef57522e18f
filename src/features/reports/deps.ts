import type { ProjectFacts } from '../../application/project-facts.ts';
import type { ReportStore } from '../../application/ports-reports.ts';
import type { Text } from '../../core/definition.ts';
import type { WorkingCalendar } from '../../core/working-calendar.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/** What reports need besides what every feature is given. */
export interface ReportDeps extends FeatureDeps {
  readonly facts: ReportStore;
  readonly project: ProjectFacts;
  readonly calendar: WorkingCalendar;
  /** The service's own language: for charts and files, which have room for one. */
  readonly say: (text: Text) => string;
}

import { createProjectFacts } from '../application/project-facts.ts';
import type { ReportStore } from '../application/ports-reports.ts';
import type { Feature } from '../application/router.ts';
import type { WorkingCalendars } from '../application/working-calendars.ts';
import type { Text } from '../core/definition.ts';
import { createReports } from '../features/reports/index.ts';
import { sendDueReports } from '../features/reports/send-due.ts';
import type { FeatureDeps } from '../features/shared/deps.ts';

export interface Reporting {
  readonly feature: Feature;
  /** Brings what reports are counted from up to date, and sends the reports that are due. */
  readonly run: (heartbeat: () => Promise<void>) => Promise<void>;
}

export function createReporting(
  deps: FeatureDeps,
  facts: ReportStore,
  working: WorkingCalendars,
  say: (text: Text) => string,
): Reporting {
  const project = createProjectFacts({ ...deps, facts, working });
  const reportDeps = { ...deps, facts, project, calendar: working.calendar, say };
  return {
    feature: createReports(reportDeps),
    run: async heartbeat => {
      await project({ heartbeat });
      await sendDueReports(reportDeps, heartbeat);
    },
  };
}

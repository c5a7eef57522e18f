import type { Connection } from 'mongoose';
import type { ReportStore } from '../../application/ports-reports.ts';
import { createFactQueries } from './fact-queries.ts';
import { createFactStore } from './fact-store.ts';

/** The read model of reports. Call `ensureIndexes` first, once at start. */
export function createReportStore(connection: Connection): ReportStore {
  return { ...createFactStore(connection), ...createFactQueries(connection) };
}

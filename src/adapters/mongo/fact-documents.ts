import type { RequestFact, TaskFact } from '../../core/reports/facts.ts';

/** Facts as they lie in `report_requests` and `report_tasks`: what request version and what rules they were made of. */
interface Made {
  readonly _id: string;
  readonly version: number;
  readonly rules: string;
}
export type RequestFactDocument = Omit<RequestFact, 'id'> & Made;
export type TaskFactDocument = Omit<TaskFact, 'id'> & Made;

/** How far the facts follow the requests: one document in `report_mark`. */
export interface FactMarkDocument {
  readonly _id: string;
  readonly rules: string;
  readonly at: number;
}

export const FACTS = { requests: 'report_requests', tasks: 'report_tasks', mark: 'report_mark' } as const;

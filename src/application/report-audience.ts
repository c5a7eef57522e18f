import type { Settings } from './ports-settings.ts';

type Reports = NonNullable<Settings['reports']>;
type ReportName = keyof Reports;

/** Who gets a report when its period has ended. */
export type Audience = NonNullable<Reports[ReportName]>;

/** What holds until an administrator sets it otherwise (issue 6.6). */
const USUAL_AUDIENCE: Audience = { supervisors: true, heads: true, people: [] };

export function audienceFor(settings: Pick<Settings, 'reports'>, report: ReportName): Audience {
  return settings.reports?.[report] ?? USUAL_AUDIENCE;
}

/** Everybody who gets this report, each once. What each of them sees in it is another question. */
export function audienceOf(
  settings: Settings,
  report: ReportName,
  heads: readonly string[],
): readonly string[] {
  const audience = audienceFor(settings, report);
  const supervisors = audience.supervisors ? (settings.supervisors ?? []) : [];
  return [...new Set([...supervisors, ...(audience.heads ? heads : []), ...audience.people])];
}

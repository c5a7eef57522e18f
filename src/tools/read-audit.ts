import { z } from 'zod';

const report = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string().optional(), isDirect: z.boolean().optional() }),
  ),
});

/** What `npm audit --json` said: whether a registry answered at all, and what has to be mended. */
export type Audit =
  | { readonly kind: 'notAnswered'; readonly why: string }
  | { readonly kind: 'answered'; readonly grave: readonly string[]; readonly lesser: readonly string[] };

const GRAVE = new Set(['high', 'critical']);

/** A registry without advisories, or none at all, is not the same as no advisory: only a report counts. */
export function readAudit(output: string): Audit {
  const read = report.safeParse(parsed(output));
  if (!read.success) return { kind: 'notAnswered', why: whyNot(output) };
  const found = Object.entries(read.data.vulnerabilities).map(([name, { severity, range = '*' }]) => ({
    line: `${name} ${range}: ${severity}`,
    grave: GRAVE.has(severity),
  }));
  const linesOf = (grave: boolean) => found.filter(each => each.grave === grave).map(({ line }) => line);
  return { kind: 'answered', grave: linesOf(true), lesser: linesOf(false) };
}

function whyNot(output: string): string {
  const said = z.object({ statusCode: z.number() }).safeParse(parsed(output));
  return said.success ? `the registry answered ${said.data.statusCode}` : 'no registry answered';
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

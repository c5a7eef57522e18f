import { readinessReport, type ReadinessProbes } from '../adapters/http/readiness.ts';
import type { Backups, HealthProbes, MissingScopes } from '../application/ports-health.ts';
import type { WorkingCalendars } from '../application/working-calendars.ts';
import type { AppError } from '../shared/errors.ts';
import type { OpenStore } from './store.ts';

/** What the health card asks. */
export function createHealthProbes(parts: {
  readonly probes: ReadinessProbes;
  readonly store: OpenStore;
  readonly working: WorkingCalendars;
  readonly backups: Backups;
  readonly scopes: () => MissingScopes;
}): HealthProbes {
  return {
    parts: async () => (await readinessReport(parts.probes)).parts,
    missingScopes: parts.scopes,
    storeBytes: () => parts.store.storeBytes(),
    storeCounts: () => parts.store.storeCounts(),
    missingYear: async () => {
      const { years } = await parts.working.refresh();
      const { year, late } = parts.working.today();
      return [year, ...(late ? [year + 1] : [])].find(each => years[String(each)] === undefined);
    },
    backups: parts.backups,
  };
}

const MOST_HELPS = 3;

/** Gathers the rights that Lark refused calls for, by their names in the refusals (99991672, `permission_violations`). */
export function createScopeWatch(appId: string, domain: string) {
  const missing = new Set<string>();
  const helps = new Map<string, string>();
  return {
    onFailure: ({ details }: AppError): void => {
      const scopes = details['missingScopes'];
      if (typeof scopes !== 'string') return;
      for (const scope of scopes.split(' ')) missing.add(scope);
      // Lark's own link leads to exactly what the call needs.
      if (typeof details['help'] === 'string') helps.set(scopes, details['help']);
    },
    scopes: (): MissingScopes => {
      const names = [...missing].sort();
      const console = domain === 'lark' ? 'open.larksuite.com' : 'open.feishu.cn';
      const query = `q=${encodeURIComponent(names.join(','))}&op_from=openapi&token_type=tenant`;
      return {
        scopes: names,
        ...(names.length === 0
          ? {}
          : {
              link: `https://${console}/app/${encodeURIComponent(appId)}/auth?${query}`,
              helps: [...new Set(helps.values())].slice(0, MOST_HELPS),
            }),
      };
    },
  };
}

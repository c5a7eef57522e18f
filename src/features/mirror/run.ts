import type { ApprovalApp, MirrorState, MirrorStore } from '../../application/ports-mirror.ts';
import type { FeedPosition, FeedRow, RequestFeed } from '../../application/ports-integrations.ts';
import { AppError } from '../../shared/errors.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { viewOf } from '../shared/request-view.ts';
import { mirroredRequest } from './mirrored.ts';

export interface MirrorDeps extends FeatureDeps {
  readonly mirror: MirrorStore;
  readonly feed: RequestFeed;
  readonly approvals: ApprovalApp;
}

export interface Mirror {
  /** Puts what has changed since the last run into Lark's Approval app; returns how many requests that were. */
  follow(heartbeat?: () => Promise<void>): Promise<number>;
  /** Goes back some hours, so that the next run says again what may have been missed or changed there. */
  reconcile(): Promise<void>;
}

const BATCH = 50;
/** What is younger may still be followed by an older change of another instance. */
const SETTLED_MS = 2_000;
const RECONCILED_MS = 2 * 3_600_000;

/**
 * The mirror of requests in Lark's own Approval app. It follows the changes from a position on and sends each request whole,
 * so that it can always be done again; a failure stops it there until the next run and never touches a decision.
 */
export function createMirror(deps: MirrorDeps): Mirror {
  return {
    follow: async (heartbeat = async () => undefined) => {
      let done = 0;
      for (;;) {
        const state = await deps.mirror.load();
        if (!state.on) return done;
        const after = state.position === undefined ? {} : { after: state.position };
        const settled = deps.clock.now() - SETTLED_MS;
        const rows = (await deps.feed.changes({ items: [], ...after }, BATCH)).filter(
          ({ changedAt }) => changedAt <= settled,
        );
        if (rows.length === 0) return done;
        const { count, complete } = await putAll(deps, rows, state);
        done += count;
        if (!complete) return done;
        await heartbeat();
      }
    },
    reconcile: async () => {
      const { on, position } = await deps.mirror.load();
      if (!on || position === undefined) return;
      const changedAt = deps.clock.now() - RECONCILED_MS;
      if (position.changedAt > changedAt) await deps.mirror.advance({ changedAt, id: '' });
    },
  };
}

async function putAll(
  deps: MirrorDeps,
  rows: readonly FeedRow[],
  state: MirrorState,
): Promise<{ readonly count: number; readonly complete: boolean }> {
  const codes = new Map(Object.entries(state.codes));
  let reached: FeedPosition | undefined;
  let count = 0;
  try {
    for (const row of rows) {
      if (await put(deps, row, codes)) count += 1;
      reached = { changedAt: row.changedAt, id: row.id };
    }
    return { count, complete: true };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    deps.log.warn({ code }, 'the mirror in the Approval app stopped until its next run');
    await deps.mirror.fail(deps.clock.now(), code);
    return { count, complete: false };
  } finally {
    if (reached !== undefined && count > 0) await deps.mirror.advance(reached);
  }
}

/** False where Lark will never take it: it is left out, so that the others follow. */
async function put(deps: MirrorDeps, row: FeedRow, codes: Map<string, string>): Promise<boolean> {
  const stored = await deps.stores.requests.load(row.id);
  // There an applicant is always named.
  if (stored === undefined || stored.state.anonymous === true) return false;
  const view = await viewOf(deps, stored);
  const code = await codeOf(deps, view.definition, codes);
  try {
    await deps.approvals.put(mirroredRequest(view, code, row.changedAt, deps.texts));
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable || error.code === 'lark.config') throw error;
    deps.log.warn({ requestId: row.id, code: error.code }, 'a request is not taken by the Approval app');
    return false;
  }
}

async function codeOf(
  deps: MirrorDeps,
  { id, version, name, category, guide }: Awaited<ReturnType<typeof viewOf>>['definition'],
  codes: Map<string, string>,
): Promise<string> {
  const key = `${id}@${version}`;
  const known = codes.get(key);
  if (known !== undefined) return known;
  const code = await deps.approvals.define({ id, name, category, summary: guide.summary });
  await deps.mirror.keepCode(key, code);
  codes.set(key, code);
  return code;
}

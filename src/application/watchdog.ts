import { liveTaskMissing } from '../core/watchdog.ts';
import type {
  CardJson,
  Clock,
  Log,
  Marks,
  Messenger,
  RequestStore,
  SettingsStore,
  StoredRequest,
} from './ports.ts';
import { fingerprint } from './ids.ts';

export interface WatchdogDeps {
  readonly requests: Pick<RequestStore, 'stalled' | 'load'>;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly marks: Marks;
  readonly messenger: Pick<Messenger, 'send'>;
  /** What an administrator is told. */
  readonly card: (stored: StoredRequest) => Promise<CardJson>;
  readonly clock: Clock;
  readonly log: Log;
}

const MOST = 100;

/**
 * Finds requests that run although nobody and nothing is waited for (semantics C0, C11: nothing may cause one), and tells the
 * administrators, once for each state in which one stands still. Returns how many were told of.
 */
export function createWatchdog(deps: WatchdogDeps): () => Promise<number> {
  return async () => {
    let told = 0;
    for (const id of await deps.requests.stalled(MOST)) {
      const stored = await deps.requests.load(id);
      if (stored === undefined || !liveTaskMissing(stored.state)) continue;
      if (await tell(deps, stored)) told += 1;
    }
    return told;
  };
}

async function tell(deps: WatchdogDeps, stored: StoredRequest): Promise<boolean> {
  const { id } = stored.state;
  const mark = `stalled/${id}/${stored.version}`;
  if (await deps.marks.isSet(mark)) return false;
  deps.log.error({ requestId: id }, 'a running request waits for nobody');
  const card = await deps.card(stored);
  const { administrators } = await deps.settings.current();
  for (const openId of administrators)
    await deps.messenger.send(
      { kind: 'person', openId },
      { kind: 'card', card },
      `s-${fingerprint(40, mark, openId)}`,
    );
  // Set last: after a failure everybody is told again, and Lark drops what it has had by its id.
  await deps.marks.setOnce(mark, deps.clock.now());
  return true;
}

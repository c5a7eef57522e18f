import { AppError } from '../shared/errors.ts';
import { digestDay, type DigestClock, type DigestDay, digestIsDue } from './digest-time.ts';
import { type Digest, digestsOf, pressingTasks } from './gather-digests.ts';
import { fingerprint } from './ids.ts';
import type {
  CardJson,
  Clock,
  Directory,
  Log,
  Marks,
  Messenger,
  RequestStore,
  SettingsStore,
} from './ports.ts';

export interface DigestDeps extends DigestClock {
  readonly requests: Pick<RequestStore, 'watched'>;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly directory: Pick<Directory, 'everybody'>;
  readonly marks: Marks;
  readonly messenger: Pick<Messenger, 'send'>;
  readonly card: (digest: Digest) => Promise<CardJson>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends the digests of today that are due and have not gone out; returns how many were sent. */
export type SendDigests = (heartbeat?: () => Promise<void>) => Promise<number>;

/**
 * The morning digest (issue 6, item 4): one card for each person with something due today or overdue, and for heads what their
 * people hold; nobody with nothing to hear gets one. Once a day and person, however many instances run: a mark is set once
 * the card is sent, and two that send at the same moment carry the same `uuid`, of which Lark keeps one. When all are told
 * the day is marked, so that what arises later in the day is not told as a digest.
 */
export function createSendDigests(deps: DigestDeps): SendDigests {
  return async (heartbeat = async () => undefined) => {
    const now = deps.clock.now();
    const day = digestDay(await deps.settings.current(), deps, now);
    if (day === undefined || !digestIsDue(day, now)) return 0;
    const done = `digest/${day.date}`;
    if (await deps.marks.isSet(done)) return 0;
    const staff = await deps.directory.everybody();
    const digests = digestsOf(await pressingTasks(deps.requests, day.end), staff);
    let sent = 0;
    let failed = 0;
    for (const digest of digests) {
      const outcome = await sendOne(deps, day, digest);
      if (outcome === 'sent') sent += 1;
      if (outcome === 'failed') failed += 1;
      await heartbeat();
    }
    if (failed === 0) await deps.marks.setOnce(done, now);
    return sent;
  };
}

/** `failed`: worth another try at the next run. */
async function sendOne(deps: DigestDeps, day: DigestDay, digest: Digest): Promise<'sent' | 'had' | 'failed'> {
  const { person } = digest;
  const mark = `digest/${day.date}/${person}`;
  if (await deps.marks.isSet(mark)) return 'had';
  try {
    const card = await deps.card(digest);
    const uuid = `d-${fingerprint(40, day.date, person)}`;
    await deps.messenger.send({ kind: 'person', openId: person }, { kind: 'card', card }, uuid);
  } catch (error) {
    deps.log.warn({ person, error }, 'a morning digest could not be sent');
    // Whom Lark does not let us reach is not tried all morning.
    if (!(error instanceof AppError) || error.retryable) return 'failed';
  }
  return (await deps.marks.setOnce(mark, deps.clock.now())) ? 'sent' : 'had';
}

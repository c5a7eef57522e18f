import { createAppSetup } from '../adapters/lark/app-setup.ts';
import type { LarkClient } from '../adapters/lark/client.ts';
import { createHeard, type FirstRunDeps, QUIET_MS } from '../application/first-run.ts';
import type { FirstRun, Heard } from '../application/ports-setup.ts';
import type { Clock, Inbox, Log, Marks } from '../application/ports.ts';
import type { LarkAccess } from './lark.ts';

type SetupSide = Pick<FirstRunDeps, 'setup' | 'heard' | 'eventsLink'>;

/** What Lark says of the app, and what came from it. The playground's stand-in has no console, so there is nothing to ask. */
export function createSetupSide(
  access: LarkAccess,
  parts: { readonly client: LarkClient; readonly marks: Marks; readonly clock: Clock; readonly log: Log },
  real: boolean,
): SetupSide {
  const heard = createHeard(parts.marks, parts.clock, parts.log);
  if (!real) return { heard, setup: { ask: () => Promise.resolve({ findings: [], inconclusive: true }) } };
  const setup = createAppSetup({ ...access, client: parts.client });
  return { heard, setup, eventsLink: setup.page('arriving') };
}

/** The inbox of the door, which notes that events arrive. */
export function hearing(inbox: Pick<Inbox, 'put'>, heard: Heard): Pick<Inbox, 'put'> {
  return {
    put: (event, at) => {
      heard.event(event.kind);
      return inbox.put(event, at);
    },
  };
}

/** Looks at the start, and once more when events should have come; the hourly work looks from then on. */
export function lookSoon(firstRun: FirstRun, log: Log): () => void {
  const look = (): void => {
    firstRun
      .tell()
      .catch((error: unknown) =>
        log.warn({ error }, 'how the app is set up could not be looked at; it will be within the hour'),
      );
  };
  look();
  const timer = setTimeout(look, QUIET_MS + 1_000);
  timer.unref();
  return () => clearTimeout(timer);
}

import { fingerprint } from './ids.ts';
import type { AppSetup, FirstRun, Heard, SetupFinding, SetupPart, SetupResult } from './ports-setup.ts';
import type { CardJson, Clock, DraftStore, Log, Marks, Messenger, SettingsStore } from './ports.ts';

export interface FirstRunDeps {
  readonly setup: AppSetup;
  readonly heard: Heard;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly drafts: Pick<DraftStore, 'load' | 'save'>;
  readonly messenger: Pick<Messenger, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Where events are set up in the console; left out where there is none. */
  readonly eventsLink?: string;
  readonly card: (result: SetupResult) => CardJson;
}

/** A service that nobody has written to for this long after its start may well not be reached. */
export const QUIET_MS = 5 * 60_000;
/** What was told last; no form, but kept where forms are: one small document that is written anew at each look. */
const TOLD = 'first-run';

/**
 * Looks whether the app is set up in Lark's console as the bot needs it (issue 8, point 9). Administrators are told on one card
 * when the result changes: not at each start, and not because Lark was out of reach for a while.
 */
export function createFirstRun(deps: FirstRunDeps): FirstRun {
  const since = deps.clock.now();
  const check = async (): Promise<SetupResult> => {
    const asked = await deps.setup.ask();
    const [event, tap, menu] = await Promise.all([
      deps.heard.ever('event'),
      deps.heard.ever('tap'),
      deps.heard.ever('menu'),
    ]);
    const proven = new Map<SetupPart, boolean>([
      ['menu', menu],
      ['callbacks', tap],
      ['arriving', event],
    ]);
    const quiet = deps.clock.now() - since < QUIET_MS;
    const link = deps.eventsLink;
    const state = event ? 'good' : quiet ? 'unknown' : 'missing';
    const arriving: readonly SetupFinding[] = link === undefined ? [] : [{ part: 'arriving', state, link }];
    const findings = [...asked.findings, ...arriving].map(finding =>
      finding.state === 'unknown' && proven.get(finding.part) === true ? good(finding) : finding,
    );
    return { findings, at: deps.clock.now(), inconclusive: asked.inconclusive };
  };
  return {
    check,
    tell: async () => {
      const result = await check();
      const missing = result.findings.filter(({ state }) => state === 'missing');
      if (missing.some(({ part }) => part === 'credentials'))
        deps.log.error(
          { link: missing[0]?.link },
          'Lark refuses the app id or the secret: nothing can be sent until LARK_APP_ID and LARK_APP_SECRET are those of the console',
        );
      if (result.inconclusive) return false;
      const now = fingerprint(
        16,
        ...missing.map(({ part, names = [] }) => `${part} ${[...names].sort().join(' ')}`),
      );
      const before = await deps.drafts.load(TOLD);
      const told = before?.form['told'];
      if (told === now || (told === undefined && missing.length === 0)) return false;
      if (!(await tellAll(deps, result, now))) return false;
      await deps.drafts.save({
        id: TOLD,
        person: TOLD,
        itemId: TOLD,
        itemVersion: 0,
        form: { told: now },
        chosen: {},
        updatedAt: result.at,
      });
      return true;
    },
  };
}

function good({ part, link }: SetupFinding): SetupFinding {
  return { part, state: 'good', link };
}

/** True when it reached anybody: then the same is not told again. */
async function tellAll(deps: FirstRunDeps, result: SetupResult, what: string): Promise<boolean> {
  const { administrators } = await deps.settings.current();
  const card = deps.card(result);
  let reached = false;
  for (const person of administrators) {
    try {
      const uuid = `setup-${fingerprint(40, person, what, String(result.at))}`;
      await deps.messenger.send({ kind: 'person', openId: person }, { kind: 'card', card }, uuid);
      reached = true;
    } catch (error) {
      deps.log.warn({ person, error }, 'an administrator could not be told how the app is set up');
    }
  }
  return reached;
}

/** Remembers what ever came from Lark: in this process, and by a mark for the next one. */
export function createHeard(marks: Marks, clock: Clock, log: Log): Heard {
  const known = new Set<string>();
  const note = (what: 'event' | 'tap' | 'menu'): void => {
    if (known.has(what)) return;
    known.add(what);
    marks.setOnce(markOf(what), clock.now()).catch((error: unknown) => {
      known.delete(what);
      log.warn({ error }, 'that Lark reaches the bot could not be noted; it will be at the next event');
    });
  };
  return {
    event: kind => {
      note('event');
      if (kind === 'menu') note('menu');
    },
    tap: () => note('tap'),
    ever: async what => known.has(what) || marks.isSet(markOf(what)),
  };
}

function markOf(what: string): string {
  return `heard/${what}`;
}

import type { Instant } from '../core/definition.ts';

/** What a Lark app needs before a bot can serve, each on a page of its own in the developer console. */
export type SetupPart = 'credentials' | 'bot' | 'scopes' | 'events' | 'callbacks' | 'menu' | 'arriving';

/** `unknown`: no API told, so a person must look. */
export type SetupState = 'good' | 'missing' | 'unknown';

export interface SetupFinding {
  readonly part: SetupPart;
  readonly state: SetupState;
  /** What is missing, or what to look for, in the platform's own names. */
  readonly names?: readonly string[];
  /** The console's page for it. */
  readonly link: string;
}

export interface SetupResult {
  readonly findings: readonly SetupFinding[];
  readonly at: Instant;
  /** Lark could not be asked: nothing is told, and nothing forgotten, because of that. */
  readonly inconclusive: boolean;
}

/** What Lark's own API says of the app; fails never. */
export interface AppSetup {
  ask(): Promise<Omit<SetupResult, 'at'>>;
}

/** What came from Lark: events prove their subscription, whatever the API says. */
export interface Heard {
  event(kind: string): void;
  tap(): void;
  /** Whether something of this kind ever came, to any instance. */
  ever(what: 'event' | 'tap' | 'menu'): Promise<boolean>;
}

export interface FirstRun {
  /** Looks now. */
  check(): Promise<SetupResult>;
  /** Looks, and tells the administrators on one card where the result is another than the one they were told last. */
  tell(): Promise<boolean>;
}

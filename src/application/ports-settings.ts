import type { ChainFault, ChainLink } from './chain.ts';
import type { Instant, Text } from '../core/definition.ts';

/** Settings of the service: who holds which office, and who is in which role. */
export interface Settings {
  readonly version: number;
  /** System administrators: they may do everything in the settings. Never empty once somebody is in it. */
  readonly administrators: readonly string[];
  /** The service's own roles, which flows and visibility name. */
  readonly roles: Readonly<Record<string, { readonly name: Text; readonly members: readonly string[] }>>;
  /** The following are left out in settings that were stored before they existed: nobody then. */
  readonly itemAdministrators?: readonly ItemAdministrator[];
  /** They see every request and urge it. */
  readonly supervisors?: readonly string[];
  /** They read everything and change nothing. */
  readonly auditors?: readonly string[];
  /** Window clerks: they apply for others. */
  readonly clerks?: readonly string[];
  /** Who gets each report by itself; a report that is left out goes to supervisors and heads. */
  readonly reports?: Readonly<
    Partial<
      Record<
        'daily' | 'weekly' | 'monthly' | 'quarterly',
        { readonly supervisors: boolean; readonly heads: boolean; readonly people: readonly string[] }
      >
    >
  >;
  /** The morning digest; absent: on. `time`, `08:30`, in the service's zone; absent: at the opening of the working day. */
  readonly digest?: { readonly on: boolean; readonly time?: string };
  /** Ids of items as the hall shows them; those left out come behind, as they were first published. */
  readonly hallOrder?: readonly string[];
}

/** Somebody who administers some items: those named, and all that one of the named departments owns. */
export interface ItemAdministrator {
  readonly person: string;
  /** Ids of items. */
  readonly items: readonly string[];
  /** Owning departments (归口), as items name them in Chinese. */
  readonly departments: readonly string[];
}

export interface SettingsChange {
  readonly settings: Settings;
  readonly by: string;
  readonly at: Instant;
  readonly summary: readonly Text[];
}

export interface SettingsStore {
  current(): Promise<Settings>;
  history(limit: number): Promise<readonly SettingsChange[]>;
  /** False when `change.settings.version - 1` is no longer current. */
  save(change: SettingsChange): Promise<boolean>;
  /** What is wrong with the chain of all versions. */
  verify(): Promise<readonly ChainFault[]>;
  /** Every link of the chain. */
  links(): Promise<readonly ChainLink[]>;
}

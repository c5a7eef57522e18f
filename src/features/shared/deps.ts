import type { Text, Texts } from '../../../cards/kit/texts.ts';
import type { CalendarOf, ExecuteCommand, OrganisationFor } from '../../application/execute-command.ts';
import type { ItemFigures } from '../../application/item-figures.ts';
import type { Links } from '../../application/links.ts';
import type { Recorded } from '../../application/record-act.ts';
import type { FileWriters, SentFileReader } from '../../application/ports-files.ts';
import type { Clock, Directory, Inbound, Log, Messenger, Stores } from '../../application/ports.ts';
import type { HandOvers } from '../../application/hand-over.ts';
import type { SubmitRequest } from '../../application/submit-request.ts';
import type { Delegation } from '../../core/organisation.ts';
import type { WorkingCalendar } from '../../core/working-calendar.ts';

/** What the features are given by the composition root. */
export interface FeatureDeps {
  readonly stores: Pick<
    Stores,
    | 'requests'
    | 'drafts'
    | 'items'
    | 'settings'
    | 'sentCards'
    | 'marks'
    | 'personal'
    | 'delegations'
    | 'handOvers'
    | 'integrations'
    | 'deliveries'
    | 'templates'
    | 'audit'
  >;
  readonly directory: Directory;
  readonly messenger: Messenger;
  /** Writes PDF and XLSX in a process of its own. */
  readonly files: FileWriters;
  /** What QR codes lead to. */
  readonly links: Links;
  /** The language of what is printed. */
  readonly language: 'zh' | 'en';
  /** What items really took. */
  readonly itemFigures: ItemFigures;
  /** Fetches what people sent. */
  readonly sentFiles: SentFileReader;
  readonly execute: ExecuteCommand;
  readonly submit: SubmitRequest;
  readonly organisationFor: OrganisationFor;
  /** Delegations that stand now or later. */
  readonly delegations: () => Promise<readonly Delegation[]>;
  /** Lets delegations that have begun take open tasks along. */
  readonly applyDelegations: () => Promise<number>;
  /** Lets delegations that have ended give back what was not done. */
  readonly endDelegations: () => Promise<number>;
  /** Stores an event of our own and has it worked through soon, after a crash too: what must not keep a tap waiting. */
  readonly keep: (event: Inbound) => Promise<void>;
  /** For acts that are no version of settings or items, nor a change of a request. */
  readonly recorded: Recorded;
  readonly handOvers: HandOvers;
  readonly calendar: WorkingCalendar;
  readonly calendarOf: CalendarOf;
  /** Calendars by which an item may count, the usual one first. */
  readonly calendarNames: () => Promise<readonly { readonly id: string; readonly label: Text }[]>;
  readonly clock: Clock;
  readonly texts: Texts;
  /** IANA name; all times on cards are shown in it. */
  readonly timeZone: string;
  readonly log: Log;
}

/** What drawing the cards of a request takes. */
export interface CardDeps extends Pick<FeatureDeps, 'texts' | 'clock' | 'timeZone' | 'calendar'> {
  readonly stores: Pick<Stores, 'personal' | 'requests'>;
  readonly directory: Pick<Directory, 'candidates' | 'departments'>;
}

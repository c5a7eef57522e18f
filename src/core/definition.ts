import type { Condition, Field, FormData } from './definition-form.ts';
import type { Extension, Feedback, Supervision } from './supervision/types.ts';

export type * from './definition-form.ts';

/**
 * What a service item (事项) says: its form, its flow, its time limits. One version of an item is one `ItemDefinition`;
 * it never changes once a request runs on it (semantics C18, versions).
 */

/** A text in both languages; every card carries both at once. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** An instant: milliseconds since the epoch, UTC. */
export type Instant = number;

/** `min` minutes, `h` hours: plain clock time; `d` calendar days. `wh`, `wd`: working hours and days (semantics C13). */
export type DurationUnit = 'min' | 'h' | 'd' | 'wh' | 'wd';

/** A signed amount of time; negative means "before". Written `-4h`, `1d` in catalogue files. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** 当天办结: handed in before this time (`15:00`) of a working day, due when the day closes; else by `otherwise` of the next one. */
export interface SameDay {
  readonly before: string;
  readonly otherwise: string;
}

// ---------------------------------------------------------------- who acts (peers.md rows 21-26, semantics C12)

export type Selector =
  | { readonly kind: 'people'; readonly people: readonly string[] }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'applicant' }
  | { readonly kind: 'manager'; readonly level: number; readonly strict?: boolean }
  | {
      readonly kind: 'managerChain';
      readonly until:
        | { readonly level: number }
        | { readonly top: number }
        | { readonly role: string }
        | { readonly person: string };
      readonly order: 'bottomUp' | 'topDown';
      readonly missing: 'skip' | 'up';
    }
  /** Head of the applicant's department (level 1), of the department above it (level 2), … */
  | { readonly kind: 'departmentHead'; readonly level: number }
  | { readonly kind: 'formPerson'; readonly field: string }
  | { readonly kind: 'formDepartmentHead'; readonly field: string }
  | { readonly kind: 'applicantChooses'; readonly from?: readonly string[]; readonly multiple: boolean }
  | { readonly kind: 'previousChooses'; readonly from?: readonly string[]; readonly multiple: boolean };

/** When the applicant is among the actors of a step (semantics C11.4). */
export type SelfPolicy = 'self' | 'skip' | 'manager' | 'departmentHead';

/** When nobody is left to act (semantics C11.5). */
export type NobodyPolicy =
  | { readonly do: 'admin' | 'autoPass' | 'autoReject' | 'blockSubmit' }
  | { readonly do: 'people'; readonly people: readonly string[] };

// ---------------------------------------------------------------- flow

/** How a step with several people decides (semantics C1-C4). */
export type Method =
  | { readonly kind: 'all'; readonly reject: 'immediate' | 'waitAll' }
  | { readonly kind: 'any'; readonly reject: 'first' | 'allMustReject' }
  | { readonly kind: 'sequence' }
  | {
      readonly kind: 'vote';
      readonly pass:
        | { readonly percent: number }
        | { readonly count: number }
        | { readonly weightPercent: number; readonly weights: Readonly<Record<string, number>> };
      readonly abstain: 'count' | 'exclude';
    }
  | { readonly kind: 'random' }
  | { readonly kind: 'claim' };

/** What a time limit makes happen, relative to the task's due time (semantics C13). */
export interface TimeRule {
  readonly id: string;
  readonly at: Duration;
  readonly do:
    | 'remind'
    | 'remindManager'
    | 'escalate'
    | 'transfer'
    | 'autoApprove'
    | 'autoReject'
    | 'notifyAdmins';
  /** For `escalate`: the manager gets a task beside the actor's (`add`) or in its place (`move`). */
  readonly mode?: 'add' | 'move';
  /** For `transfer`: who gets it. For `remind`: who is reminded in place of the actor, such as who has to give something back. */
  readonly to?: Selector;
  /** For `escalate`: how far up; 1, the direct manager, unless said. Somebody further up where that one cannot act. */
  readonly level?: number;
  /** 加急: what it sends buzzes until it is read. */
  readonly urgent?: boolean;
  /** Allows autoApprove or autoReject although the step asks for a signature or the form has an amount (semantics C13). */
  readonly expressly?: boolean;
  /** `max` counts all firings, the first included. */
  readonly repeat?: { readonly every: Duration; readonly max: number };
}

/** Who is told when a step, or the whole request, begins and when it ends (抄送). */
export interface Copies {
  readonly start?: readonly Selector[];
  readonly end?: readonly Selector[];
}

export interface StepNode {
  readonly kind: 'step';
  readonly id: string;
  readonly name: Text;
  /** `handle` 办理 is done rather than decided: it has no reject. */
  readonly act: 'approve' | 'handle';
  readonly method: Method;
  readonly who: readonly Selector[];
  readonly self?: SelfPolicy;
  readonly nobody?: NobodyPolicy;
  readonly onReject: 'end' | 'toStart' | { readonly toStep: string };
  readonly return: {
    readonly allowed: boolean;
    readonly mode: 'ask' | 'rerun' | 'direct';
    readonly reopen: 'returnerAndPending' | 'allMembers';
  };
  readonly allow: { readonly transfer: boolean; readonly addSigner: boolean; readonly takeBack: boolean };
  readonly requires?: {
    readonly opinion?: boolean;
    readonly signature?: boolean;
    readonly attachment?: boolean;
  };
  /** Fields this step may edit or may not see; all others are read. */
  readonly fields?: Readonly<Record<string, 'edit' | 'hide'>>;
  readonly mustAct?: boolean;
  /** An or-step whose member approved before passes by itself (semantics C10). */
  readonly orDedup?: boolean;
  readonly cc?: Copies;
  /** For the holder's first act or claim (response target), and for the decision (resolve target). */
  readonly respond?: Duration;
  readonly limit?: Duration;
  /** A date of the form until which it is to be done: due when that day closes. `limit` where the form does not say it. */
  readonly limitField?: string;
  readonly feedback?: Feedback;
  readonly rules: readonly TimeRule[];
}

export interface BranchNode {
  readonly kind: 'branch';
  readonly id: string;
  readonly name: Text;
  /** exclusive: the first whose condition holds; inclusive: all whose condition holds; parallel: all. */
  readonly mode: 'exclusive' | 'inclusive' | 'parallel';
  /** What one branch's reject does to the others (semantics C15-C23, parallel join). */
  readonly onReject: 'end' | 'wait';
  /** In order of priority. Exclusive and inclusive: exactly one has no `when`; it is the default and the last. */
  readonly branches: readonly {
    readonly id: string;
    readonly name: Text;
    readonly when?: Condition;
    readonly nodes: readonly FlowNode[];
  }[];
}

export interface AutoNode {
  readonly kind: 'auto';
  readonly id: string;
  readonly name: Text;
  readonly result: 'approve' | 'reject';
  readonly reason: Text;
}
export interface DelayNode {
  readonly kind: 'delay';
  readonly id: string;
  readonly name: Text;
  readonly for: Duration;
}
export interface CcNode {
  readonly kind: 'cc';
  readonly id: string;
  readonly name: Text;
  readonly who: readonly Selector[];
}
export interface SubrequestStart {
  readonly item: string;
  /** Fields of that item, and the fields of this one whose values they get. */
  readonly form: Readonly<Record<string, string>>;
  /** Values that are always the same. */
  readonly set?: FormData;
}
/** Starts requests of other items with values of this form; passes when all have ended approved. */
export interface SubrequestNode {
  readonly kind: 'subrequests';
  readonly id: string;
  readonly name: Text;
  readonly start: readonly SubrequestStart[];
  /** `parent`: all under the number of the request that starts them, with -1, -2, … behind it (a package). */
  readonly numbers?: 'own' | 'parent';
}

/** A flow is a list of nodes done one after the other; branches hold lists of their own, so every flow can end. */
export type FlowNode = StepNode | BranchNode | AutoNode | DelayNode | CcNode | SubrequestNode;

// ---------------------------------------------------------------- item

export interface Guide {
  readonly summary: Text;
  readonly materials: readonly Text[];
  readonly policy?: Text;
  /** How a well filled-in application reads, one a line. */
  readonly samples?: readonly Text[];
  /** What the applicant does once it is approved: where to collect it, what to keep to. */
  readonly next?: Text;
}

export interface NumberRule {
  /** `{PREFIX}-{YYYYMMDD}-{SEQ:4}`: parts are PREFIX, YYYY, YY, MM, DD, YYYYMM, YYYYMMDD, SEQ:width (semantics C18). */
  readonly template: string;
  readonly reset: 'day' | 'month' | 'year' | 'never';
}

export type Visibility =
  | { readonly kind: 'everyone' }
  | {
      readonly kind: 'some';
      readonly departments: readonly string[];
      readonly roles: readonly string[];
      readonly people: readonly string[];
    };

export type ArchiveFormat = 'pdf' | 'docx';

/** 规范表式: what an ended request is kept and printed as. */
export interface ArchiveForm {
  readonly title: Text;
  /** As which files the applicant gets it at the end. */
  readonly send: readonly ArchiveFormat[];
}

/** 到期提醒: what was approved holds until a date of the form (services.md E9). */
export interface Expiry {
  /** A date, or a range whose last day counts. */
  readonly field: string;
  /** When it is told, relative to the closing of that day: `-3wd`, `0wh`. */
  readonly remind: readonly Duration[];
  /** Told besides the applicant: whoever has to take back what was given. */
  readonly also?: readonly Selector[];
}

/** 占用: nothing is given to two requests at the same time: a vehicle, a room (services.md E3). */
export interface Booking {
  readonly id: string;
  /** The field that names what is taken. */
  readonly what: string;
  /** A range of days; times of the form narrow its first and its last day. */
  readonly period: string;
  readonly from?: string;
  readonly until?: string;
}

/** A question that is asked often, and what is answered. */
export interface KnownAnswer {
  readonly question: Text;
  readonly answer: Text;
  /** It is offered where one of these stands in what was written. */
  readonly words: readonly string[];
}

export interface ItemDefinition {
  /** The item's code, e.g. `SBZL`; also the PREFIX of its numbers. */
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  readonly category: Text;
  /** The department that owns the item (归口). */
  readonly department: Text;
  /** Other words by which people look for it. */
  readonly synonyms: readonly string[];
  readonly guide: Guide;
  /** 匿名: where this holds on the form, nobody else is told who the applicant is (services.md E14). */
  readonly anonymousIf?: Condition;
  readonly visibility: Visibility;
  readonly fields: readonly Field[];
  /** Fields that lists and approval cards show first, most telling first. */
  readonly summary: readonly string[];
  readonly flow: readonly FlowNode[];
  /** From application to somebody's first act (response target), and to the end (resolve target, 承诺时限). */
  readonly respond?: Duration;
  readonly limit?: Duration;
  /** A date of the form until which it is to be done, in place of `limit`: due when that day closes. */
  readonly limitField?: string;
  /** In place of `limit`: what is handed in early in the day is done that day (services.md E8). */
  readonly sameDay?: SameDay;
  /** The promise is kept once this step has passed: what follows (collecting, giving back) has limits of its own. */
  readonly promisedUntil?: string;
  readonly expiry?: Expiry;
  readonly bookings?: readonly Booking[];
  /** 常见问答, offered before the form is handed in: `field` is the text in which words are looked for (services.md E14). */
  readonly answers?: { readonly field: string; readonly known: readonly KnownAnswer[] };
  /** 督办; absent: as long limits have it (`supervision/stages.ts`). */
  readonly supervision?: Supervision | 'off';
  /** 延期; absent: its limit cannot be moved. */
  readonly extension?: Extension;
  /** What the limit of the whole item makes happen; `at` is relative to its due time. */
  readonly rules?: readonly TimeRule[];
  /** 加急: what its time rules send buzzes until it is read. */
  readonly urgent?: boolean;
  /** By which calendar its limits count: an id; absent: `W`, working hours. */
  readonly calendar?: string;
  readonly number: NumberRule;
  /** Given at final approval, without gaps (semantics C18). */
  readonly documentNumber?: NumberRule;
  readonly withdraw: 'untilFirstAction' | 'whileRunning' | 'never';
  /** Days in which an approved request may be revoked; 0 = never (semantics C7). */
  readonly revokeDays: number;
  /** Time to resubmit a returned request before it is cancelled (semantics C6). */
  readonly returnExpire: Duration;
  readonly dedupe: 'none' | 'consecutive' | 'firstOnly';
  readonly self: SelfPolicy;
  readonly nobody: NobodyPolicy;
  readonly cc?: Copies & {
    /** Fields that people who are only told do not see (peers.md row 9). */
    readonly hide?: readonly string[];
  };
  readonly batchApprove: boolean;
  readonly archive?: ArchiveForm;
  /**
   * Once approved the applicant is asked whether somebody acts for him meanwhile (services.md E16): the date range field, and
   * the person field that says who.
   */
  readonly offersDelegation?: { readonly period: string; readonly agent?: string };
}

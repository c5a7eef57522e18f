import type { Instant, Text } from '../core/definition.ts';
import type { FeedPosition } from './ports-integrations.ts';

/** The switch of the mirror, and how far it has come. */
export interface MirrorState {
  readonly on: boolean;
  /** Everything that changed up to here is in Lark's Approval app; absent: nothing yet. */
  readonly position?: FeedPosition;
  /** Lark's codes of the items that are known there, by `<item>@<version>`. */
  readonly codes: Readonly<Record<string, string>>;
  /** The last failure since something went well: its code, for administrators. */
  readonly failed?: { readonly at: Instant; readonly code: string };
}
export interface MirrorStore {
  load(): Promise<MirrorState>;
  /** Switched on anew, it begins with the oldest request: what it said before is said again, which does no harm. */
  turn(on: boolean): Promise<void>;
  keepCode(item: string, code: string): Promise<void>;
  advance(position: FeedPosition): Promise<void>;
  fail(at: Instant, code: string): Promise<void>;
}

/** An item as Lark's Approval app lists it. */
export interface MirroredItem {
  readonly id: string;
  readonly name: Text;
  readonly category: Text;
  readonly summary: Text;
}

type MirroredStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED' | 'TERMINATED';

export interface MirroredTask {
  readonly id: string;
  readonly actor: string;
  readonly status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'TRANSFERRED' | 'DONE';
  readonly step: { readonly id: string; readonly name: Text };
  readonly from: Instant;
  readonly to?: Instant;
  /** Whether 同意 and 拒绝 may be tapped there: the step asks for nothing else. */
  readonly quick: boolean;
}

/** A request as Lark's Approval app shows it; sent whole each time, so that a repetition mends what is missing. */
export interface MirroredRequest {
  readonly id: string;
  readonly code: string;
  readonly status: MirroredStatus;
  readonly title: Text;
  readonly facts: readonly { readonly label: Text; readonly value: Text }[];
  readonly applicant: string;
  readonly from: Instant;
  readonly to?: Instant;
  readonly changedAt: Instant;
  readonly tasks: readonly MirroredTask[];
}

/** Lark's Approval app (approval/v4 external; lark.md 1.8). Fails with `AppError`. */
export interface ApprovalApp {
  /** Makes the item known there, or changes it; its code comes back. */
  define(item: MirroredItem): Promise<string>;
  put(request: MirroredRequest): Promise<void>;
  /** The employee id (user_id) of a person, by which the Approval app names who tapped. */
  employeeId(openId: string): Promise<string | undefined>;
}

/** A tap on 同意 or 拒绝 in Lark's Approval app, checked as far as the platform goes. */
export interface QuickDecision {
  readonly decision: 'approve' | 'reject';
  readonly requestId: string;
  readonly taskId: string;
  readonly employeeId: string;
  readonly reason: string;
}
/** Carries it out; a message for the person when it cannot be done. */
export type DecideQuickly = (decision: QuickDecision) => Promise<Text | undefined>;

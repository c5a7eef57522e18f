import type { FormData, FormFile, FormRow, Instant } from '../core/definition.ts';

/** A form being filled in. Its id is the submission key of the request that it becomes. */
export interface Draft {
  readonly id: string;
  readonly person: string;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly form: FormData;
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  /** For which of the applicant's departments, where there are several (semantics C12); the first unless chosen. */
  readonly departmentId?: string;
  readonly updatedAt: Instant;
  /** Set when the draft edits a returned request, or copies an ended one. */
  readonly requestId?: string;
  readonly resubmittedFrom?: string;
  /** Rows that were pasted or uploaded and wait for the person's word. */
  readonly staged?: StagedRows;
  /** 代办: `person` is a window clerk who fills it in for this applicant, who confirms before it runs. */
  readonly behalf?: {
    readonly applicant: string;
    readonly state: 'filling' | 'asked' | 'refused';
    readonly reason?: string;
  };
}
/** A card about a draft for another person is to be sent, after the tap was answered. Ours, not Lark's. */
export interface BehalfTold {
  readonly kind: 'behalfTold';
  readonly key: string;
  readonly draft: string;
  readonly what: 'asked' | 'refused' | 'confirmed';
}
/** Rows as they were read for a detail table, with the name of the file and the headings that belong to no column. */
export interface StagedRows {
  readonly field: string;
  readonly rows: readonly FormRow[];
  readonly file?: string;
  readonly leftOut: readonly string[];
}
export interface DraftStore {
  load(id: string): Promise<Draft | undefined>;
  save(draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
  /** The latest draft of a person's own; those for others are left out. */
  latest(person: string, itemId: string): Promise<Draft | undefined>;
  /** Drafts of this person that were touched since then, latest first. */
  recent(person: string, since: Instant, limit: number): Promise<readonly Draft[]>;
  /**
   * Puts one more file into a field of a draft, in one step, so that files that come at once are all kept. False when it is
   * there already, when there are `max`, or when the draft is gone.
   */
  addFile(id: string, field: string, file: FormFile, max: number, at: Instant): Promise<boolean>;
}

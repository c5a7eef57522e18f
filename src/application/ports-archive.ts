import type { Instant } from '../core/definition.ts';

/** A unit's own .docx for an item's standard form (规范表式). */
export interface ArchiveTemplate {
  readonly itemId: string;
  /** As the file was called. */
  readonly name: string;
  /** Undefined: from then on the built-in layout again. */
  readonly bytes?: Uint8Array;
  readonly by: string;
  readonly at: Instant;
}

export interface TemplateStore {
  /**
   * The template that was in force at `at`: what a request that ended then is printed on for ever, whatever came later.
   * Undefined: the built-in layout.
   */
  inForce(itemId: string, at: Instant): Promise<ArchiveTemplate | undefined>;
  /** From `template.at` on. */
  add(template: ArchiveTemplate): Promise<void>;
}

import type {
  Placeholder,
  PrintDocument,
  Sheet,
  SheetRow,
  TemplateJob,
} from '../../application/ports-files.ts';

/** What the service and its writing process tell each other. Each job has a number; batches of rows are asked for. */
export type ToWriter =
  | { readonly id: number; readonly kind: 'pdf'; readonly document: PrintDocument }
  | { readonly id: number; readonly kind: 'docx'; readonly job: TemplateJob }
  | { readonly id: number; readonly kind: 'builtIn' }
  | { readonly id: number; readonly kind: 'placeholders'; readonly template: Uint8Array }
  | { readonly id: number; readonly kind: 'xlsx'; readonly sheet: Sheet }
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly id: number; readonly kind: 'end' }
  /** The rows could not be had: what is written of this job is dropped. */
  | { readonly id: number; readonly kind: 'drop' };

export type FromWriter =
  | { readonly id: number; readonly kind: 'more' }
  | { readonly id: number; readonly kind: 'done'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'names'; readonly names: readonly Placeholder[] }
  /** What was given cannot be read; `why` is for the person who gave it. */
  | { readonly id: number; readonly kind: 'unreadable'; readonly why: string }
  | { readonly id: number; readonly kind: 'failed'; readonly why: string };

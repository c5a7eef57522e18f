/** Files that the service writes and fetches. What stands in them is data; how it is drawn is the adapter's matter. */

/** What a table's cell or a fact shows: words, and a picture (PNG or JPEG) below them, such as a signature. */
export interface PrintCell {
  readonly text: string;
  readonly picture?: Uint8Array;
}

export interface PrintFact {
  readonly label: string;
  readonly value: PrintCell;
}

export type PrintBlock =
  /** The name of the form, centred; once, at the top. */
  | { readonly kind: 'title'; readonly text: string; readonly below?: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A small grey line. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  /** Label and value beside each other, two facts in a row; a long value takes a row of its own. */
  | { readonly kind: 'facts'; readonly facts: readonly PrintFact[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly PrintCell[])[];
      /** Shares of the width, one a column; equal ones unless told. */
      readonly shares?: readonly number[];
    }
  /** A QR code of a link, with a word below it. */
  | { readonly kind: 'qr'; readonly link: string; readonly caption: string }
  | { readonly kind: 'newPage' };

/** A document to print, on A4 pages with their numbers. */
export interface PrintDocument {
  readonly title: string;
  /** Stands on each page, beside its number. */
  readonly footer: string;
  /** Large and pale across each page. */
  readonly watermark?: string;
  /** When what it shows came to be, so that printing it again gives the same; milliseconds. */
  readonly at?: number;
  readonly blocks: readonly PrintBlock[];
}

/** Words, a number, or nothing. Words are always words: one that begins with = + - or @ never becomes a formula. */
export type SheetCell = string | number | null;
export type SheetRow = readonly SheetCell[];

export interface Sheet {
  /** On the tab; what Excel does not take there is replaced. */
  readonly name: string;
  readonly head: readonly string[];
  /** One a column, in characters. */
  readonly widths: readonly number[];
}

/** What fills a template's placeholders: words, a picture in place of words, or a part that repeats. */
export type TemplateValue =
  | string
  | { readonly kind: 'picture'; readonly bytes: Uint8Array }
  | { readonly kind: 'qr'; readonly link: string }
  | readonly TemplateData[];
/** By the names that stand in braces: `{number}`, `{#opinions}{who}{/opinions}`. */
export interface TemplateData {
  readonly [name: string]: TemplateValue;
}

export interface TemplateJob {
  /** A .docx with placeholders; the built-in layout unless given. */
  readonly template?: Uint8Array;
  readonly data: TemplateData;
  /** Stands large above everything else. */
  readonly watermark?: string;
}

/** A name that a template asks for; `inside`: the repeating parts around it, outermost first. */
export interface Placeholder {
  readonly name: string;
  readonly inside: readonly string[];
}

/** Writes files, in a process of its own that runs only while there is work. Fails with `AppError('file.failed')`. */
export interface FileWriters {
  /** A PDF whose Chinese text can be extracted. */
  pdf(document: PrintDocument): Promise<Uint8Array>;
  /** A filled-in Word document. */
  docx(job: TemplateJob): Promise<Uint8Array>;
  /** The built-in layout with its placeholders: a .docx to begin one's own from. */
  builtInTemplate(): Promise<Uint8Array>;
  /** What a .docx template asks for. Fails with `AppError('file.unreadable')`, which says why, when it is none. */
  placeholders(template: Uint8Array): Promise<readonly Placeholder[]>;
  /** An XLSX; rows are asked for in batches as they are written, so that there may be any number of them. */
  xlsx(sheet: Sheet, rows: AsyncIterable<readonly SheetRow[]>): Promise<Uint8Array>;
}

export interface OutgoingFile {
  /** With its ending, e.g. `SBZL-20261122-0001.pdf`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Lark takes no file that is larger (lark.md 1.7). */
export const LARGEST_FILE = 30 * 1024 * 1024;

/** Fetches what people sent to the bot. */
export interface SentFileReader {
  /**
   * The bytes of a picture or file that stands in this message (lark.md 1.7, `messageResource`). Fails with
   * `AppError('file.tooLarge')` when there are more than `limit` bytes; they are not read to the end then.
   */
  read(
    file: { readonly messageId: string; readonly key: string; readonly kind: 'image' | 'file' },
    limit?: number,
  ): Promise<Uint8Array>;
}

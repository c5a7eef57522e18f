import type { Text } from './definition.ts';

/** The form of a service item: its fields, what a person fills in, and the conditions over it. */

interface FieldBase {
  readonly id: string;
  readonly label: Text;
  readonly help?: Text;
  readonly required?: boolean;
  /** Asked (and kept) only where this holds on the rest of the form. */
  readonly showIf?: Condition;
  readonly requireIf?: Condition;
  readonly default?: FieldDefault;
  /** `steps`: not asked of the applicant; steps that may edit it fill it in (the vehicle and driver of a request for one). */
  readonly filledBy?: 'steps';
}

/** What stands in a field before anybody types (peers.md row 10, features 0.30, 1.36). */
export type FieldDefault =
  | { readonly value: string | number | boolean }
  /** Where it comes from. `today`: for dates. `last`: what this person's latest request of the item says. */
  | { readonly from: 'today' | 'name' | 'department' | 'phone' | 'last' };

export interface Option {
  readonly id: string;
  readonly label: Text;
}

/**
 * 截止: a date can be asked for until this time (`16:00`) so many working days before it; 0 days: of the day itself. Of a range
 * its first day counts.
 */
export interface Cutoff {
  readonly days: number;
  readonly at: string;
}

type SimpleField = FieldBase &
  (
    | { readonly type: 'text'; readonly multiline?: boolean; readonly maxLength?: number }
    | { readonly type: 'phone' }
    | {
        readonly type: 'number';
        readonly min?: number;
        readonly max?: number;
        readonly integer?: boolean;
        readonly unit?: Text;
      }
    | { readonly type: 'amount'; readonly min?: number; readonly max?: number }
    /** Recomputed by the server from other fields; never typed. In a column: from the cells of its row. */
    | { readonly type: 'formula'; readonly formula: Formula; readonly result: 'number' | 'amount' }
    | { readonly type: 'date' | 'dateRange'; readonly cutoff?: Cutoff }
    | { readonly type: 'time' | 'datetime' }
    | { readonly type: 'select'; readonly options: readonly Option[] }
    | { readonly type: 'multiselect'; readonly options: readonly Option[] }
    | { readonly type: 'person' | 'people' | 'department' | 'departments' }
    | { readonly type: 'checkbox' }
  );

/** A column of a detail table; it has neither conditions nor defaults of its own. */
export type Column =
  | Extract<SimpleField, { readonly type: 'text' | 'phone' | 'number' | 'amount' | 'formula' | 'select' }>
  | (FieldBase & { readonly type: 'date' | 'time' });

/** A detail table (明细): rows of columns. At most `MAX_ROWS` rows, or fewer where it says so. */
export interface TableField extends FieldBase {
  readonly type: 'table';
  readonly columns: readonly Column[];
  readonly minRows?: number;
  readonly maxRows?: number;
}

/** Files or pictures that were sent in the chat (附件, 图片), kept by their keys at Lark. */
export type FileField = FileFieldOf<'attachment'> | FileFieldOf<'image'>;

interface FileFieldOf<Type extends string> extends FieldBase {
  readonly type: Type;
  readonly maxFiles?: number;
  readonly maxBytes?: number;
  /** Endings of names that are allowed, in lower case without the dot; all unless said. */
  readonly endings?: readonly string[];
  /** As many files as this detail table has rows: a picture of each person. */
  readonly oneForEachRowOf?: string;
}

/** Other requests that this one refers to (关联申请), of these items or of any: only what the submitter may see. */
export interface ConnectField extends FieldBase {
  readonly type: 'connect';
  readonly items?: readonly string[];
}

export type Field = SimpleField | TableField | FileField | ConnectField;

export const MAX_ROWS = 1000;
export const MAX_FILES = 10;
/** Lark lets the bot fetch and send 30 MB, and pictures of 10 MB (lark.md 1). */
export const MAX_FILE_BYTES = 30 * 1024 * 1024;
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

export type FieldType = Field['type'];

/** Arithmetic over number and amount fields, by their ids. */
export type Formula =
  | string
  | number
  | { readonly multiply: readonly Formula[] }
  | { readonly add: readonly Formula[] }
  | { readonly subtract: readonly [Formula, Formula] }
  /** Whole days from first to last, both counted, of a dateRange field. */
  | { readonly daysOf: string }
  /** The sum of a detail table's column, `offers.price`: empty cells count as nothing. */
  | { readonly sumOf: string }
  /** How many rows a detail table has. */
  | { readonly rowsOf: string };

/**
 * What a person filled in, by field id. text, phone, select, person, department: string; number: number; amount: decimal
 * string such as `80000.00`; date `2026-11-22`, time `09:30`, datetime `2026-11-22T09:30` in the service's time zone;
 * dateRange `{from, to}`; multiselect, people, departments: string[]; connect: numbers of requests; checkbox: boolean;
 * table: rows; attachment, image: files. Absent means not filled in.
 */
export type FormValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly from: string; readonly to: string }
  | readonly FormRow[]
  | readonly FormFile[];

/** A row of a detail table, by column id. */
export type FormRow = Readonly<Record<string, string | number>>;

/** A file at Lark: it is fetched again by its message and key when somebody wants it. */
export interface FormFile {
  readonly messageId: string;
  readonly key: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly kind: 'image' | 'file';
}
export type FormData = Readonly<Record<string, FormValue>>;

// ---------------------------------------------------------------- conditions (semantics C14)

export type ConditionOperator =
  | '=='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'between'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'belongsTo'
  | 'isEmpty';

/**
 * `field` is a form field's id, `applicant` for `belongsTo` (a department's or role's id), or `table.column` for the sum of
 * a detail table's column. A detail table itself is compared by the number of its rows.
 */
export interface Rule {
  readonly field: string;
  readonly op: ConditionOperator;
  readonly value?: string | number | boolean | readonly (string | number)[];
}
export type Condition =
  | Rule
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

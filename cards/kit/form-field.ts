import type { TableValue } from './facts.ts';
import type { FindPeople } from './find-people.ts';
import type { Text } from './texts.ts';

export interface ChoiceOption {
  readonly id: string;
  readonly label: Text;
}

/** What is wrong with a field; structurally the core's `FormFault` without its field. Worded as `fault.<problem>`. */
export interface FieldFault {
  readonly problem: FieldProblem;
  readonly limit?: number;
  /** Until when it could be asked for, or is taken, as clocks show it: `2026-11-30 16:00`. */
  readonly until?: string;
  /** The number of the request that has it. */
  readonly by?: string;
  /** In a detail table: the row, from 1, and what its column is called. */
  readonly row?: number;
  readonly column?: Text;
}
export const FIELD_PROBLEMS = [
  'required',
  'tooLong',
  'notNumber',
  'notInteger',
  'tooSmall',
  'tooLarge',
  'notDate',
  'notOption',
  'fromAfterTo',
  'unknownPerson',
  'unknownDepartment',
  'notPhone',
  'wrongType',
  'tooFewRows',
  'tooManyRows',
  'tooManyFiles',
  'wrongFileType',
  'fileTooLarge',
  'filesPerRow',
  'past',
  'tooFar',
  'notVisible',
  'cutoff',
  'taken',
] as const;
type FieldProblem = (typeof FIELD_PROBLEMS)[number];

interface FieldBase {
  /** The form control's `name`; a date range has the two names of `rangeNames`. At most 60 characters. */
  readonly id: string;
  readonly label: Text;
  readonly help?: Text;
  readonly required: boolean;
  readonly fault?: FieldFault;
}

/**
 * A field as the form shows it. `value` is what was typed, right or wrong, so that nothing is lost; dates and times as the
 * form keeps them (`2026-11-22`, `09:30`, `2026-11-22T09:30`).
 */
export type FormField = FieldBase &
  (
    | { readonly kind: 'text' | 'multiline'; readonly value?: string; readonly maxLength?: number }
    | { readonly kind: 'phone' | 'amount'; readonly value?: string }
    | { readonly kind: 'number'; readonly value?: string; readonly unit?: Text }
    | {
        readonly kind: 'select' | 'department';
        readonly options: readonly ChoiceOption[];
        readonly find?: FindPeople;
        readonly value?: string;
      }
    | {
        readonly kind: 'multiselect' | 'departments';
        readonly options: readonly ChoiceOption[];
        readonly find?: FindPeople;
        readonly value?: readonly string[];
      }
    /** Candidates are open ids: Lark shows the names. Without any, Lark would offer the members of the chat. */
    | (PeopleChoice & { readonly kind: 'person'; readonly value?: string })
    | (PeopleChoice & { readonly kind: 'people'; readonly value?: readonly string[] })
    | { readonly kind: 'date' | 'time' | 'datetime'; readonly value?: string }
    | { readonly kind: 'dateRange'; readonly value?: { readonly from?: string; readonly to?: string } }
    | { readonly kind: 'checkbox'; readonly value?: boolean }
    /** Computed on submit: shown, never typed. */
    | { readonly kind: 'formula'; readonly value?: Text }
    /** A detail table: its rows are edited on a card of their own. Faults of its cells stand in `faults`. */
    | {
        readonly kind: 'table';
        readonly draft: string;
        readonly value: TableValue;
        readonly faults: readonly FieldFault[];
      }
    /** Files that were sent in the chat. */
    | {
        readonly kind: 'files';
        readonly draft: string;
        readonly files: readonly FileLine[];
        readonly max: number;
      }
  );

export interface FileLine {
  readonly key: string;
  readonly name: string;
  readonly size: number;
}

interface PeopleChoice {
  readonly candidates: readonly string[];
  /** Where there are more than the picker can hold. */
  readonly find?: FindPeople;
}

/** The names of the two pickers of a date range, as they come back in the form's values. */
export function rangeNames(id: string): { readonly from: string; readonly to: string } {
  return { from: `${id}__from`, to: `${id}__to` };
}

import type { CardAction } from './action.ts';
import type { Text } from './texts.ts';

/** The moment at which a card is made and the zone in which it shows times. `now` is milliseconds since the epoch. */
export interface CardTime {
  readonly now: number;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
}

/**
 * A value of a form as it is shown. amount: decimal string `80000.00`; date `2026-11-22`, time `09:30`, datetime
 * `2026-11-22T09:30` (all as the form keeps them); texts: names of options, people, departments.
 */
export type FactValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'texts'; readonly texts: readonly (string | Text)[] }
  | { readonly kind: 'number'; readonly number: number; readonly unit?: Text }
  | { readonly kind: 'amount'; readonly amount: string }
  | { readonly kind: 'date' | 'time' | 'datetime'; readonly value: string }
  | { readonly kind: 'dateRange'; readonly from: string; readonly to: string }
  | { readonly kind: 'flag'; readonly on: boolean }
  | TableValue
  | FilesValue;

/** A detail table (明细): the first rows are shown, `more` leads to the others. */
export interface TableValue {
  readonly kind: 'table';
  readonly rows: readonly (readonly FactValue[])[];
  /** Sums of the columns that have one. */
  readonly sums: readonly Fact[];
  readonly more?: CardAction;
}

/** Files; `get` has the bot send them. */
export interface FilesValue {
  readonly kind: 'files';
  readonly files: readonly { readonly name: string; readonly size: number }[];
  readonly get?: CardAction;
}

/** One line of facts: what it is called and what it is. */
export interface Fact {
  readonly label: Text;
  readonly value: FactValue;
}

/** An amount of time, as the definitions write it: `wh` and `wd` are working hours and days. */
export interface DurationView {
  readonly amount: number;
  readonly unit: 'min' | 'h' | 'd' | 'wh' | 'wd';
}

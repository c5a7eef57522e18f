import type { EditorRow } from '../../../../cards/editor.ts';
import type { CardAction } from '../../../../cards/kit/action.ts';
import type { ChoiceOption, FormField } from '../../../../cards/kit/form-field.ts';
import type { Text, Texts } from '../../../../cards/kit/texts.ts';
import type { ItemFault } from '../../../../config/check-item.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import type { WhoNames } from '../../shared/who-text.ts';
import type { Controls, Faults, Values } from './controls.ts';

/** What the parts of the editor are given: the draft, and what may be chosen. */
export interface EditorContext {
  readonly item: ItemDefinition;
  readonly faults: readonly ItemFault[];
  readonly t: Texts;
  readonly make: Controls;
  readonly names: WhoNames;
  /** Open ids to offer. */
  readonly candidates: readonly string[];
  readonly departments: readonly ChoiceOption[];
  readonly roles: readonly ChoiceOption[];
  /** Other items, for sub-requests. */
  readonly items: readonly ChoiceOption[];
  /** What those say, as they are live. */
  readonly others: readonly ItemDefinition[];
  /** Calendars by which an item may count; the usual one first. */
  readonly calendars: readonly ChoiceOption[];
}

/** What 保存 does: acts on the draft and the part shown then, or faults beside their fields. */
export type Saved =
  | { readonly acts: readonly EditAct[]; readonly next: string }
  | { readonly faults: Faults };

/** A small act on the part itself: up, down, away. */
export interface PartActs {
  readonly up?: EditAct;
  readonly down?: EditAct;
  readonly remove?: EditAct;
  readonly all?: EditAct;
  readonly any?: EditAct;
}

interface PartBase {
  readonly title: Text;
  readonly notes?: readonly Text[];
  /** Where 返回 leads. */
  readonly up: string;
  /** What else there is to open: a label and the part. */
  readonly links?: readonly { readonly label: Text; readonly part: string; readonly primary?: boolean }[];
  /** Buttons that leave the editor. */
  readonly doors?: readonly { readonly label: Text; readonly action: CardAction }[];
  readonly acts?: PartActs;
  /** What is shown after an act that takes the part away. */
  readonly next?: string;
}

export type Part = PartBase &
  (
    | { readonly kind: 'list'; readonly rows: readonly PartRow[]; readonly empty?: Text }
    | {
        readonly kind: 'form';
        readonly fields: readonly FormField[];
        readonly save: (values: Values) => Saved;
        readonly submit?: Text;
      }
  );

export type PartRow = Omit<EditorRow, 'button'> & {
  /** What a tap on the row's button opens. */
  readonly part?: string;
  readonly label?: Text;
};

import type { CardAction } from './kit/action.ts';
import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface EditorButton {
  readonly label: Text;
  readonly action: CardAction;
  readonly primary?: boolean;
}

export interface EditorRow {
  readonly title: Text;
  readonly note?: Text;
  /** What is wrong there. */
  readonly fault?: Text;
  /** How deep it lies in branches. */
  readonly depth?: number;
  readonly button?: EditorButton;
}

interface EditorCardProps {
  /** The item. */
  readonly item: Text;
  readonly title: Text;
  readonly notes?: readonly Text[];
  readonly buttons: readonly EditorButton[];
}

export interface EditorListCardProps extends EditorCardProps {
  /** All rows: the card cuts the pages. */
  readonly rows: readonly EditorRow[];
  readonly empty?: Text;
  readonly page?: number;
  readonly turn: (page: number) => CardAction;
}
const ROWS = { rows: 14, bytes: 17_000 };

/** A list of the draft: its parts, fields, steps, rules. */
export function editorListCard(props: EditorListCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(props.rows, row => bytesOf(rowElement(row)), ROWS),
    props.page,
  );
  return card({
    title: clipText(props.title, 60),
    subtitle: clipText(props.item, 60),
    template: 'default',
    elements: [
      ...notes(props),
      ...(props.rows.length === 0 && props.empty !== undefined
        ? [markdown(coloured(clipText(props.empty, 200), 'grey'))]
        : []),
      ...at.rows.map(rowElement),
      ...pageButtons(at, props.turn, t),
      ...buttonRow(props.buttons.map(small)),
    ],
  });
}

function rowElement(row: EditorRow): CardElement {
  const depth = Math.min(row.depth ?? 0, 4);
  const text = markdown(
    lines(
      words(...(depth > 0 ? [plain(same('　'.repeat(depth - 1) + '└'))] : []), bold(clipText(row.title, 80))),
      ...(row.note === undefined ? [] : [coloured(clipText(row.note, 240), 'grey')]),
      ...(row.fault === undefined ? [] : [coloured(clipText(row.fault, 240), 'red')]),
    ),
  );
  return row.button === undefined ? text : sideBySide(text, small(row.button));
}

export interface EditorField {
  readonly field: FormField;
  readonly fault?: Text;
}

export interface EditorFormCardProps extends EditorCardProps {
  readonly fields: readonly EditorField[];
  readonly submit: EditorButton;
}

/** A form of the draft. What was typed stands in the fields; what is wrong with it beside them. */
export function editorFormCard(props: EditorFormCardProps, t: Texts): Card {
  return card({
    title: clipText(props.title, 60),
    subtitle: clipText(props.item, 60),
    template: 'default',
    elements: [
      ...notes(props),
      {
        tag: 'form',
        name: 'editor',
        elements: [
          ...props.fields.flatMap(({ field, fault }) => [
            ...fieldElements(field, t),
            ...(fault === undefined ? [] : [markdown(coloured(clipText(fault, 200), 'red'), 'notation')]),
          ]),
          ...buttonRow([submitButton(props.submit.label, props.submit.action, { type: 'primary_filled' })]),
        ],
      },
      ...buttonRow(props.buttons.map(small)),
    ],
  });
}

function notes(props: EditorCardProps): readonly CardElement[] {
  return (props.notes ?? []).map(note => markdown(coloured(clipText(note, 300), 'grey'), 'notation'));
}

function small({ label, action, primary }: EditorButton): Button {
  return button(clipText(label, 20), action, {
    size: 'small',
    ...(primary === true ? { type: 'primary_filled' } : {}),
  });
}

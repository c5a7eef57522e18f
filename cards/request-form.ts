import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { countElements } from './kit/fit.ts';
import { faultText, fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clip, clipText, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface RequestFormCardProps {
  readonly draft: string;
  readonly item: { readonly id: string; readonly name: Text };
  /** Set when a returned request is changed under its number. */
  readonly number?: string;
  readonly returned?: { readonly by: string; readonly reason: string };
  /** All fields that are asked now, in order, with what was typed and what is wrong with it. */
  readonly fields: readonly FormField[];
  /** 代办: for whom it is filled in. */
  readonly forWhom?: string;
  /** Whether the person may fill it in for others. */
  readonly mayForOthers?: boolean;
  /** From 1; only where the form is too large for one card (`formParts`). Brought into range. */
  readonly part?: number;
  /** The draft was just saved: said on the card. */
  readonly saved?: boolean;
  /** What was typed came along from an older version of the item: said on the card. */
  readonly moved?: boolean;
}

/** What the fields of one part may take; the rest is for the header, the faults and the buttons. */
const PART_BYTES = 18_000;
const PART_ELEMENTS = 150;
const MAX_FAULTS = 8;

/**
 * The form of an item. A form that is too large for one card comes in parts: 下一步 and 上一步 send `form.part` with the
 * values of the part they stand on, 提交 stands on the last. With faults and no `part`, the first part with one is shown.
 */
export function requestFormCard(props: RequestFormCardProps, t: Texts): Card {
  const parts = formParts(props.fields, t);
  const withFault = parts.findIndex(fields => fields.some(field => field.fault !== undefined));
  const searched = parts.findIndex(fields => fields.some(isSearched));
  const at = pageOf(parts, props.part ?? (searched >= 0 ? searched : withFault) + 1);
  return card({
    title: props.item.name,
    subtitle: subtitle(props, at, t),
    template: props.number === undefined ? 'default' : 'orange',
    elements: [
      ...(props.moved === true ? [markdown(coloured(t('form.moved'), 'orange'))] : []),
      ...behalfBanner(props, t),
      ...returnedBanner(props, t),
      ...faultBanner(parts, t),
      {
        tag: 'form',
        name: 'request',
        vertical_spacing: '8px',
        elements: [
          ...at.rows.flatMap(field => fieldElements(field, t)),
          ...(props.saved === true ? [markdown(coloured(t('form.saved'), 'green'), 'notation')] : []),
          ...formButtons(props.draft, at, t),
        ],
      },
      ...(props.mayForOthers === true
        ? buttonRow([
            button(t('button.behalf'), { a: 'behalf.form', item: props.item.id }, { size: 'small' }),
          ])
        : []),
    ],
  });
}

function isSearched(field: FormField): boolean {
  return 'find' in field && field.find?.words !== undefined;
}

/** The fields of each part, in order: as many together as one card can hold, so mostly one part. */
export function formParts(fields: readonly FormField[], t: Texts): readonly (readonly FormField[])[] {
  const parts: FormField[][] = [[]];
  let [bytes, elements] = [0, 0];
  for (const field of fields) {
    const shown = fieldElements(field, t);
    const [size, count] = [bytesOf(shown), countElements(shown)];
    const part = parts.at(-1) ?? [];
    if (part.length > 0 && (bytes + size > PART_BYTES || elements + count > PART_ELEMENTS)) {
      parts.push([field]);
      [bytes, elements] = [size, count];
    } else {
      part.push(field);
      [bytes, elements] = [bytes + size, elements + count];
    }
  }
  return parts;
}

interface Place {
  readonly page: number;
  readonly pages: number;
}

function subtitle(props: RequestFormCardProps, at: Place, t: Texts): Text {
  const what = props.number === undefined ? t('form.subtitle') : t('form.edit', { number: props.number });
  return at.pages === 1 ? what : t('form.part', { what, part: at.page, parts: at.pages });
}

function behalfBanner({ forWhom }: RequestFormCardProps, t: Texts): readonly CardElement[] {
  return forWhom === undefined
    ? []
    : [markdown(coloured(t('behalf.forWhom', { who: clip(forWhom, 60) }), 'orange'))];
}

function returnedBanner(props: RequestFormCardProps, t: Texts): readonly CardElement[] {
  if (props.returned === undefined) return [];
  return [
    markdown(
      lines(
        coloured(t('form.returned', { who: clip(props.returned.by, 60) }), 'orange'),
        plain(same(clip(props.returned.reason, 500))),
      ),
    ),
  ];
}

/** All faults at once, at the top too, with the part they stand in where there are several. */
function faultBanner(parts: readonly (readonly FormField[])[], t: Texts): readonly CardElement[] {
  const faults = parts.flatMap((fields, index) =>
    fields.flatMap(field => {
      const what = faultText(field, t);
      const label = clipText(field.label, 40);
      const where = parts.length === 1 ? label : t('form.inPart', { part: index + 1, label });
      return what === undefined ? [] : [words(coloured(where, 'red'), plain(what))];
    }),
  );
  if (faults.length === 0) return [];
  return [
    markdown(lines(coloured(t('form.faults', { n: faults.length }), 'red'), ...faults.slice(0, MAX_FAULTS))),
  ];
}

function formButtons(draft: string, at: Place, t: Texts): readonly CardElement[] {
  const last = at.page === at.pages;
  return buttonRow([
    ...(at.page > 1 ? [submitButton(t('button.back'), { a: 'form.part', draft, part: at.page - 1 })] : []),
    last
      ? submitButton(t('button.submit'), { a: 'form.preview', draft }, { type: 'primary_filled' })
      : submitButton(
          t('button.next'),
          { a: 'form.part', draft, part: at.page + 1 },
          { type: 'primary_filled' },
        ),
    submitButton(t('button.saveDraft'), { a: 'form.save', draft }),
  ]);
}

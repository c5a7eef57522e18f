import { decodeAction } from '../../cards/kit/action.ts';
import type { CardAction } from '../../cards/kit/action.ts';

/** Reads a card as a person does, or as a person's client does: any Card JSON 2.0, whoever made it. */

export type Language = 'zh' | 'en';

export interface SeenButton {
  readonly label: string;
  readonly type: string;
  readonly name: string;
  readonly disabled: boolean;
  /** What the tap would send; the raw value, and the action it stands for. */
  readonly value: unknown;
  readonly action: CardAction | undefined;
  /** The name of the form it submits. */
  readonly submits: string | undefined;
  /** The question asked before the tap goes out. */
  readonly confirm: string | undefined;
}

interface SeenControl {
  readonly tag: string;
  readonly name: string;
  readonly label: string | undefined;
  /** What is filled in or chosen at first. */
  readonly value: unknown;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface SeenForm {
  readonly name: string;
  readonly controls: readonly SeenControl[];
  readonly buttons: readonly SeenButton[];
  /** What a submit sends when nothing is changed, keyed by the controls' names. */
  readonly values: Readonly<Record<string, unknown>>;
}

type Node = Readonly<Record<string, unknown>>;

/** Every text on the card in reading order, markdown as it is seen: entities decoded, marks and tags gone. */
export function textsOf(card: unknown, language: Language = 'zh'): readonly string[] {
  return nodesOf(card).flatMap(node => {
    if (typeof node['content'] !== 'string') return [];
    const content = wording(node, language);
    return [node['tag'] === 'markdown' ? readMarkdown(content) : content];
  });
}

/** All texts as one, to look for words in. */
export function textOf(card: unknown, language: Language = 'zh'): string {
  return textsOf(card, language).join('\n');
}

export function buttonsOf(card: unknown, language: Language = 'zh'): readonly SeenButton[] {
  return findForms(card).reduce<SeenButton[]>(
    (found, form) => [...found, ...readButtons(form, language, textAt(form['name']))],
    readButtons(card, language, undefined, true),
  );
}

/** The labels of the buttons, in no particular order of forms. */
export function labelsOf(card: unknown, language: Language = 'zh'): readonly string[] {
  return buttonsOf(card, language).map(button => button.label);
}

/** The button with this label; fails when there is none, naming those there are. */
export function buttonByLabel(card: unknown, label: string, language: Language = 'zh'): SeenButton {
  const found = buttonsOf(card, language).find(button => button.label === label);
  if (found === undefined)
    throw new Error(`no button "${label}" on the card; there are: ${labelsOf(card, language).join(', ')}`);
  return found;
}

/** The form of this name, or the only one; fails when there is none. */
export function formOf(card: unknown, name?: string, language: Language = 'zh'): SeenForm {
  const form = findForms(card).find(one => name === undefined || one['name'] === name);
  if (form === undefined) throw new Error(`no form ${name ?? ''} on the card`);
  const controls = nodesOf(form)
    .filter(isControl)
    .map(node => readControl(node, language));
  return {
    name: textAt(form['name']) ?? '',
    controls,
    buttons: readButtons(form, language, textAt(form['name'])),
    values: Object.fromEntries(controls.map(control => [control.name, control.value])),
  };
}

export function hasForm(card: unknown): boolean {
  return findForms(card).length > 0;
}

/** Every object of a card with a tag, outer before inner, top to bottom. */
export function nodesOf(card: unknown): readonly Node[] {
  if (Array.isArray(card)) return card.flatMap(nodesOf);
  if (!isNode(card)) return [];
  const inner = Object.entries(card)
    .filter(([key]) => key !== 'i18n_content' && key !== 'behaviors')
    .flatMap(([, value]) => nodesOf(value));
  return typeof card['tag'] === 'string' ? [card, ...inner] : inner;
}

/** Markdown as it is seen. */
function readMarkdown(content: string): string {
  return content
    .replace(/<[^>]*>/g, '')
    .replace(/\*\*/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function findForms(card: unknown): readonly Node[] {
  return nodesOf(card).filter(node => node['tag'] === 'form');
}

function readButtons(
  within: unknown,
  language: Language,
  form: string | undefined,
  outsideForms = false,
): SeenButton[] {
  const inForms = outsideForms ? findForms(within).flatMap(nodesOf) : [];
  return nodesOf(within)
    .filter(node => node['tag'] === 'button' && !inForms.includes(node))
    .map(node => readButton(node, language, form));
}

function readButton(node: Node, language: Language, form: string | undefined): SeenButton {
  const behavior = Array.isArray(node['behaviors']) ? node['behaviors'].find(isNode) : undefined;
  const confirm = isNode(node['confirm']) ? node['confirm'] : undefined;
  const value = behavior?.['value'];
  return {
    label: labelOf(node['text'], language) ?? '',
    type: textAt(node['type']) ?? 'default',
    name: textAt(node['name']) ?? '',
    disabled: node['disabled'] === true,
    value,
    action: decodeAction(value),
    submits: node['form_action_type'] === 'submit' ? form : undefined,
    confirm:
      confirm === undefined
        ? undefined
        : [labelOf(confirm['title'], language), labelOf(confirm['text'], language)].join('\n'),
  };
}

function readControl(node: Node, language: Language): SeenControl {
  const options = Array.isArray(node['options']) ? node['options'].filter(isNode) : [];
  return {
    tag: textAt(node['tag']) ?? '',
    name: textAt(node['name']) ?? '',
    label: labelOf(node['label'] ?? node['text'], language),
    value:
      node['default_value'] ??
      node['initial_option'] ??
      node['selected_values'] ??
      node['initial_date'] ??
      node['initial_time'] ??
      node['initial_datetime'] ??
      node['checked'],
    options: options.map(option => ({
      value: textAt(option['value']) ?? '',
      label: labelOf(option['text'], language) ?? textAt(option['value']) ?? '',
    })),
  };
}

function isControl(node: Node): boolean {
  return /^(input|checker|date_picker|picker_|select_|multi_select_)/.test(textAt(node['tag']) ?? '');
}

function labelOf(node: unknown, language: Language): string | undefined {
  return isNode(node) ? wording(node, language) : undefined;
}

function wording(node: Node, language: Language): string {
  const i18n = isNode(node['i18n_content']) ? node['i18n_content'] : {};
  return textAt(i18n[language === 'zh' ? 'zh_cn' : 'en_us']) ?? textAt(node['content']) ?? '';
}

function textAt(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

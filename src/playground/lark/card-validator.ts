import { checkRules } from './card-rules.ts';
import { type CardFault, type FoundElement, type Unknown, isObject } from './card-parts.ts';
import { allowedValues, elementTable, partTable } from './card-table.ts';

/**
 * Checks a card as strictly as Lark does (Card JSON 2.0, lark.md 2): unknown tags and properties are errors.
 * `people`: open ids that exist; a mention of any other makes Lark refuse the card.
 */
export function cardFaults(card: unknown, people: ReadonlySet<string>): readonly CardFault[] {
  if (!isObject(card)) return [{ path: '', reason: 'a card is an object' }];
  const checker = createChecker();
  checker.part('card', card, '');
  if (card['schema'] !== '2.0') checker.fault('schema', 'only "2.0" is understood');
  const config = card['config'];
  if (isObject(config)) {
    checker.part('config', config, 'config');
    if (config['summary'] !== undefined) checker.part('summary', config['summary'], 'config.summary');
  }
  const header = card['header'];
  if (isObject(header)) {
    checker.part('header', header, 'header');
    checker.values('header', header, 'header');
    checker.list(header['text_tag_list'] ?? [], 'header.text_tag_list', (tag, path) =>
      checker.part('textTag', tag, path),
    );
  }
  if (card['card_link'] !== undefined) checker.part('cardLink', card['card_link'], 'card_link');
  if (isObject(card['body'])) checker.part('body', card['body'], 'body');
  return [...checker.faults, ...checkRules(card, checker.elements, people)];
}

type PartName = keyof typeof partTable;
type Check = (value: unknown, path: string, depth: number) => void;

interface Checker {
  readonly faults: readonly CardFault[];
  readonly elements: readonly FoundElement[];
  fault(path: string, reason: string): void;
  part(name: PartName, value: unknown, path: string, depth?: number): void;
  values(tag: string, value: Unknown, path: string): void;
  list(value: unknown, path: string, each: (one: unknown, path: string) => void): void;
}

function createChecker(): Checker {
  const faults: CardFault[] = [];
  const elements: FoundElement[] = [];
  const fault = (path: string, reason: string): void => void faults.push({ path, reason });

  const typed =
    (type: string): Check =>
    (value, path) => {
      if (typeof value !== type) fault(path, `must be a ${type}`);
    };
  const each =
    (one: Check): Check =>
    (value, path, depth) =>
      list(value, path, (entry, at) => one(entry, at, depth));
  const checks: Readonly<Record<string, Check>> = {
    any: () => undefined,
    string: typed('string'),
    number: typed('number'),
    boolean: typed('boolean'),
    object: (value, path) => void (isObject(value) || fault(path, 'must be an object')),
    array: (value, path) => list(value, path, () => undefined),
    strings: each(typed('string')),
    text,
    icon,
    elements: each((value, path, depth) => element(value, path, depth + 1)),
    columns: each((value, path, depth) => {
      if (isObject(value) && value['tag'] === 'column') element(value, path, depth);
      else fault(path, 'a column_set holds columns only');
    }),
    behaviors: each(behavior),
    confirm: (value, path) => part('confirm', value, path),
    options: each((value, path) => part('option', value, path)),
    people: each((value, path) => part('personOption', value, path)),
    panelHeader: (value, path) => part('panelHeader', value, path),
  };
  return { faults, elements, fault, part, values, list };

  function part(name: PartName, value: unknown, path: string, depth = 0): void {
    if (isObject(value)) properties(partTable[name], value, path, depth, []);
    else fault(path, 'must be an object');
  }

  function properties(
    table: Readonly<Record<string, string>>,
    value: Unknown,
    path: string,
    depth: number,
    also: readonly string[],
  ): void {
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
    for (const [key, one] of Object.entries(value)) {
      const kind = Object.hasOwn(table, key) ? table[key]?.replace('*', '') : undefined;
      if (kind !== undefined) checks[kind]?.(one, at(key), depth);
      else if (!also.includes(key)) fault(at(key), 'unknown property');
    }
    for (const [key, kind] of Object.entries(table))
      if (kind.endsWith('*') && value[key] === undefined) fault(at(key), 'missing');
  }

  function element(value: unknown, path: string, depth: number): void {
    const tag = isObject(value) && typeof value['tag'] === 'string' ? value['tag'] : '';
    const table = Object.hasOwn(elementTable, tag) ? elementTable[tag] : undefined;
    if (!isObject(value) || table === undefined) return fault(path, `unknown tag ${JSON.stringify(tag)}`);
    elements.push({ tag, element: value, path, depth });
    properties(table, value, path, depth, ['tag', 'element_id', 'margin']);
    values(tag, value, path);
    if (tag === 'table') list(value['columns'], `${path}.columns`, (one, at) => part('tableColumn', one, at));
    if (tag === 'markdown' && value['i18n_content'] !== undefined)
      part('i18n', value['i18n_content'], `${path}.i18n_content`);
  }

  function values(tag: string, value: Unknown, path: string): void {
    for (const [key, one] of Object.entries(value)) {
      const allowed = allowedValues[`${tag}.${key}`];
      if (allowed !== undefined && !(typeof one === 'string' && allowed.includes(one)))
        fault(`${path}.${key}`, `must be one of ${allowed.join(', ')}`);
    }
  }

  function list(value: unknown, path: string, one: (entry: unknown, path: string) => void): void {
    if (Array.isArray(value)) value.forEach((entry, at) => one(entry, `${path}[${at}]`));
    else fault(path, 'must be a list');
  }

  function text(value: unknown, path: string): void {
    const tag = isObject(value) ? value['tag'] : undefined;
    if (tag !== 'plain_text' && tag !== 'lark_md') return fault(path, 'must be plain_text or lark_md');
    part(tag === 'plain_text' ? 'plainText' : 'larkMd', value, path);
    if (isObject(value) && value['i18n_content'] !== undefined)
      part('i18n', value['i18n_content'], `${path}.i18n_content`);
  }

  function icon(value: unknown, path: string): void {
    const tag = isObject(value) ? value['tag'] : undefined;
    if (tag === 'standard_icon') part('standardIcon', value, path);
    else if (tag === 'custom_icon') part('customIcon', value, path);
    else fault(path, 'must be standard_icon or custom_icon');
  }

  function behavior(value: unknown, path: string): void {
    const type = isObject(value) ? value['type'] : undefined;
    if (type === 'callback') part('callback', value, path);
    else if (type === 'open_url') part('openUrl', value, path);
    else fault(path, 'unknown behavior');
  }
}

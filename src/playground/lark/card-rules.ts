import type { CardFault, FoundElement, Unknown } from './card-parts.ts';
import { isObject } from './card-parts.ts';

/** Lark's limits (lark.md 2). */
const MAX_BYTES = 30 * 1024;
const MAX_ELEMENTS = 200;
const MAX_DEPTH = 5;

const inputTags = new Set([
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
]);

/** The rules between elements: limits, forms, names. The properties of each element are checked before. */
export function checkRules(
  card: Unknown,
  elements: readonly FoundElement[],
  people: ReadonlySet<string>,
): readonly CardFault[] {
  return [
    ...limits(card, elements),
    ...elements.flatMap(found => [...place(found), ...lengths(found)]),
    ...ids(elements),
    ...elements.filter(found => found.tag === 'form').flatMap(form => formRules(form, elements)),
    ...uniqueNames(elements.filter(found => found.tag === 'form')),
    ...mentions(elements, people),
  ];
}

function limits(card: Unknown, elements: readonly FoundElement[]): readonly CardFault[] {
  const bytes = Buffer.byteLength(JSON.stringify(card));
  const header = isObject(card['header']) ? card['header'] : {};
  const tags = Array.isArray(header['text_tag_list']) ? header['text_tag_list'].length : 0;
  const charts = elements.filter(found => found.tag === 'chart').length;
  const tables = elements.filter(found => found.tag === 'table').length;
  return [
    ...unless(bytes <= MAX_BYTES, '', `${bytes} bytes, at most ${MAX_BYTES}`),
    ...unless(elements.length <= MAX_ELEMENTS, 'body', `${elements.length} elements exceeds the limit`),
    ...unless(tags <= 3, 'header.text_tag_list', 'at most 3 tags'),
    ...unless(tables <= 5, 'body', 'at most 5 tables'),
    ...unless(charts <= 5, 'body', 'at most 5 charts'),
  ];
}

function place({ tag, path, depth }: FoundElement): readonly CardFault[] {
  const atRoot = depth === 1;
  return [
    ...unless(depth <= MAX_DEPTH, path, `nested deeper than ${MAX_DEPTH}`),
    ...unless(
      atRoot || (tag !== 'form' && tag !== 'table'),
      path,
      `a ${tag} stands at the root of a card only`,
    ),
  ];
}

function lengths({ tag, element, path }: FoundElement): readonly CardFault[] {
  const max = element['max_length'];
  const weight = element['weight'];
  return [
    ...unless(
      typeof max !== 'number' || (max >= 1 && max <= 1000),
      `${path}.max_length`,
      'must be 1 to 1000',
    ),
    ...unless(typeof weight !== 'number' || (weight >= 1 && weight <= 5), `${path}.weight`, 'must be 1 to 5'),
    ...unless(textLength(element['placeholder']) <= 100, `${path}.placeholder`, 'at most 100 characters'),
    ...unless(
      tag !== 'button' || textLength(element['text']) <= 100,
      `${path}.text`,
      'at most 100 characters',
    ),
    ...optionValues(element, path),
    ...chartSpec(tag, element, path),
  ];
}

/** Charts are drawn by VChart from data alone. */
function chartSpec(tag: string, element: Unknown, path: string): readonly CardFault[] {
  if (tag !== 'chart') return [];
  const spec = element['chart_spec'];
  const drawn = isObject(spec) && typeof spec['type'] === 'string' && typeof spec['data'] === 'object';
  return unless(drawn, `${path}.chart_spec`, 'must be a VChart spec with type and data');
}

function optionValues(element: Unknown, path: string): readonly CardFault[] {
  const options = Array.isArray(element['options']) ? element['options'] : [];
  const values = options.map(option => (isObject(option) ? option['value'] : undefined));
  return unless(new Set(values).size === values.length, `${path}.options`, 'values must be unique');
}

function ids(elements: readonly FoundElement[]): readonly CardFault[] {
  const seen = new Set<unknown>();
  return elements.flatMap(({ element, path }) => {
    const id = element['element_id'];
    if (id === undefined) return [];
    const wellFormed = typeof id === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(id) && !seen.has(id);
    seen.add(id);
    return unless(
      wellFormed,
      `${path}.element_id`,
      'must be unique: a letter and up to 19 letters, digits, _',
    );
  });
}

function formRules(form: FoundElement, elements: readonly FoundElement[]): readonly CardFault[] {
  const inside = elements.filter(found => found.path.startsWith(`${form.path}.`));
  const named = inside.filter(found => inputTags.has(found.tag) || found.tag === 'button');
  const submits = inside.filter(found => found.element['form_action_type'] === 'submit');
  return [
    ...unless(submits.length > 0, form.path, 'a form needs a submit button'),
    ...named.flatMap(({ element, path }) =>
      unless(typeof element['name'] === 'string' && element['name'] !== '', path, 'needs a name in a form'),
    ),
    ...uniqueNames(named),
  ];
}

function uniqueNames(elements: readonly FoundElement[]): readonly CardFault[] {
  const seen = new Set<string>();
  return elements.flatMap(({ element, path }) => {
    const name = element['name'];
    if (typeof name !== 'string') return [];
    const twice = seen.has(name);
    seen.add(name);
    return unless(!twice, `${path}.name`, 'must be unique');
  });
}

/** An id of nobody in a mention or person makes Lark refuse the whole card. */
function mentions(elements: readonly FoundElement[], people: ReadonlySet<string>): readonly CardFault[] {
  const inText = elements
    .filter(found => found.tag === 'markdown')
    .flatMap(({ element, path }) =>
      [...JSON.stringify(element).matchAll(/<(?:at|person)\s+id=\\?["']?([^\s>"'\\]+)/g)].map(match => ({
        id: match[1] ?? '',
        path,
      })),
    );
  const elementsOfPeople = elements.flatMap(({ element, path, tag }) => {
    if (tag === 'person') return [{ id: String(element['user_id']), path }];
    if (tag !== 'person_list' || element['drop_invalid_user_id'] === true) return [];
    const persons = Array.isArray(element['persons']) ? element['persons'] : [];
    return persons.map(one => ({ id: isObject(one) ? String(one['id']) : '', path }));
  });
  return [...inText, ...elementsOfPeople].flatMap(({ id, path }) =>
    unless(people.has(id), path, `there is an invalid user resource (at/person) in your card: ${id}`),
  );
}

function textLength(text: unknown): number {
  const content = isObject(text) ? text['content'] : undefined;
  return typeof content === 'string' ? content.length : 0;
}

function unless(fine: boolean, path: string, reason: string): readonly CardFault[] {
  return fine ? [] : [{ path, reason }];
}

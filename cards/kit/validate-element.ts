import { INTERACTIVE, LIMITS, RULES } from './card-rules.ts';
import { checkControl } from './validate-control.ts';
import { checkPart, isRecord, listOf, textOf } from './validate-part.ts';
import { checkChart } from './validate-chart.ts';
import type { Part, Walk } from './validate-part.ts';

export interface Place {
  /** 1 at the root of the body; 0 for texts, which are no elements. */
  readonly depth: number;
  readonly inForm: boolean;
  readonly expect?: string;
}

/** Checks an element and everything inside of it. */
export function checkElement(element: unknown, path: string, walk: Walk, place: Place): void {
  const fault = (problem: string) => walk.faults.push({ path, problem });
  if (!isRecord(element) || typeof element['tag'] !== 'string') {
    fault('an element without a tag');
    return;
  }
  const tag = element['tag'];
  if (place.expect !== undefined && tag !== place.expect) fault(`must be ${place.expect}, is ${tag}`);
  if (place.expect === undefined && !isBodyElement(tag)) {
    fault(`unknown tag ${tag}`);
    return;
  }
  if (!checkPart(tag, element, path, walk)) return;
  if (place.depth > 0) walk.count += 1;
  if (place.depth > LIMITS.depth) fault(`nested ${place.depth} deep, at most ${LIMITS.depth}`);
  checkId(element, path, walk);
  if (INTERACTIVE.has(tag)) checkControl(tag, element, path, walk, place);
  if (tag === 'form') checkForm(element, path, walk, place);
  if (tag === 'chart') checkChart(element, path, walk);
  checkTexts(element, path, walk);
  checkInside(tag, element, path, walk, { depth: place.depth + 1, inForm: place.inForm || tag === 'form' });
}

function isBodyElement(tag: string): boolean {
  return RULES.has(tag) && (INTERACTIVE.has(tag) || BODY.has(tag));
}

const BODY = new Set(['markdown', 'hr', 'column_set', 'form', 'collapsible_panel', 'chart']);

function checkInside(tag: string, element: Part, path: string, walk: Walk, place: Place): void {
  if (tag === 'column_set')
    listOf(element['columns']).forEach((column, index) =>
      checkElement(column, `${path}.columns[${index}]`, walk, { ...place, expect: 'column' }),
    );
  listOf(element['elements']).forEach((inner, index) =>
    checkElement(inner, `${path}.elements[${index}]`, walk, place),
  );
  if (tag === 'column' && element['weight'] !== undefined && !isWithin(element['weight'], 1, 5))
    walk.faults.push({ path: `${path}.weight`, problem: 'must be 1 to 5' });
  if (tag === 'collapsible_panel' && checkPart('panel_header', element['header'], `${path}.header`, walk))
    checkElement(element['header']['title'], `${path}.header.title`, walk, {
      depth: 0,
      inForm: false,
      expect: 'plain_text',
    });
  if (tag === 'collapsible_panel' && element['border'] !== undefined)
    checkPart('panel_border', element['border'], `${path}.border`, walk);
}

function checkForm(form: Part, path: string, walk: Walk, place: Place): void {
  if (place.depth !== 1) walk.faults.push({ path, problem: 'a form stands only at the root' });
  const name = textOf(form['name']);
  if (walk.formNames.has(name)) walk.faults.push({ path, problem: `two forms are named ${name}` });
  walk.formNames.add(name);
  if (!JSON.stringify(form).includes('"form_action_type":"submit"'))
    walk.faults.push({ path, problem: 'a form needs a submit button' });
}

/** Texts of controls and tags. */
function checkTexts(element: Part, path: string, walk: Walk): void {
  for (const name of ['text', 'label', 'placeholder'])
    if (element[name] !== undefined)
      checkElement(element[name], `${path}.${name}`, walk, { depth: 0, inForm: false, expect: 'plain_text' });
}

function checkId(element: Part, path: string, walk: Walk): void {
  const id = element['element_id'];
  if (id === undefined) return;
  if (typeof id !== 'string' || !/^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(id) || walk.ids.has(id))
    walk.faults.push({ path: `${path}.element_id`, problem: 'malformed or there twice' });
  walk.ids.add(textOf(id));
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

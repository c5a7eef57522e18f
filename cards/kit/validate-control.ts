import { LIMITS } from './card-rules.ts';
import { checkPart, isRecord, listOf, textOf } from './validate-part.ts';
import type { Part, Walk } from './validate-part.ts';

/** Checks what a control must have beside its properties: a name of its own, limits, choices, a callback. */
export function checkControl(
  tag: string,
  control: Part,
  path: string,
  walk: Walk,
  place: { readonly inForm: boolean },
): void {
  const fault = (problem: string) => walk.faults.push({ path, problem });
  checkName(control, path, walk);
  if (tag === 'button') checkButton(control, path, walk, place.inForm);
  else if (!place.inForm) fault(`${tag} stands outside a form`);
  if (tag === 'input') checkInput(control, path, walk);
  if (tag.includes('select')) checkOptions(tag, control, path, walk);
  if (longerThan(control['placeholder'], LIMITS.placeholder))
    fault(`placeholder is longer than ${LIMITS.placeholder}`);
  for (const [name, shape] of SHAPES)
    if (control[name] !== undefined && !shape.test(textOf(control[name]))) fault(`${name} is malformed`);
  if (
    tag.includes('pick') &&
    control['placeholder'] === undefined &&
    !SHAPES.some(([name]) => name in control)
  )
    fault('a picker needs a placeholder or a value');
}

const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['initial_date', /^\d{4}-\d{2}-\d{2}$/],
  ['initial_time', /^\d{2}:\d{2}$/],
  ['initial_datetime', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/],
];

function checkName(control: Part, path: string, walk: Walk): void {
  const name = control['name'];
  if (typeof name !== 'string' || name === '') walk.faults.push({ path, problem: 'has no name' });
  else if (walk.names.has(name)) walk.faults.push({ path, problem: `the name ${name} is there twice` });
  walk.names.add(textOf(name));
}

function checkButton(button: Part, path: string, walk: Walk, inForm: boolean): void {
  const fault = (problem: string) => walk.faults.push({ path, problem });
  if (longerThan(button['text'], LIMITS.buttonText)) fault(`text is longer than ${LIMITS.buttonText}`);
  if (button['form_action_type'] !== undefined && !inForm) fault('submits, but stands outside a form');
  if (button['confirm'] !== undefined) checkPart('confirm', button['confirm'], `${path}.confirm`, walk);
  const behaviors = listOf(button['behaviors']);
  if (behaviors.length === 0) fault('does nothing');
  behaviors.forEach((behavior, index) => {
    const at = `${path}.behaviors[${index}]`;
    const type = isRecord(behavior) ? textOf(behavior['type']) : '';
    if (type !== 'callback' && type !== 'open_url')
      walk.faults.push({ path: at, problem: 'unknown behavior' });
    else if (checkPart(type, behavior, at, walk) && type === 'callback' && !isRecord(behavior['value']))
      walk.faults.push({ path: `${at}.value`, problem: 'must be an object' });
  });
}

function checkInput(input: Part, path: string, walk: Walk): void {
  const most = input['max_length'];
  if (
    most !== undefined &&
    !(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= LIMITS.inputLength)
  )
    walk.faults.push({ path: `${path}.max_length`, problem: `must be 1 to ${LIMITS.inputLength}` });
  const longest = typeof most === 'number' ? most : LIMITS.inputLength;
  if (typeof input['default_value'] === 'string' && Array.from(input['default_value']).length > longest)
    walk.faults.push({ path: `${path}.default_value`, problem: 'is longer than max_length' });
}

function checkOptions(tag: string, select: Part, path: string, walk: Walk): void {
  const values = listOf(select['options']).map((option, index) => {
    const at = `${path}.options[${index}]`;
    if (!checkPart('option', option, at, walk)) return '';
    if (tag.endsWith('static') && !isRecord(option['text']))
      walk.faults.push({ path: at, problem: 'an option needs a text' });
    return textOf(option['value']);
  });
  if (tag.endsWith('person') && values.length === 0)
    walk.faults.push({ path, problem: 'without candidates Lark offers the members of the chat' });
  if (new Set(values).size !== values.length)
    walk.faults.push({ path, problem: 'two options have the same value' });
  const chosen = [select['initial_option'], ...listOf(select['selected_values'])].filter(
    value => value !== undefined,
  );
  for (const value of chosen)
    if (!values.includes(textOf(value)))
      walk.faults.push({ path, problem: `${textOf(value)} is chosen, but no option` });
}

function longerThan(text: unknown, most: number): boolean {
  if (!isRecord(text)) return false;
  const i18n = isRecord(text['i18n_content']) ? Object.values(text['i18n_content']) : [];
  return [text['content'], ...i18n].some(one => typeof one === 'string' && Array.from(one).length > most);
}

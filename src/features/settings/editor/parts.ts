import type { EditorContext, Part } from './part.ts';
import { answerPart, answersFieldPart, answersPart } from './parts-answers.ts';
import { bookingPart, bookingsPart } from './parts-bookings.ts';
import { columnPart, columnsPart, newColumnPart } from './parts-columns.ts';
import { copiesPart, copyHidePart } from './parts-copies.ts';
import { datesPart } from './parts-dates.ts';
import { conditionPart, groupPart, newConditionPart, whenPart } from './parts-condition.ts';
import { extensionPart } from './parts-extension.ts';
import { feedbackPart } from './parts-feedback.ts';
import { fieldMorePart } from './parts-field-more.ts';
import { fieldPart, fieldsPart, newFieldPart } from './parts-fields.ts';
import { flowPart, newNodePart, nodePart } from './parts-flow.ts';
import { basicsPart, guidePart, numbersPart, rulesPart, visibilityPart } from './parts-item.ts';
import { rightsPart } from './parts-rights.ts';
import { newRulePart, rulePart, timeRulesPart } from './parts-rules.ts';
import { archivePart } from './parts-archive.ts';
import { stepMorePart } from './parts-step-more.ts';
import { startPart } from './parts-starts.ts';
import { stagePart, stagesPart, timesPart } from './parts-times.ts';
import { newWayPart, wayPart } from './parts-ways.ts';
import { newWhoPart, selectorPart, whoPart } from './parts-who.ts';

/** The rooms of the editor by the first word of their part. */
const PARTS: Readonly<Record<string, (context: EditorContext, rest: readonly string[]) => Part | undefined>> =
  {
    basics: basicsPart,
    guide: guidePart,
    visibility: visibilityPart,
    numbers: numbersPart,
    general: rulesPart,
    dates: datesPart,
    fields: fieldsPart,
    newField: newFieldPart,
    field: (context, [id = '']) => fieldPart(context, id),
    columns: (context, [id = '']) => columnsPart(context, id),
    newColumn: (context, [id = '']) => newColumnPart(context, id),
    column: (context, [id = '', column = '']) => columnPart(context, id, column),
    flow: flowPart,
    newNode: newNodePart,
    node: (context, [id = '']) => nodePart(context, id),
    who: (context, [id = '']) => whoPart(context, id),
    newWho: (context, [id = '']) => newWhoPart(context, id),
    selector: (context, [id = '', at = '']) => selectorPart(context, id, at),
    rules: (context, [id = '']) => timeRulesPart(context, id),
    newRule: (context, [id = '']) => newRulePart(context, id),
    rule: (context, [id = '', rule = '']) => rulePart(context, id, rule),
    rights: (context, [id = '']) => rightsPart(context, id),
    way: (context, [id = '', way = '']) => wayPart(context, id, way),
    newWay: (context, [id = '']) => newWayPart(context, id),
    times: timesPart,
    stages: stagesPart,
    extension: extensionPart,
    more: (context, [id = '']) => stepMorePart(context, id),
    fieldMore: (context, [id = '']) => fieldMorePart(context, id),
    copies: (context, [id = '']) => copiesPart(context, id),
    copyHide: copyHidePart,
    feedback: (context, [id = '']) => feedbackPart(context, id),
    bookings: bookingsPart,
    booking: (context, [id = '']) => bookingPart(context, id),
    answers: answersPart,
    answersField: answersFieldPart,
    answer: (context, [at = '']) => answerPart(context, at),
    stage: (context, [id = '']) => stagePart(context, id),
    archive: archivePart,
    start: (context, [id = '', item = '']) => startPart(context, id, item),
    when: whenPart,
    'group-of': (context, [at = '', ...where]) => groupPart(context, at, where),
    'newRule-of': (context, [at = '', ...where]) => newConditionPart(context, at, where),
    'rule-of': (context, [at = '', ...where]) => conditionPart(context, at, where),
  };

/** The sections of the overview, in their order. */
export const SECTIONS = [
  'basics',
  'guide',
  'fields',
  'flow',
  'visibility',
  'numbers',
  'general',
  'dates',
  'times',
  'archive',
] as const;

/** A part of the draft by its name, such as `rule/node2/remind`; undefined where it is not there any more. */
export function partOf(context: EditorContext, name: string): Part | undefined {
  const [first = '', ...rest] = name.split('/');
  return Object.hasOwn(PARTS, first) ? PARTS[first]?.(context, rest) : undefined;
}

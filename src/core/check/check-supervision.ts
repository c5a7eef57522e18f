import type { ItemDefinition, StepNode } from '../definition.ts';
import type { FeedbackByField } from '../supervision/types.ts';
import { selectorFaults } from './check-selector.ts';
import { duplicates } from './fault.ts';
import type { PlainFault } from './fault.ts';

/** Faults of the item's own limit and of its supervision: they need a due time to count from. */
export function supervisionFaults(definition: ItemDefinition): readonly PlainFault[] {
  return [...limitFaults(definition), ...stageFaults(definition), ...extensionFaults(definition)];
}

/** A limit is a duration or a date of the form, not both; the date must be asked for, or nothing could be due. */
function limitFaults({ limit, limitField, fields }: ItemDefinition): readonly PlainFault[] {
  if (limitField === undefined) return [];
  const place = { path: 'limitField', detail: limitField } as const;
  const field = fields.find(({ id }) => id === limitField);
  if (field === undefined) return [{ ...place, problem: 'unknownField' }];
  if (field.type !== 'date') return [{ ...place, problem: 'wrongFieldType' }];
  if (field.required !== true) return [{ ...place, problem: 'notRequired' }];
  return limit === undefined ? [] : [{ ...place, problem: 'twoLimits' }];
}

function stageFaults(definition: ItemDefinition): readonly PlainFault[] {
  const { supervision, limit, limitField } = definition;
  if (supervision === undefined || supervision === 'off') return [];
  const { stages } = supervision;
  const path = 'supervision';
  const without: readonly PlainFault[] =
    limit === undefined && limitField === undefined ? [{ path, problem: 'rulesWithoutLimit' }] : [];
  const twice = duplicates(stages.map(({ id }) => id)).map(
    (index): PlainFault => ({ path: `${path}.stages[${index}].id`, problem: 'duplicateId' }),
  );
  const each = stages.flatMap(({ repeat, also = [] }, index): readonly PlainFault[] => {
    const place = `${path}.stages[${index}]`;
    const bad = repeat !== undefined && repeat.every.amount <= 0;
    return [
      ...(bad ? [{ path: `${place}.repeat`, problem: 'badRepeat' } as const] : []),
      ...selectorFaults(definition, also, `${place}.also`, true),
    ];
  });
  return [...without, ...twice, ...each];
}

const SAID = ['$until', '$reason', '$number'];

function extensionFaults({ id, extension, fields }: ItemDefinition): readonly PlainFault[] {
  if (extension === undefined) return [];
  const { item, form } = extension;
  const known = [...SAID, ...fields.map(field => field.id)];
  return [
    ...(item === id ? [{ path: 'extension.item', problem: 'ownItem', detail: item } as const] : []),
    ...Object.values(form)
      .filter(value => !known.includes(value))
      .map((detail): PlainFault => ({ path: 'extension.form', problem: 'unknownField', detail })),
  ];
}

/** A feedback's period is longer than nothing; one that the form chooses names options of a select that is asked for. */
export function feedbackFaults(
  definition: ItemDefinition,
  { feedback }: StepNode,
  path: string,
): readonly PlainFault[] {
  if (feedback === undefined) return [];
  const { every, limit } = feedback;
  const periods = 'field' in every ? Object.values(every.options) : [every];
  const short: readonly PlainFault[] = [...periods, limit].some(({ amount }) => amount <= 0)
    ? [{ path, problem: 'badDuration' }]
    : [];
  return 'field' in every ? [...short, ...choiceFaults(definition, every, path)] : short;
}

function choiceFaults(
  { fields }: ItemDefinition,
  every: FeedbackByField,
  path: string,
): readonly PlainFault[] {
  const field = fields.find(({ id }) => id === every.field);
  if (field === undefined) return [{ path, problem: 'unknownField', detail: every.field }];
  if (field.type !== 'select') return [{ path, problem: 'wrongFieldType', detail: every.field }];
  return Object.keys(every.options)
    .filter(option => !field.options.some(({ id }) => id === option))
    .map((detail): PlainFault => ({ path, problem: 'wrongOperand', detail }));
}

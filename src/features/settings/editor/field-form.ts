import type { FormField } from '../../../../cards/kit/form-field.ts';
import type { Field, Formula, Option } from '../../../core/definition.ts';
import { lineOfText, linesOf, type Reader, textOfLine } from './controls.ts';
import type { EditorContext } from './part.ts';
import { readClock } from './parts-dates.ts';

const OPERATIONS = ['multiply', 'add', 'subtract', 'daysOf', 'sumOf', 'rowsOf'] as const;
/** These look at one thing: a period, a column, a table. */
const OF_ONE: readonly string[] = ['daysOf', 'sumOf', 'rowsOf'];
const COUNTED: readonly string[] = ['number', 'amount', 'formula', 'dateRange', 'table'];
const RESULTS = ['number', 'amount'] as const;

/** The controls that only this type of field has. */
export function typeControls(field: Field, { make, item, items }: EditorContext): readonly FormField[] {
  switch (field.type) {
    case 'text':
      return [make.check('multiline', field.multiline), make.number('maxLength', field.maxLength)];
    case 'number':
      return [
        make.check('integer', field.integer),
        make.number('min', field.min),
        make.number('max', field.max),
        ...make.both('unit', field.unit),
      ];
    case 'amount':
      return [make.number('min', field.min), make.number('max', field.max)];
    case 'date':
    case 'dateRange':
      return [
        make.number('cutoffDays', field.cutoff?.days),
        make.text('cutoffAt', field.cutoff?.at ?? '', 5),
      ];
    case 'select':
    case 'multiselect':
      return [make.long('options', field.options.map(({ label }) => lineOfText(label)).join('\n'))];
    case 'formula': {
      const { operation, operands } = shapeOf(field.formula);
      const choices = item.fields.filter(({ id }) => id !== field.id).flatMap(operandsIn);
      const known = operation === 'keep' ? ['keep', ...OPERATIONS] : OPERATIONS;
      return [
        make.choice('operation', known, operation),
        make.several('operands', choices, operands),
        make.choice('result', RESULTS, field.result),
      ];
    }
    case 'attachment':
    case 'image':
      return [make.number('maxFiles', field.maxFiles)];
    case 'table':
      return [make.number('minRows', field.minRows), make.number('maxRows', field.maxRows)];
    case 'connect':
      return [make.several('connectItems', items, field.items)];
    default:
      return [];
  }
}

/** The field with what was typed; what the form does not show stays as it is. */
export function readType(field: Field, read: Reader): Field {
  switch (field.type) {
    case 'text': {
      const { multiline: _, maxLength: __, ...rest } = field;
      const max = read.number('maxLength', { whole: true, min: 1 });
      return {
        ...rest,
        ...(read.check('multiline') ? { multiline: true } : {}),
        ...(max === undefined ? {} : { maxLength: max }),
      };
    }
    case 'number': {
      const { integer: _, min: __, max: ___, unit: ____, ...rest } = field;
      const unit = read.bothOrNone('unit');
      return {
        ...rest,
        ...bounds(read),
        ...(read.check('integer') ? { integer: true } : {}),
        ...(unit === undefined ? {} : { unit }),
      };
    }
    case 'amount': {
      const { min: _, max: __, ...rest } = field;
      return { ...rest, ...bounds(read) };
    }
    case 'date':
    case 'dateRange': {
      const { cutoff: _, ...rest } = field;
      const [days, at] = [read.number('cutoffDays', { whole: true, min: 0 }), readClock(read, 'cutoffAt')];
      if (days === undefined && at === undefined) return rest;
      if (at === undefined) read.fault('cutoffAt', 'editor.fault.clock');
      return { ...rest, cutoff: { days: days ?? 0, at: at ?? '00:00' } };
    }
    case 'select':
    case 'multiselect': {
      const options = readOptions(field.options, read.text('options'));
      if (options.length === 0) read.fault('options', 'editor.fault.options');
      return { ...field, options };
    }
    case 'formula':
      return {
        ...field,
        formula: readFormula(field.formula, read),
        result: read.one('result', RESULTS, field.result),
      };
    case 'attachment':
    case 'image': {
      const { maxFiles: _, ...rest } = field;
      const most = read.number('maxFiles', { whole: true, min: 1 });
      return most === undefined ? rest : { ...rest, maxFiles: most };
    }
    case 'table': {
      const { minRows: _, maxRows: __, ...rest } = field;
      const [least, most] = [
        read.number('minRows', { whole: true, min: 0 }),
        read.number('maxRows', { whole: true, min: 1 }),
      ];
      if (least !== undefined && most !== undefined && least > most)
        read.fault('maxRows', 'editor.fault.minMax');
      return {
        ...rest,
        ...(least === undefined ? {} : { minRows: least }),
        ...(most === undefined ? {} : { maxRows: most }),
      };
    }
    case 'connect': {
      const { items: _, ...rest } = field;
      const chosen = read.list('connectItems');
      return chosen.length === 0 ? rest : { ...rest, items: chosen };
    }
    default:
      return field;
  }
}

function bounds(read: Reader): { readonly min?: number; readonly max?: number } {
  const [min, max] = [read.number('min'), read.number('max')];
  if (min !== undefined && max !== undefined && min > max) read.fault('max', 'editor.fault.minMax');
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** One a line; an option that is still called the same keeps its id, so that requests and conditions go on knowing it. */
function readOptions(before: readonly Option[], typed: string): readonly Option[] {
  const taken = new Set(before.map(({ id }) => id));
  let next = 1;
  const fresh = (): string => {
    while (taken.has(`option${next}`)) next += 1;
    taken.add(`option${next}`);
    return `option${next}`;
  };
  const lines = linesOf(typed).map(textOfLine);
  // Renamed in its place: as many options as before, and this line is no other option's name.
  const names = new Set(before.map(({ label }) => label.zh));
  return lines.map((label, index) => {
    const same = before.find(option => option.label.zh === label.zh);
    const renamed = lines.length === before.length && !names.has(label.zh) ? before[index] : undefined;
    const old = same ?? (renamed && lines.some(each => each.zh === renamed.label.zh) ? undefined : renamed);
    return { id: old?.id ?? fresh(), label };
  });
}

interface FormulaShape {
  readonly operation: (typeof OPERATIONS)[number] | 'keep';
  readonly operands: readonly string[];
}

/** What a formula can look at in a field: itself, and the columns of a table that can be added up. */
function operandsIn(field: Field): readonly Option[] {
  if (!COUNTED.includes(field.type)) return [];
  const own = { id: field.id, label: field.label };
  if (field.type !== 'table') return [own];
  const columns = field.columns
    .filter(({ type }) => COUNTED.includes(type))
    .map(({ id, label }) => ({
      id: `${field.id}.${id}`,
      label: { zh: `${field.label.zh} · ${label.zh}`, en: `${field.label.en} · ${label.en}` },
    }));
  return [own, ...columns];
}

/** A formula of fields only, as the form shows it; one within another, or with a number in it, is kept. */
function shapeOf(formula: Formula): FormulaShape {
  if (typeof formula !== 'object') return { operation: 'keep', operands: [] };
  if ('daysOf' in formula) return { operation: 'daysOf', operands: [formula.daysOf] };
  if ('sumOf' in formula) return { operation: 'sumOf', operands: [formula.sumOf] };
  if ('rowsOf' in formula) return { operation: 'rowsOf', operands: [formula.rowsOf] };
  const [operation, parts]: readonly [FormulaShape['operation'], readonly Formula[]] =
    'multiply' in formula
      ? ['multiply', formula.multiply]
      : 'add' in formula
        ? ['add', formula.add]
        : ['subtract', formula.subtract];
  const operands = parts.filter(part => typeof part === 'string');
  return operands.length === parts.length ? { operation, operands } : { operation: 'keep', operands: [] };
}

function readFormula(before: Formula, read: Reader): Formula {
  const operation = read.one('operation', [...OPERATIONS, 'keep'], 'keep');
  const operands = read.list('operands');
  const [first, second] = operands;
  if (operation === 'keep') return before;
  const one = OF_ONE.includes(operation);
  const exact = one
    ? operands.length === 1
    : operation === 'subtract'
      ? operands.length === 2
      : operands.length >= 2;
  if (first === undefined || !exact) {
    read.fault('operands', one ? 'editor.fault.oneOperand' : 'editor.fault.operands');
    return before;
  }
  switch (operation) {
    case 'daysOf':
      return { daysOf: first };
    case 'sumOf':
      return { sumOf: first };
    case 'rowsOf':
      return { rowsOf: first };
    case 'subtract':
      return { subtract: [first, second ?? first] };
    case 'multiply':
      return { multiply: operands };
    case 'add':
      return { add: operands };
    default:
      return operation satisfies never;
  }
}

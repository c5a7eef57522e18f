import type { ChoiceOption } from '../../../../cards/kit/form-field.ts';
import type { Text } from '../../../../cards/kit/texts.ts';
import type { Expiry, ItemDefinition } from '../../../core/definition.ts';
import type { Settable } from '../../../core/editing/edit-item.ts';
import { formatDuration } from '../../../core/time-limits.ts';
import { readTypedDuration } from '../typed-duration.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { datesText } from './step-words.ts';

const NONE = 'none';
const CLOCK = /^([01]?\d|2[0-3])[:：][0-5]\d$/;

/** 日期与到期: the same day, until which step the promise holds, and what is told before an approval runs out. */
export function datesPart({ item, names, make, t }: EditorContext): Part {
  const { sameDay, promisedUntil, expiry } = item;
  const none = { id: NONE, label: t('admin.value.none') };
  const dates = item.fields.flatMap(({ id, label, type }) =>
    type === 'date' || type === 'dateRange' ? [{ id, label }] : [],
  );
  const steps = item.flow.flatMap(node => (node.kind === 'step' ? [{ id: node.id, label: node.name }] : []));
  return {
    kind: 'form',
    title: t('editor.part.dates'),
    notes: [
      t('editor.note.dates'),
      t('editor.note.expiry'),
      ...(item.bookings === undefined ? [] : [datesText({ item, names, t })]),
    ],
    up: '',
    fields: [
      make.text('sameDayBefore', sameDay?.before ?? '', 5),
      make.text('sameDayOtherwise', sameDay?.otherwise ?? '', 5),
      make.select('promisedUntil', [none, ...kept(steps, promisedUntil)], promisedUntil ?? NONE),
      make.select('expiryField', [none, ...kept(dates, expiry?.field)], expiry?.field ?? NONE),
      make.text('expiryRemind', (expiry?.remind ?? []).map(formatDuration).join('、'), 80),
    ],
    save: values => {
      const read = reader(values, t);
      const fresh = {
        sameDay: readSameDay(read),
        promisedUntil: chosen(read, 'promisedUntil'),
        expiry: readExpiry(read, item),
      };
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const gone = (['sameDay', 'promisedUntil', 'expiry'] as const).filter(key => fresh[key] === undefined);
      // What is done the same day has no other limit.
      const clear = fresh.sameDay === undefined ? gone : ([...gone, 'limit'] as const);
      return { acts: [{ do: 'set', values: said(fresh), clear }], next: '' };
    },
  };
}

type Dates = Pick<Settable, 'sameDay' | 'promisedUntil' | 'expiry'>;

function said({
  sameDay,
  promisedUntil,
  expiry,
}: { readonly [K in keyof Dates]: Dates[K] | undefined }): Dates {
  return {
    ...(sameDay === undefined ? {} : { sameDay }),
    ...(promisedUntil === undefined ? {} : { promisedUntil }),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

function chosen(read: Reader, id: string): string | undefined {
  const value = read.text(id);
  return value === '' || value === NONE ? undefined : value;
}

/** A time of day as it is kept, `09:30`; undefined where nothing stands. What is no time is a fault. */
export function readClock(read: Reader, id: string): string | undefined {
  const typed = read.text(id).replace('：', ':');
  if (typed === '') return undefined;
  if (!CLOCK.test(typed)) read.fault(id, 'editor.fault.clock');
  return typed.padStart(5, '0');
}

function readSameDay(read: Reader): ItemDefinition['sameDay'] {
  const [before, otherwise] = [readClock(read, 'sameDayBefore'), readClock(read, 'sameDayOtherwise')];
  if (before === undefined && otherwise === undefined) return undefined;
  if (before === undefined) read.fault('sameDayBefore', 'editor.fault.clock');
  if (otherwise === undefined) read.fault('sameDayOtherwise', 'editor.fault.clock');
  return { before: before ?? '15:00', otherwise: otherwise ?? '12:00' };
}

/** Whom it is told besides is kept as the file has it. */
function readExpiry(read: Reader, { expiry }: ItemDefinition): Expiry | undefined {
  const field = chosen(read, 'expiryField');
  if (field === undefined) return undefined;
  const typed = read
    .text('expiryRemind')
    .split(/[、,，;；\s]+/)
    .filter(each => each !== '');
  const remind = typed.flatMap(each => {
    const before = each.startsWith('-') || each.startsWith('−');
    const duration = readTypedDuration(before ? each.slice(1) : each);
    if (typeof duration !== 'string')
      return [{ ...duration, amount: before && duration.amount !== 0 ? -duration.amount : duration.amount }];
    read.fault('expiryRemind', `admin.${duration}`);
    return [];
  });
  if (remind.length === 0 || remind.length > 5) read.fault('expiryRemind', 'editor.fault.remind');
  return { ...expiry, field, remind };
}

/** What was chosen stays choosable, also where it is not there any more. */
function kept(options: readonly ChoiceOption[], id: string | undefined): readonly ChoiceOption[] {
  if (id === undefined || options.some(option => option.id === id)) return options;
  return [{ id, label: { zh: id, en: id } satisfies Text }, ...options];
}

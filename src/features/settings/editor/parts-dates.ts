import type { ChoiceOption } from '../../../../cards/kit/form-field.ts';
import type { Text } from '../../../../cards/kit/texts.ts';
import type { Expiry, ItemDefinition } from '../../../core/definition.ts';
import type { Settable } from '../../../core/editing/edit-item.ts';
import { formatDuration } from '../../../core/time-limits.ts';
import { readTypedDuration } from '../typed-duration.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';

const NONE = 'none';
const CLOCK = /^([01]?\d|2[0-3])[:：][0-5]\d$/;

/** 日期与到期: the same day, until which step the promise holds, and what is told before an approval runs out. */
export function datesPart({ item, make, t }: EditorContext): Part {
  const { sameDay, promisedUntil, expiry, limitField, offersDelegation } = item;
  const none = { id: NONE, label: t('admin.value.none') };
  const dates = item.fields.flatMap(({ id, label, type }) =>
    type === 'date' || type === 'dateRange' ? [{ id, label }] : [],
  );
  const of = (type: string) =>
    item.fields.flatMap(field => (field.type === type ? [{ id: field.id, label: field.label }] : []));
  const steps = item.flow.flatMap(node => (node.kind === 'step' ? [{ id: node.id, label: node.name }] : []));
  return {
    kind: 'form',
    title: t('editor.part.dates'),
    notes: [t('editor.note.dates'), t('editor.note.expiry')],
    up: '',
    fields: [
      make.select('itemLimitField', [none, ...kept(of('date'), limitField)], limitField ?? NONE),
      make.text('sameDayBefore', sameDay?.before ?? '', 5),
      make.text('sameDayOtherwise', sameDay?.otherwise ?? '', 5),
      make.select('promisedUntil', [none, ...kept(steps, promisedUntil)], promisedUntil ?? NONE),
      make.select('expiryField', [none, ...kept(dates, expiry?.field)], expiry?.field ?? NONE),
      make.text('expiryRemind', (expiry?.remind ?? []).map(formatDuration).join('、'), 80),
      make.select(
        'delegationPeriod',
        [none, ...kept(of('dateRange'), offersDelegation?.period)],
        offersDelegation?.period ?? NONE,
      ),
      make.select(
        'delegationAgent',
        [none, ...kept(of('person'), offersDelegation?.agent)],
        offersDelegation?.agent ?? NONE,
      ),
    ],
    links: [
      { label: t('editor.link.bookings'), part: 'bookings' },
      ...(expiry === undefined ? [] : [{ label: t('editor.link.expiryAlso'), part: 'who/expiry' }]),
    ],
    save: values => {
      const read = reader(values, t);
      const fresh = {
        sameDay: readSameDay(read),
        promisedUntil: chosen(read, 'promisedUntil'),
        expiry: readExpiry(read, item),
        limitField: chosen(read, 'itemLimitField'),
        offersDelegation: readOffer(read),
      };
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const gone = KEYS.filter(key => fresh[key] === undefined);
      // What is done the same day, or by a day of the form, has no other limit.
      const ruled = fresh.sameDay !== undefined || fresh.limitField !== undefined;
      const clear = ruled ? ([...gone, 'limit'] as const) : gone;
      return { acts: [{ do: 'set', values: said(fresh), clear }], next: '' };
    },
  };
}

const KEYS = ['sameDay', 'promisedUntil', 'expiry', 'limitField', 'offersDelegation'] as const;
type Dates = Pick<Settable, (typeof KEYS)[number]>;

function said({
  sameDay,
  promisedUntil,
  expiry,
  limitField,
  offersDelegation,
}: { readonly [K in keyof Dates]: Dates[K] | undefined }): Dates {
  return {
    ...(sameDay === undefined ? {} : { sameDay }),
    ...(promisedUntil === undefined ? {} : { promisedUntil }),
    ...(expiry === undefined ? {} : { expiry }),
    ...(limitField === undefined ? {} : { limitField }),
    ...(offersDelegation === undefined ? {} : { offersDelegation }),
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

/** Whether the applicant is offered a delegation once it is approved; a period is needed for it (services.md E16). */
function readOffer(read: Reader): ItemDefinition['offersDelegation'] {
  const [period, agent] = [chosen(read, 'delegationPeriod'), chosen(read, 'delegationAgent')];
  if (period === undefined) {
    if (agent !== undefined) read.fault('delegationPeriod', 'editor.fault.chooseField');
    return undefined;
  }
  return { period, ...(agent === undefined ? {} : { agent }) };
}

/** Whom it is told besides has a list of its own. */
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

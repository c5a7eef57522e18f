import type { ChoiceOption } from '../../../../cards/kit/form-field.ts';
import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import type { Booking } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import type { Words } from './step-words.ts';
import { faultOf } from './words.ts';

const NONE = 'none';

/** 占用: what is given to one request at a time, such as a vehicle or a room (services.md E3). */
export function bookingsPart(context: EditorContext): Part {
  const { item, t } = context;
  return {
    kind: 'list',
    title: t('editor.link.bookings'),
    notes: [t('editor.note.bookings')],
    up: 'dates',
    empty: t('editor.empty.bookings'),
    rows: (item.bookings ?? []).map((booking, index) => {
      const fault = faultOf(context, `bookings[${index}]`);
      return {
        title: item.fields.find(({ id }) => id === booking.what)?.label ?? same(booking.what),
        note: bookingText(context, booking),
        part: `booking/${booking.id}`,
        ...(fault === undefined ? {} : { fault }),
      };
    }),
    links: [{ label: t('editor.add.booking'), part: 'booking/$new', primary: true }],
  };
}

export function bookingPart({ item, make, t }: EditorContext, id: string): Part | undefined {
  const all = item.bookings ?? [];
  const booking = all.find(each => each.id === id);
  if (booking === undefined && id !== '$new') return undefined;
  const of = (types: readonly string[], kept?: string): readonly ChoiceOption[] =>
    item.fields
      .filter(field => types.includes(field.type) || field.id === kept)
      .map(({ id: field, label }) => ({ id: field, label }));
  const optional = (types: readonly string[], kept?: string): readonly ChoiceOption[] => [
    { id: NONE, label: t('admin.value.none') },
    ...of(types, kept),
  ];
  return {
    kind: 'form',
    title: t(booking === undefined ? 'editor.add.booking' : 'editor.link.bookings'),
    notes: [t('editor.note.bookings')],
    up: 'bookings',
    fields: [
      make.select(
        'bookingWhat',
        of(['text', 'select', 'person', 'department'], booking?.what),
        booking?.what,
      ),
      make.select('bookingPeriod', of(['dateRange'], booking?.period), booking?.period),
      make.select('bookingFrom', optional(['time'], booking?.from), booking?.from ?? NONE),
      make.select('bookingUntil', optional(['time'], booking?.until), booking?.until ?? NONE),
    ],
    ...(booking === undefined ? {} : { acts: { remove: put(all.filter(each => each.id !== id)) } }),
    next: 'bookings',
    save: values => {
      const read = reader(values, t);
      const fresh = readBooking(read, booking?.id ?? freeId(all));
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const others =
        booking === undefined ? [...all, fresh] : all.map(each => (each.id === id ? fresh : each));
      return { acts: [put(others)], next: 'bookings' };
    },
  };
}

function readBooking(read: Reader, id: string): Booking {
  const named = (control: string): string => {
    if (read.text(control) === '') read.fault(control, 'editor.fault.chooseField');
    return read.text(control);
  };
  const [from, until] = [read.text('bookingFrom'), read.text('bookingUntil')];
  return {
    id,
    what: named('bookingWhat'),
    period: named('bookingPeriod'),
    ...(from === '' || from === NONE ? {} : { from }),
    ...(until === '' || until === NONE ? {} : { until }),
  };
}

function put(bookings: readonly Booking[]): EditAct {
  return bookings.length === 0
    ? { do: 'set', values: {}, clear: ['bookings'] }
    : { do: 'set', values: { bookings } };
}

function freeId(all: readonly Booking[]): string {
  for (let n = 1; ; n += 1) if (!all.some(({ id }) => id === `booking${n}`)) return `booking${n}`;
}

/** What is taken, and when. */
export function bookingText({ item, t }: Pick<Words, 'item' | 't'>, booking: Booking): Text {
  const label = (id: string) => item.fields.find(field => field.id === id)?.label ?? same(id);
  const { what, period, from, until } = booking;
  const times = [from, until].flatMap(id => (id === undefined ? [] : [label(id)]));
  const said = t('editor.said.booking', { what: label(what), period: label(period) });
  return times.length === 0
    ? said
    : joinTexts([said, joinTexts(times, { zh: ' 至 ', en: ' to ' })], { zh: '，', en: ', ' });
}

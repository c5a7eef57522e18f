import { digestCard, type DigestRowView, OWN_ROWS, PEOPLE_ROWS } from '../../cards/digest.ts';
import type { BreachView } from '../../cards/kit/breach-elements.ts';
import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { superviseCard, type SuperviseCardProps } from '../../cards/supervise.ts';
import { supervisionCard, type SupervisionCardProps } from '../../cards/supervision.ts';
import { both, type Filling, NOW, sampleHead, TIME, times } from './card-samples.ts';

const HOUR = 3_600_000;
const lateBy = () => ({ at: NOW - 50 * HOUR, late: true, days: 2, minutes: 0 });
const leftUntil = () => ({ at: NOW + HOUR, late: false, days: 0, minutes: 60 });

/** Limits that were passed, by people and by the request itself. */
export function sampleBreaches(fill: Filling): readonly BreachView[] {
  const { at, ...by } = lateBy();
  return [
    ...times(Math.min(fill.rows, 30), () => ({ who: fill.text, step: both(fill), dueAt: at, by })),
    { dueAt: at, doneAt: NOW, by },
  ];
}

/** The cards of supervision in every state. */
export function sampleSupervision(fill: Filling, t: Texts): Record<string, Card> {
  return { ...lists(fill, t), ...cards(fill, t), ...digests(fill, t) };
}

function lists(fill: Filling, t: Texts): Record<string, Card> {
  const options = times(Math.min(fill.rows, 60), n => ({ id: `d${n}`, label: both(fill) }));
  const props: SuperviseCardProps = {
    rows: times(Math.min(fill.rows, 6), n => ({
      id: `r${n}`,
      number: 'SBZL-20261122-0001',
      item: both(fill),
      applicant: fill.text,
      returned: n === 1,
      hard: n === 2,
      holders: times(Math.min(fill.rows, 4), () => ({
        step: both(fill),
        people: times(Math.min(fill.rows, 30), () => fill.text),
        since: NOW - HOUR,
      })),
      urged: n,
      ...(n === 3 ? {} : { due: n === 0 ? lateBy() : leftUntil() }),
    })),
    page: 1,
    total: fill.rows,
    filter: { overdue: false },
    departments: options,
    items: options,
    own: false,
    time: TIME,
  };
  const filter = { overdue: true, department: 'd1', item: 'd1' };
  return {
    'supervise list': superviseCard(props, t),
    'supervise overdue': superviseCard({ ...props, filter, own: true }, t),
  };
}

function cards(fill: Filling, t: Texts): Record<string, Card> {
  const base: SupervisionCardProps = {
    request: sampleHead(fill),
    kind: 'time',
    due: leftUntil(),
    hard: false,
    mayAnswer: true,
    taskId: 'T1',
    time: TIME,
  };
  const answer = { by: fill.text, at: NOW, text: fill.text, until: '2026-12-31' };
  return {
    'supervision soon': supervisionCard(base, t),
    'supervision minutes': supervisionCard({ ...base, due: { ...leftUntil(), minutes: 5 } }, t),
    'supervision late': supervisionCard({ ...base, due: lateBy(), answer, hard: true }, t),
    'supervision above': supervisionCard(
      { ...base, mayAnswer: false, answer: { by: fill.text, text: fill.text } },
      t,
    ),
    'supervision urged': supervisionCard(
      {
        ...base,
        kind: 'urged',
        said: { by: fill.text, text: fill.text },
        typed: { text: fill.text, until: '2026-12-31' },
        fault: both(fill),
      },
      t,
    ),
    'supervision answered': supervisionCard({ ...base, kind: 'answered', answer }, t),
  };
}

function digests(fill: Filling, t: Texts): Record<string, Card> {
  const row = (n: number): DigestRowView => ({
    requestId: `r${n}`,
    taskId: `t${n}`,
    number: 'SBZL-20261122-0001',
    item: both(fill),
    step: both(fill),
    applicant: fill.text,
    urged: n,
    due: n === 0 ? lateBy() : leftUntil(),
  });
  const rows = times(Math.min(fill.rows, OWN_ROWS), row);
  const theirs = times(Math.min(fill.rows, PEOPLE_ROWS), n => ({ ...row(n), holder: fill.text }));
  const base = {
    date: '2026-11-22',
    own: { overdue: 1, today: fill.rows + 20, rows },
    todo: fill.rows,
    underWay: 2,
    time: TIME,
  };
  const persons = times(fill.rows, n => ({ name: fill.text, n }));
  const people = { overdue: 1, today: fill.rows, rows: theirs, page: 1, held: fill.rows, persons };
  return {
    digest: digestCard(base, t),
    'digest of a head': digestCard({ ...base, own: { overdue: 0, today: 0, rows: [] }, people }, t),
  };
}

import { array, assert, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import type { Event } from '../../../src/core/events.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';
import { duration, item, step } from '../../support/flow/definition.ts';
import { begin, DAY, type Play } from '../../support/flow/play.ts';

const LONG = { limit: duration('20wd') };
const supervised = (play: Play) =>
  play.timeline.flatMap(({ event }) => (event.type === 'Supervised' ? [event] : []));
const told = (play: Play) =>
  supervised(play).map(event => `${event.stage}/${event.occurrence}: ${event.to.join()}`);
const wake = (play: Play) => play.try('Wake', 'system', {});
/** `fin` holds it; above are `fay`, `dora`, `boss`. */
const long = (more: Partial<ItemDefinition> = LONG) => begin([step('one', 'fin')], { item: more });

describe('a request with a long limit is supervised (features 1.20, 1.22)', () => {
  it('ten days before the limit, three working days before it, at it, and each working day after, further up each time', () => {
    const play = long();
    for (const days of [9, 10, 17, 20, 21, 22]) {
      play.now = play.state.submittedAt + days * DAY;
      wake(play);
    }
    expect(told(play)).toEqual([
      'early/1: fin,fay',
      'soon/1: fin,fay',
      'due/1: fin,fay,dora',
      'overdue/1: fin,fay,dora,boss',
      'overdue/2: fin,fay,dora,boss',
    ]);
  });

  it('each occurrence once, however often the timer comes; what an outage missed comes once, as the latest', () => {
    const play = long().later(23 * DAY);
    for (let n = 0; n < 3; n += 1) wake(play);
    expect(told(play)).toEqual(['overdue/3: fin,fay,dora,boss']);
    expect(supervised(play)[0]?.fired).toEqual({ early: 1, soon: 1, due: 1, overdue: 3 });
    expect(play.state.supervision?.nextAt).toBe(play.state.submittedAt + 24 * DAY);
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
  });

  it('short limits are not, unless the item says so; off is off', () => {
    expect(long({ limit: duration('10wd') }).state.supervision).toBeUndefined();
    expect(long({ ...LONG, supervision: 'off' }).state.supervision).toBeUndefined();
    const stages = [{ id: 'only', at: duration('-1h'), up: 0 }];
    const play = long({ limit: duration('2h'), supervision: { stages } }).later(DAY / 24);
    wake(play);
    expect(told(play)).toEqual(['only/1: fin']);
  });

  it('whom a stage names is told besides, once', () => {
    const also = [{ kind: 'people', people: ['tom', 'fin'] }] as const;
    const stages = [{ id: 'late', at: duration('3wd'), up: 1, also }];
    const play = long({ ...LONG, supervision: { stages } }).later(23 * DAY);
    wake(play);
    expect(told(play)).toEqual(['late/1: fin,fay,tom']);
  });

  it('stops when it ends, and stands still while the applicant has it', () => {
    const ended = long().later(DAY);
    ended.approve('fin');
    expect(ended.state.nextWakeAt).toBeUndefined();
    const play = long().later(2 * DAY);
    play.do('Return', 'fin', { taskId: 'q1-t1', target: 'start', opinion: '补' });
    play.later(12 * DAY);
    wake(play);
    expect(told(play)).toEqual([]);
    play.do('Resubmit', 'ann', { form: {} });
    expect(play.state.supervision?.nextAt).toBe(play.state.submittedAt + 22 * DAY);
  });

  it('counts to whoever holds it then', () => {
    const play = long().later(10 * DAY);
    play.do('Transfer', 'fin', { taskId: 'q1-t1', to: 'sid', reason: '归安全' });
    wake(play);
    expect(told(play)).toEqual(['early/1: sid,sam']);
  });
});

const urged = (by: string, hard = false) => {
  const play = begin([step('one', 'fin')]).later(DAY);
  play.try('Supervise', by, { text: '抓紧', ...(hard ? { hard } : {}) });
  return play;
};

describe('supervision by hand, and the reply', () => {
  it('a head above the holder may, the holder’s colleague and another head may not', () => {
    expect(urged('fay').refusal).toBeUndefined();
    expect(urged('boss').refusal).toBeUndefined();
    for (const other of ['flo', 'sam', 'ann']) expect(urged(other).refusal).toEqual({ code: 'notYours' });
  });

  it('needs words, and half an hour between two', () => {
    const play = urged('fay');
    play.try('Supervise', 'boss', { text: '再抓紧' });
    expect(play.refusal).toMatchObject({ code: 'coolDown' });
    play.later(DAY);
    play.try('Supervise', 'boss', { text: ' ' });
    expect(play.refusal).toEqual({ code: 'reasonRequired' });
  });

  it('a hard case is supervised each working day although its item has no limit (features 4.10)', () => {
    const play = urged('fay', true);
    for (let day = 1; day <= 3; day += 1) wake(play.later(DAY));
    expect(told(play).map(line => line.split(':')[0])).toEqual(['overdue/1', 'overdue/2', 'overdue/3']);
    expect(supervised(play)[0]?.to).toEqual(['fin', 'fay', 'dora', 'boss']);
  });

  it('only what was supervised can be answered, by those who hold it or were told', () => {
    const play = begin([step('one', 'fin')]);
    play.try('AnswerSupervision', 'fin', { text: '在办' });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    play.do('Supervise', 'boss', { text: '抓紧' });
    play.try('AnswerSupervision', 'sam', { text: '在办' });
    expect(play.refusal).toEqual({ code: 'notYours' });
    play.do('AnswerSupervision', 'fin', { text: '缺材料', until: '2026-12-31' });
    expect(play.state.supervision?.answer).toMatchObject({ by: 'fin', text: '缺材料', until: '2026-12-31' });
    const notices = play.effects.flatMap(effect => (effect.kind === 'notice' ? [effect.to] : []));
    expect(notices).toEqual(['fay', 'boss']);
  });
});

const flow = [step('one', 'fin')];
const faults = (more: Partial<ItemDefinition>) =>
  checkDefinition(item(flow, more)).map(({ path, problem }) => `${path} ${problem}`);

describe('the limit may be a date of the form', () => {
  const deadline = { id: 'by', label: { zh: '完成时限', en: 'By' }, type: 'date', required: true } as const;
  const dated = { fields: [deadline], summary: ['by'], limitField: 'by' };

  it('due when that day closes; supervised without being told to', () => {
    const play = begin(flow, { item: dated, form: { by: '2026-12-01' } });
    expect(play.state.dueAt).toBe(plainCalendar.closing?.('2026-12-01'));
    expect(play.state.supervision?.nextAt).toBe((play.state.dueAt ?? 0) - 10 * DAY);
  });

  it('a wrong one is refused by the check, with its place', () => {
    expect(faults({ limitField: 'nothing' })).toEqual(['limitField unknownField']);
    expect(faults({ ...dated, fields: [{ ...deadline, required: false }] })).toEqual([
      'limitField notRequired',
    ]);
    expect(faults({ ...dated, limit: duration('3d') })).toEqual(['limitField twoLimits']);
    const stage = { id: 'a', at: duration('1d'), up: 1 };
    expect(faults({ supervision: { stages: [stage] } })).toEqual(['supervision rulesWithoutLimit']);
    const repeat = { every: duration('0d'), max: 2 };
    const stages = [
      { ...stage, also: [{ kind: 'formPerson', field: 'by' } as const] },
      { ...stage, repeat },
    ];
    expect(faults({ ...dated, supervision: { stages } })).toEqual([
      'supervision.stages[1].id duplicateId',
      'supervision.stages[0].also[0] wrongFieldType',
      'supervision.stages[1].repeat badRepeat',
    ]);
  });
});

it('no stage ever comes twice, whatever else happens in between', () => {
  const moves = array(record({ act: nat(5), hours: integer({ min: 0, max: 120 }) }), { maxLength: 40 });
  assert(
    property(moves, throws => {
      const play = long();
      for (const { act, hours } of throws) {
        play.later((hours * DAY) / 24);
        const holder = play.state.tasks.findLast(task => task.status === 'PENDING');
        if (act === 0 && holder) play.try('Transfer', holder.actor, { taskId: holder.id, to: 'sid' });
        else if (act === 1) play.try('Supervise', 'boss', { text: '抓紧' });
        else if (act === 2) play.try('AnswerSupervision', 'fin', { text: '在办' });
        else if (act === 3 && holder)
          play.try('Return', holder.actor, { taskId: holder.id, target: 'start', opinion: '补' });
        else if (act === 4) play.try('Resubmit', 'ann', { form: {} });
        else wake(play);
      }
      const all = play.timeline.map(({ event }) => event).filter(isSupervised);
      const keys = all.map(({ stage, occurrence }) => `${stage}/${occurrence}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) },
  );
});

function isSupervised(event: Event): event is Extract<Event, { type: 'Supervised' }> {
  return event.type === 'Supervised';
}

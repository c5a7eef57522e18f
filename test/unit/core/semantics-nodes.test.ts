import { describe, expect, it } from 'vitest';
import { auto, branch, copy, delay, step, subrequests } from '../../support/flow/definition.ts';
import { DAY, HOUR, Play, START, begin, submit } from '../../support/flow/play.ts';
import { organisation } from '../../support/flow/organisation.ts';

const daysOver = (value: number) => ({ field: 'days', op: '>', value }) as const;

const parallel = (onReject: 'end' | 'wait') =>
  branch(
    'fork',
    'parallel',
    { left: [step('l1', 'wes'), step('l2', 'sam')], right: [step('r1', 'tom')] },
    {},
    onReject,
  );

const people = (...ids: string[]) => [{ kind: 'people', people: ids } as const];

describe('semantics C14: branches', () => {
  const ways = branch(
    'ways',
    'exclusive',
    { long: [step('l', 'dora')], middle: [step('m', 'wes')], short: [] },
    { long: daysOver(10), middle: daysOver(3) },
  );

  it('semantics C14: the first branch that holds, else the default', () => {
    expect(begin([ways, step('end', 'fay')], { form: { days: 11 } }).waiting).toEqual(['dora']);
    expect(begin([ways, step('end', 'fay')], { form: { days: 4 } }).waiting).toEqual(['wes']);
    expect(begin([ways, step('end', 'fay')], { form: { days: 3 } }).waiting).toEqual(['fay']);
  });

  it('semantics C14: the decision is stored with what it was made on', () => {
    const play = begin([ways, step('end', 'fay')], { form: { days: 4 } });
    expect(play.events).toContainEqual(expect.objectContaining({ type: 'NodeOpened', inputs: { days: 4 } }));
    expect(play.state.runs[0]?.taken).toEqual(['middle']);
  });

  it('semantics C14: a missing operand is false and warned of once', () => {
    const play = begin([ways, step('end', 'fay')]);
    expect(play.waiting).toEqual(['fay']);
    const warnings = play.events.filter(event => event.type === 'ConfigWarning');
    expect(warnings).toEqual([{ type: 'ConfigWarning', nodeId: 'ways', field: 'days', problem: 'missing' }]);
  });

  it('semantics C14: evaluated when the node is entered, on the form as it then is', () => {
    const edits = step('one', 'cid', { fields: { days: 'edit' } });
    const play = begin([edits, ways, step('end', 'fay')], { form: { days: 1 } });
    expect(play.approve('cid', { edited: { days: 12 } }).waiting).toEqual(['dora']);
  });
});

describe('peers row 12: parallel and inclusive branches', () => {
  it('semantics C15: a join waits for all active branches', () => {
    const play = begin([parallel('end'), step('end', 'fay')]);
    expect(play.waiting).toEqual(['wes', 'tom']);
    expect(play.approve('wes').approve('tom').waiting).toEqual(['sam']);
    expect(play.approve('sam').waiting).toEqual(['fay']);
  });

  it("semantics C15: a branch's reject ends the request, or waits for the others", () => {
    const ended = begin([parallel('end')]).reject('wes');
    expect([ended.status, ended.waiting]).toEqual(['REJECTED', []]);
    const waits = begin([parallel('wait')]).reject('wes');
    expect([waits.status, waits.waiting]).toEqual(['RUNNING', ['tom']]);
    expect(waits.approve('tom').status).toBe('REJECTED');
  });

  it('peers row 12: inclusive takes all that hold; none: the default', () => {
    const some = branch(
      'some',
      'inclusive',
      { a: [step('a1', 'wes')], b: [step('b1', 'sam')], c: [step('c1', 'tom')] },
      { a: daysOver(3), b: daysOver(5) },
    );
    expect(begin([some], { form: { days: 9 } }).waiting).toEqual(['wes', 'sam']);
    expect(begin([some], { form: { days: 4 } }).waiting).toEqual(['wes']);
    expect(begin([some], { form: { days: 1 } }).waiting).toEqual(['tom']);
    expect(
      begin([some], { form: { days: 9 } })
        .approve('wes')
        .approve('sam').status,
    ).toBe('APPROVED');
  });

  it('peers row 12: branches in branches, and branches with nothing in them', () => {
    const inner = branch('inner', 'exclusive', { yes: [step('y', 'wes')], no: [] }, { yes: daysOver(3) });
    const outer = branch('outer', 'parallel', { one: [inner], two: [step('t', 'tom')], three: [] });
    const play = begin([outer, step('end', 'fay')], { form: { days: 5 } });
    expect(play.approve('tom').approve('wes').waiting).toEqual(['fay']);
    expect(begin([outer, step('end', 'fay')], { form: { days: 1 } }).approve('tom').waiting).toEqual(['fay']);
  });
});

describe('peers rows 14, 15, 30: nodes without people', () => {
  it('peers row 30: an automatic node decides, and stands in the timeline', () => {
    const play = begin([auto('yes', 'approve'), step('one', 'wes')]);
    expect(play.waiting).toEqual(['wes']);
    expect(play.events).toContainEqual({ type: 'NodePassed', runId: 'q1-r1', why: 'auto' });
    expect(begin([auto('no', 'reject'), step('one', 'wes')]).status).toBe('REJECTED');
  });

  it('peers row 15: a delay ends when its time has come, not before', () => {
    const play = begin([delay('wait', '2h'), step('one', 'wes')]);
    expect([play.waiting, play.state.nextWakeAt]).toEqual([[], START + 2 * HOUR]);
    play.later(HOUR).try('Wake', 'system', {});
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    expect(play.later(HOUR).do('Wake', 'system', {}).waiting).toEqual(['wes']);
    expect(play.state.nextWakeAt).toBeUndefined();
  });

  it('peers row 14: sub-requests are started with values of the form; it goes on when all have ended approved', () => {
    const play = begin([subrequests('pack', 'A', 'B'), step('one', 'wes')], { form: { title: 'Li' } });
    const started = play.effects.filter(effect => effect.kind === 'startSubrequest');
    expect(started).toEqual([
      { kind: 'startSubrequest', requestId: 'q1-r1-s1', runId: 'q1-r1', item: 'A', form: { title: 'Li' } },
      { kind: 'startSubrequest', requestId: 'q1-r1-s2', runId: 'q1-r1', item: 'B', form: { title: 'Li' } },
    ]);
    const end = { runId: 'q1-r1', requestId: 'q1-r1-s1', status: 'APPROVED' } as const;
    play.do('EndSubrequest', 'system', end).do('EndSubrequest', 'system', end);
    expect(play.waiting).toEqual([]);
    play.do('EndSubrequest', 'system', { ...end, requestId: 'q1-r1-s2' });
    expect(play.waiting).toEqual(['wes']);
  });

  it('peers row 14: one that is not approved fails the node; the parent is told of the end', () => {
    const play = begin([subrequests('pack', 'A', 'B'), step('one', 'wes')]);
    play.do('EndSubrequest', 'system', { runId: 'q1-r1', requestId: 'q1-r1-s1', status: 'REJECTED' });
    expect(play.status).toBe('REJECTED');
    const child = new Play([step('one', 'wes')]);
    const parent = { requestId: 'q0', runId: 'q0-r1' };
    const sub = { requestId: 'q0-r1-s1', number: 'n', applicant: 'ann', form: {}, chosen: {}, parent };
    child.do('Submit', 'system', sub).approve('wes');
    expect(child.effects).toContainEqual({
      kind: 'reportToParent',
      parentId: 'q0',
      runId: 'q0-r1',
      status: 'APPROVED',
    });
  });
});

describe('semantics C15: 抄送', () => {
  it('semantics C15: everybody is told once in a request, at the start, at a step and at the end', () => {
    const flow = [
      step('one', 'wes', { cc: { start: people('ted'), end: people('tia') } }),
      copy('cc', 'tia', 'sid'),
    ];
    const play = new Play(flow, { item: { cc: { start: people('ted'), end: people('ted', 'flo') } } });
    submit(play);
    const told = () =>
      play.effects.flatMap(effect =>
        effect.kind === 'notice' && effect.notice.kind === 'copy' ? [effect.to] : [],
      );
    expect(told()).toEqual(['ted']);
    play.approve('wes');
    expect(told()).toEqual(['tia', 'sid', 'flo']);
  });

  it('semantics C15: by hand, too, by those who have part in it', () => {
    const play = begin([copy('cc', 'ted'), step('one', 'wes')]).do('SendCopy', 'wes', {
      people: ['ted', 'flo'],
    });
    expect(play.state.cc.map(each => each.person)).toEqual(['ted', 'flo']);
    play.try('SendCopy', 'flo', { people: ['tia'] });
    expect(play.refusal).toEqual({ code: 'notYours' });
    play.try('SendCopy', 'wes', { people: ['nobody'] });
    expect(play.refusal).toEqual({ code: 'badPerson', why: 'unknown' });
  });

  it('semantics C15: a read receipt is kept once', () => {
    const play = begin([copy('cc', 'ted'), step('one', 'wes')])
      .later(HOUR)
      .do('MarkRead', 'ted', {});
    expect(play.state.cc[0]).toMatchObject({ person: 'ted', readAt: START + HOUR });
    expect(play.later(HOUR).do('MarkRead', 'ted', {}).events).toEqual([]);
    play.try('MarkRead', 'flo', {});
    expect(play.refusal).toEqual({ code: 'notYours' });
  });
});

describe('semantics C15 to C23: urge, comments, numbers', () => {
  it('semantics C15 urge: every 30 minutes, three times in a day, by the applicant or an administrator', () => {
    const play = begin([step('one', 'wes')]).do('Urge', 'ann', {});
    expect(play.effects).toContainEqual({
      kind: 'notice',
      to: 'wes',
      notice: { kind: 'urged', taskId: 'q1-t1', by: 'ann' },
    });
    play.later(HOUR / 2 - 1).try('Urge', 'ann', {});
    expect(play.refusal).toEqual({ code: 'coolDown', until: START + HOUR / 2 });
    play.later(1).do('Urge', 'root', {}).later(HOUR).do('Urge', 'ann', {});
    play.later(HOUR).try('Urge', 'ann', {});
    expect(play.refusal).toEqual({ code: 'urgedOften', max: 3 });
    play.later(DAY).do('Urge', 'ann', {}).try('Urge', 'wes', {});
    expect(play.refusal).toEqual({ code: 'notYours' });
  });

  it('semantics C0 comments: the same words tapped twice are one comment; a minute later they are another', () => {
    const words = { text: 'soon', mentions: [] };
    const play = begin([step('one', 'wes')]).do('Comment', 'wes', words);
    play.later(10_000).do('Comment', 'wes', words);
    expect(play.effects).toEqual([]);
    play.do('Comment', 'ann', words).do('Comment', 'wes', { ...words, text: 'later' });
    expect(play.state.comments.map(({ by, text }) => [by, text])).toEqual([
      ['wes', 'soon'],
      ['ann', 'soon'],
      ['wes', 'later'],
    ]);
    play.later(60_000).do('Comment', 'wes', words);
    expect(play.state.comments).toHaveLength(4);
  });

  it('semantics C15 comments: tell the applicant and who is mentioned and has part in it; deleting leaves a mark', () => {
    const play = begin([step('one', 'wes sam')]).do('Comment', 'wes', {
      text: 'why?',
      mentions: ['sam', 'flo'],
    });
    expect(play.effects.flatMap(effect => (effect.kind === 'notice' ? [effect.to] : []))).toEqual([
      'ann',
      'sam',
    ]);
    play.try('Comment', 'flo', { text: 'hi', mentions: [] });
    expect(play.refusal).toEqual({ code: 'notYours' });
    play.try('DeleteComment', 'sam', { commentId: 'q1-c1' });
    expect(play.refusal).toEqual({ code: 'notYours' });
    play.do('DeleteComment', 'wes', { commentId: 'q1-c1' });
    expect(play.state.comments[0]).toMatchObject({ by: 'wes', text: '', deleted: true });
  });

  it('semantics C18: a document number is asked for at final approval, and given once', () => {
    const documentNumber = { template: '{YYYY}-{SEQ}', reset: 'year' } as const;
    const play = begin([step('one', 'wes')], { item: { documentNumber } }).approve('wes');
    expect(play.effects).toContainEqual({ kind: 'requestDocumentNumber' });
    play.do('GiveDocumentNumber', 'system', { number: '2026-12' });
    expect(play.state.documentNumber).toBe('2026-12');
    expect(play.do('GiveDocumentNumber', 'system', { number: '2026-12' }).events).toEqual([]);
    play.try('GiveDocumentNumber', 'system', { number: '2026-13' });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
  });

  it('peers row 43: an administrator voids, jumps and puts another person in, with a reason', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam'), step('three', 'tom')]);
    play.try('Jump', 'ann', { nodeId: 'three', reason: 'r' });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    expect(play.do('Jump', 'root', { nodeId: 'three', reason: 'r' }).waiting).toEqual(['tom']);
    expect(play.do('Jump', 'root', { nodeId: 'one', reason: 'r' }).waiting).toEqual(['wes']);
    play.do('Reassign', 'root', { taskId: play.task('wes').id, to: 'sue', reason: 'r' });
    expect(play.waiting).toEqual(['sue']);
    play.try('Terminate', 'root', { reason: ' ' });
    expect(play.refusal).toEqual({ code: 'reasonRequired' });
    play.do('Terminate', 'root', { reason: 'r' });
    expect([play.status, play.waiting]).toEqual(['TERMINATED', []]);
  });

  it('peers row 43: a jump into a branch goes on through its join; not into parallel branches', () => {
    const ways = branch('ways', 'exclusive', { a: [step('a1', 'wes')], b: [] }, { a: daysOver(3) });
    const fork = branch('fork', 'parallel', { l: [step('l1', 'sam')], r: [step('r1', 'tom')] });
    const play = begin([step('one', 'cid'), ways, fork, step('end', 'fay')]);
    play.do('Jump', 'root', { nodeId: 'a1', reason: 'r' });
    expect(play.approve('wes').waiting).toEqual(['sam', 'tom']);
    play.try('Jump', 'root', { nodeId: 'r1', reason: 'r' });
    expect(play.refusal).toEqual({ code: 'badTarget' });
  });

  it('peers row 56: a required opinion, signature or attachment', () => {
    const requires = { opinion: true, signature: true, attachment: true };
    const play = begin([step('one', 'wes', { requires })]);
    const { id: taskId } = play.task('wes');
    play.try('Approve', 'wes', { taskId });
    expect(play.refusal).toEqual({ code: 'opinionRequired' });
    play.try('Approve', 'wes', { taskId, opinion: 'ok' });
    expect(play.refusal).toEqual({ code: 'signatureRequired' });
    play.try('Approve', 'wes', { taskId, opinion: 'ok', signature: 's1' });
    expect(play.refusal).toEqual({ code: 'attachmentRequired' });
    play.approve('wes', { opinion: 'ok', signature: 's1', attachments: ['f1'] });
    expect(play.task('wes')).toMatchObject({
      status: 'APPROVED',
      opinion: 'ok',
      signature: 's1',
      attachments: ['f1'],
    });
  });

  it('peers row 63: who may not see an item cannot begin it; administrators may begin it for another', () => {
    const visibility = {
      kind: 'some',
      departments: ['finance'],
      roles: ['clerks'],
      people: ['tia'],
    } as const;
    const allowed = (applicant: string, by = applicant) => {
      const play = new Play([step('one', 'wes')], {
        item: { visibility },
        organisation: organisation({ roles: { clerks: ['cid'] } }),
      });
      return play.try('Submit', by, { requestId: 'q', number: 'n', applicant, form: {}, chosen: {} }).ok;
    };
    expect(['fin', 'tia', 'cid', 'ann'].map(person => allowed(person))).toEqual([true, true, true, false]);
    expect([allowed('fin', 'root'), allowed('fin', 'tia')]).toEqual([true, false]);
  });
});

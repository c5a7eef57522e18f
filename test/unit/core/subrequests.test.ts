import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/core/decide.ts';
import type { Effect } from '../../../src/core/effects.ts';
import { branch, step, subrequests } from '../../support/flow/definition.ts';
import { begin, Play, START } from '../../support/flow/play.ts';

const ends = (play: Play) =>
  play.effects.filter(
    (effect): effect is Extract<Effect, { kind: 'endSubrequest' }> => effect.kind === 'endSubrequest',
  );

/** A sub-request of the request `q1`, with one step. */
function child(): Play {
  const play = new Play([step('one', 'wes')]);
  play.try('Submit', 'system', {
    requestId: 'q1-r1-s1',
    number: 'SUB-1',
    applicant: 'ann',
    form: {},
    chosen: {},
    parent: { requestId: 'q1', runId: 'q1-r1' },
  });
  return play;
}

describe('peers row 14: sub-requests end with the request that started them', () => {
  it('withdrawn, voided: every sub-request that has not ended is told why', () => {
    for (const [act, by, why] of [
      ['Withdraw', 'ann', 'parentWithdrawn'],
      ['Terminate', 'root', 'parentTerminated'],
    ] as const) {
      const play = begin([subrequests('parts', 'OTHER', 'THIRD'), step('last', 'wes')]);
      const [first] = play.state.runs[0]?.subrequests ?? [];
      const done = { runId: 'q1-r1', requestId: first?.requestId ?? '', status: 'APPROVED' } as const;
      play.do('EndSubrequest', 'system', done);
      play.do(act, by, { reason: 'no more' });
      expect(ends(play)).toEqual([{ kind: 'endSubrequest', requestId: 'q1-r1-s2', why }]);
    }
  });

  it('one refused: the others end as well, since the request is rejected', () => {
    const play = begin([subrequests('parts', 'OTHER', 'THIRD')]);
    const refused = { runId: 'q1-r1', requestId: 'q1-r1-s1', status: 'REJECTED' } as const;
    play.do('EndSubrequest', 'system', refused);
    expect([play.status, ends(play).map(({ requestId, why }) => [requestId, why])]).toEqual([
      'REJECTED',
      [['q1-r1-s2', 'parentRejected']],
    ]);
  });

  it('returned to the start from the branch beside: the parts are started anew, the old ones end', () => {
    const flow = [
      branch('fork', 'parallel', { a: [step('one', 'wes')], b: [subrequests('parts', 'OTHER')] }),
    ];
    const play = begin(flow).sendBack('wes', 'start');
    expect(ends(play)).toEqual([{ kind: 'endSubrequest', requestId: 'q1-r3-s1', why: 'parentMovedOn' }]);
    play.resubmit();
    expect(play.effects.filter(effect => effect.kind === 'startSubrequest').length).toBe(1);
  });

  it('revoked: what was approved for it is revoked along', () => {
    const play = begin([subrequests('parts', 'OTHER'), step('last', 'wes')]);
    play.do('EndSubrequest', 'system', { runId: 'q1-r1', requestId: 'q1-r1-s1', status: 'APPROVED' });
    play.approve('wes').do('Revoke', 'ann', { reason: 'trip is off' }).approve('wes');
    expect([play.status, ends(play)]).toEqual([
      'REVOKED',
      [{ kind: 'endSubrequest', requestId: 'q1-r1-s1', why: 'parentRevoked' }],
    ]);
  });

  it('the sub-request is cancelled with the reason in its timeline, and leaves no list', () => {
    const play = child().do('EndWithParent', 'system', { parentId: 'q1', why: 'parentWithdrawn' });
    expect([play.status, play.waiting]).toEqual(['CANCELED', []]);
    expect(play.events).toContainEqual({ type: 'StatusChanged', to: 'CANCELED', reason: 'parentWithdrawn' });
    expect(play.effects).toContainEqual({ kind: 'notice', to: 'ann', notice: { kind: 'canceled' } });
  });

  it('one that was approved is revoked with its parent only, also while its own revoking is asked', () => {
    const play = child().approve('wes');
    play.try('EndWithParent', 'system', { parentId: 'q1', why: 'parentMovedOn' });
    expect(play.refusal).toEqual({ code: 'requestEnded', status: 'APPROVED' });
    play.do('Revoke', 'ann', { reason: 'r' });
    play.do('EndWithParent', 'system', { parentId: 'q1', why: 'parentRevoked' });
    expect([play.status, play.waiting, play.state.revoking]).toEqual(['REVOKED', [], undefined]);
  });

  it('only its own parent ends it, and nobody by hand', () => {
    const play = child();
    play.try('EndWithParent', 'system', { parentId: 'q2', why: 'parentWithdrawn' });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    const byHand = { key: 'k', at: START, by: 'root', channel: 'admin' } as const;
    const command = { type: 'EndWithParent', parentId: 'q1', why: 'parentWithdrawn', ...byHand } as const;
    expect(decide(play.context, play.state, command).ok).toBe(false);
  });
});

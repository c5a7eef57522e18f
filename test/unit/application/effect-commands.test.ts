import { describe, expect, test } from 'vitest';
import { createEffectCommands } from '../../../src/application/effect-commands.ts';
import type { RequestCommand } from '../../../src/application/execute-command.ts';
import type { StoredRequest } from '../../../src/application/ports.ts';
import { manualClock } from '../../support/clock.ts';
import { memoryStores } from '../../support/stores.ts';
import { quietLog } from '../../support/stores-core.ts';
import { buildChange, buildItem } from '../../support/stores-data.ts';
import { openOffice } from '../../support/stores-office.ts';

async function open() {
  const stores = memoryStores();
  const office = await openOffice({}, stores);
  const clock = manualClock();
  const rule = { template: '沪工修〔{YYYY}〕{SEQ}号', reset: 'year' } as const;
  await stores.items.publish(
    {
      definition: buildItem({ version: 2, documentNumber: rule }),
      enabled: true,
      publishedAt: 2,
      publishedBy: 'x',
      summary: [],
    },
    1,
  );
  const executed: string[] = [];
  const carryOut = createEffectCommands({
    ...stores,
    submit: office.submit,
    execute: async (requestId: string, command: RequestCommand) => {
      const { type, key } = command;
      executed.push([requestId, type, key, 'number' in command ? command.number : ''].join(' ').trim());
      return { kind: 'refused', refusal: { code: 'notFound' } };
    },
    directory: { around: async () => ({ people: {}, departments: {} }) },
    tellWebhook: async () => undefined,
    timeZone: 'Asia/Shanghai',
    clock,
    log: quietLog,
  });
  return { stores, executed, carryOut };
}

function approved(id: string): StoredRequest {
  const { state } = buildChange({ id, itemVersion: 2, departmentId: 'od_1' });
  const ended = { ...state, status: 'APPROVED', endedAt: Date.UTC(2026, 11, 31, 17) } as const;
  return { state: ended, version: 3, timeline: [], outbox: [], processed: [] };
}

/** Its run `n1` started sub-requests and waits for them, unless told otherwise. */
function waiting(status: 'open' | 'canceled' = 'open'): StoredRequest {
  const subrequests = [{ requestId: 'r1-n1-s1', status: 'RUNNING' }] as const;
  const run = { id: 'n1', nodeId: 'parts', round: 1, status, openedAt: 1000, subrequests } as const;
  const { state } = buildChange({ id: 'r1', itemVersion: 2, departmentId: 'od_1', runs: [run] });
  return { state, version: 3, timeline: [], outbox: [], processed: [] };
}

const start = (item: string, form = {}) =>
  ({ kind: 'startSubrequest', requestId: 'r1-n1-s1', runId: 'n1', item, form }) as const;

describe('an effect that is a command', () => {
  test('gives a document number of the year in the service’s time zone, the same when repeated', async () => {
    const { executed, carryOut } = await open();
    const effect = { kind: 'requestDocumentNumber' } as const;
    for (const id of ['r1', 'r2', 'r1']) await carryOut(effect, approved(id), `${id}-3-0`);
    expect(executed).toEqual([
      'r1 GiveDocumentNumber r1-3-0 沪工修〔2027〕1号',
      'r2 GiveDocumentNumber r2-3-0 沪工修〔2027〕2号',
      'r1 GiveDocumentNumber r1-3-0 沪工修〔2027〕1号',
    ]);
  });

  test('reports a sub-request’s end to its parent', async () => {
    const { executed, carryOut } = await open();
    await carryOut(
      { kind: 'reportToParent', parentId: 'p1', runId: 'n1', status: 'APPROVED' },
      approved('r1'),
      'r1-3-1',
    );
    expect(executed).toEqual(['p1 EndSubrequest r1-3-1']);
  });

  test('starts a sub-request under its given id, once', async () => {
    const { stores, executed, carryOut } = await open();
    await stores.items.publish(
      { definition: buildItem({ version: 3 }), enabled: true, publishedAt: 3, publishedBy: 'x', summary: [] },
      2,
    );
    await carryOut(start('TEST', { reason: '因为' }), waiting(), 'r1-3-0');
    await carryOut(start('TEST', { reason: '因为' }), waiting(), 'r1-3-0');
    expect(executed).toEqual([]);
    expect((await stores.requests.load('r1-n1-s1'))?.state).toMatchObject({
      applicant: 'ou_an',
      form: { reason: '因为' },
    });
  });

  test('does not start a sub-request that nobody waits for any more', async () => {
    const { stores, carryOut } = await open();
    await carryOut(start('TEST'), waiting('canceled'), 'r1-3-0');
    expect(await stores.requests.load('r1-n1-s1')).toBeUndefined();
  });

  test('a sub-request whose parent ended while it was being started ends after it', async () => {
    const { stores, executed, carryOut } = await open();
    const { state } = waiting('canceled');
    await stores.requests.insert('parent', buildChange(state));
    await carryOut(start('TEST'), waiting('open'), 'r1-3-0');
    expect(executed).toEqual(['r1-n1-s1 EndWithParent r1-3-0/left']);
  });

  test('ends a sub-request with its parent', async () => {
    const { executed, carryOut } = await open();
    const effect = { kind: 'endSubrequest', requestId: 's1', why: 'parentWithdrawn' } as const;
    await carryOut(effect, waiting('canceled'), 'r1-4-0');
    expect(executed).toEqual(['s1 EndWithParent r1-4-0']);
  });

  test.each([
    ['GONE', {}],
    ['TEST', { fault: true }],
  ])('tells the parent when item %s cannot be started with %j', async (item, form) => {
    const { executed, carryOut } = await open();
    await carryOut(start(item, form), waiting(), 'r1-3-0');
    expect(executed).toEqual(['r1 EndSubrequest r1-3-0/refused']);
  });
});

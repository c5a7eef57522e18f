import { beforeEach, describe, expect, test } from 'vitest';
import { createHandOvers } from '../../../src/application/hand-over.ts';
import type { Outcome, RequestCommand } from '../../../src/application/execute-command.ts';
import type { Stores } from '../../../src/application/ports.ts';
import { memoryStores } from '../../support/stores.ts';
import { quietLog } from '../../support/stores-core.ts';
import { step } from '../../support/flow/definition.ts';
import { buildChange, buildItem, buildTask } from '../../support/stores-data.ts';

const people = {
  ou_leaver: { id: 'ou_leaver', name: '甲', managerId: 'ou_boss', departmentIds: [], status: 'gone' },
  ou_boss: { id: 'ou_boss', name: '乙', departmentIds: [], status: 'active' },
  ou_named: { id: 'ou_named', name: '丙', departmentIds: [], status: 'active' },
  ou_admin: { id: 'ou_admin', name: '丁', departmentIds: [], status: 'active' },
} as const;

describe('what a leaver held', () => {
  let stores: Stores = memoryStores();
  let commands: { readonly id: string; readonly command: RequestCommand }[] = [];
  let refuse = false;

  const handOvers = () =>
    createHandOvers({
      ...stores,
      directory: { around: async () => ({ people, departments: {} }) },
      execute: async (id, command): Promise<Outcome> => {
        commands.push({ id, command });
        if (refuse) return { kind: 'refused', refusal: { code: 'notAllowed' } };
        const stored = await stores.requests.load(id);
        return stored === undefined
          ? { kind: 'refused', refusal: { code: 'notFound' } }
          : { kind: 'done', stored };
      },
      clock: { now: () => 5_000 },
      log: quietLog,
    });

  beforeEach(async () => {
    stores = memoryStores();
    commands = [];
    refuse = false;
    const tasks = [buildTask({ actor: 'ou_leaver', status: 'WAITING' })];
    await stores.requests.insert('draft-1', buildChange({ id: 'r1', tasks }));
    await stores.requests.insert('draft-2', buildChange({ id: 'r2', tasks: [buildTask()] }));
    const roles = { safety: { name: { zh: '安全科', en: 'Safety' }, members: ['ou_x', 'ou_leaver'] } };
    const settings = { version: 1, administrators: ['ou_admin'], roles };
    await stores.settings.save({ settings, by: 'system', at: 1, summary: [] });
    await stores.delegations.save({
      id: 'd1',
      principal: 'ou_other',
      agent: 'ou_leaver',
      items: 'all',
      from: 0,
      to: 90_000,
      mode: 'agentOnly',
      handOpen: false,
    });
  });

  test('goes to the manager: requests, roles, delegations; what is not his stays', async () => {
    const result = await handOvers().run('ou_leaver', 'system');
    expect(result.status).toBe('done');
    expect(commands).toMatchObject([
      { id: 'r1', command: { type: 'HandOver', from: 'ou_leaver', to: 'ou_boss', by: 'system' } },
    ]);
    expect((await stores.settings.current()).roles['safety']?.members).toEqual(['ou_x', 'ou_boss']);
    expect(await stores.delegations.standing(5_000)).toMatchObject([{ id: 'd1', agent: 'ou_boss' }]);
  });

  test('goes to the successor that an administrator named beforehand', async () => {
    await handOvers().plan('ou_leaver', 'ou_admin', 'ou_named');
    expect(commands).toEqual([]);
    await handOvers().run('ou_leaver', 'system');
    expect(commands).toMatchObject([{ command: { to: 'ou_named' } }]);
  });

  const named = buildItem({
    flow: [step('安全审核', 'ou_leaver ou_x')],
    fields: [{ id: 'what', type: 'text', label: { zh: '事由', en: 'What' } }],
  });
  const publish = (version: number, publishedBy = 'catalogue') =>
    stores.items.publish(
      { definition: { ...named, version }, enabled: true, publishedAt: 1, publishedBy, summary: [] },
      version - 1,
    );

  test('semantics C9: an item that names him is published anew, with who was replaced by whom', async () => {
    await publish(1);
    const planned = await handOvers().plan('ou_leaver', 'ou_admin', 'ou_named');
    expect(planned.lines).toContainEqual({
      what: 'item',
      id: 'TEST',
      label: '事项（安全审核）',
      status: 'open',
    });
    expect((await stores.items.live())[0]?.definition.version).toBe(1);
    const result = await handOvers().run('ou_leaver', 'ou_admin');
    expect(result.status).toBe('done');
    const [newest] = await stores.items.history('TEST');
    expect(newest).toMatchObject({
      publishedBy: 'ou_admin',
      definition: { version: 2, flow: [{ who: [{ people: ['ou_named'] }, { people: ['ou_x'] }] }] },
    });
    expect(newest?.summary[0]?.zh).toBe('离职交接：安全审核 甲 → 丙');
    expect((await stores.items.version('TEST', 1))?.flow).toEqual(named.flow);
  });

  test('semantics C9: of two who change the item at once the hand-over says so and can be retried', async () => {
    await publish(1);
    const { items } = stores;
    stores = { ...stores, items: { ...items, publish: async () => false } };
    const failed = await handOvers().run('ou_leaver', 'ou_admin');
    expect(failed.lines.find(({ what }) => what === 'item')).toMatchObject({
      status: 'failed',
      why: 'conflict',
    });
    stores = { ...stores, items };
    expect((await handOvers().run('ou_leaver', 'ou_admin')).status).toBe('done');
    expect((await stores.items.live())[0]?.definition.version).toBe(2);
  });

  test('semantics C9: item administration and other offices go along', async () => {
    const settings = {
      version: 2,
      administrators: ['ou_admin'],
      roles: {},
      itemAdministrators: [{ person: 'ou_leaver', items: ['TEST'], departments: [] }],
      supervisors: ['ou_leaver', 'ou_boss'],
    };
    await stores.settings.save({ settings, by: 'system', at: 1, summary: [] });
    expect((await handOvers().run('ou_leaver', 'system')).status).toBe('done');
    expect(await stores.settings.current()).toMatchObject({
      itemAdministrators: [{ person: 'ou_boss', items: ['TEST'] }],
      supervisors: ['ou_boss'],
    });
  });

  test('what failed says why, is kept, and only that is tried again', async () => {
    refuse = true;
    const first = await handOvers().run('ou_leaver', 'system');
    expect(first.status).toBe('failed');
    expect(first.lines.find(({ what }) => what === 'request')).toMatchObject({
      status: 'failed',
      why: 'notAllowed',
    });
    refuse = false;
    const second = await handOvers().run('ou_leaver', 'ou_admin');
    expect(second.status).toBe('done');
    expect(commands.map(({ id }) => id)).toEqual(['r1', 'r1']);
    expect(second.lines.filter(({ what }) => what === 'role')).toHaveLength(1);
  });
});

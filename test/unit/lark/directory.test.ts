import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLarkClient } from '../../../src/adapters/lark/client.ts';
import { createDirectory, type DirectoryOptions } from '../../../src/adapters/lark/directory/directory.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { KEYS } from '../../support/lark/callbacks.ts';
import type { FakeUser } from '../../support/lark/fake-answers.ts';
import { type FakeLark, startFakeLark } from '../../support/lark/fake-lark.ts';
import { createMetrics, keptLog } from '../../support/lark/logs.ts';
import { eventually } from '../../support/lark/eventually.ts';

let lark: FakeLark;
beforeEach(async () => {
  lark = await startFakeLark();
});
afterEach(() => lark.close());

function connect(overrides: Partial<DirectoryOptions> = {}) {
  const { log, lines } = keptLog();
  const client = createLarkClient({
    appId: KEYS.appId,
    appSecret: KEYS.appSecret,
    domain: lark.url,
    log,
    metrics: createMetrics(),
    retry: { retries: 0 },
  });
  return { directory: createDirectory({ client, log, ...overrides }), lines };
}

function user(id: string, rest: Partial<FakeUser> = {}): void {
  lark.directory.users.set(id, { open_id: id, name: `name of ${id}`, ...rest });
}
function department(id: string, parent?: string, head?: string): void {
  lark.directory.departments.set(id, {
    open_department_id: id,
    name: `name of ${id}`,
    parent_department_id: parent ?? '0',
    ...(head !== undefined && { leader_user_id: head }),
  });
}
const nobody = { people: [], departments: [] };

describe('around people and departments', () => {
  it('knows the managers up to the top, the departments above, and their heads', async () => {
    department('od-company', undefined, 'ou_boss');
    department('od-works', 'od-company', 'ou_head');
    user('ou_alice', { leader_user_id: 'ou_lead', department_ids: ['od-works'] });
    user('ou_lead', { leader_user_id: 'ou_boss', department_ids: ['od-works'] });
    user('ou_boss', { department_ids: ['0'] });
    user('ou_head', { leader_user_id: 'ou_boss' });
    user('ou_unrelated');
    const part = await connect().directory.around({ ...nobody, people: ['ou_alice'] });
    expect(part.people['ou_alice']).toEqual({
      id: 'ou_alice',
      name: 'name of ou_alice',
      managerId: 'ou_lead',
      departmentIds: ['od-works'],
      status: 'active',
    });
    expect(Object.keys(part.people).sort()).toEqual(['ou_alice', 'ou_boss', 'ou_head', 'ou_lead']);
    expect(part.people['ou_boss']?.departmentIds).toEqual([]);
    expect(part.departments).toEqual({
      'od-works': { id: 'od-works', name: 'name of od-works', parentId: 'od-company', headId: 'ou_head' },
      'od-company': { id: 'od-company', name: 'name of od-company', headId: 'ou_boss' },
    });
  });

  it('does not go round for ever when managers or departments form a circle', async () => {
    department('od-1', 'od-2');
    department('od-2', 'od-1');
    user('ou_a', { leader_user_id: 'ou_b', department_ids: ['od-1'] });
    user('ou_b', { leader_user_id: 'ou_a' });
    const part = await connect().directory.around({ ...nobody, people: ['ou_a'] });
    expect(Object.keys(part.people)).toEqual(['ou_a', 'ou_b']);
    expect(Object.keys(part.departments)).toEqual(['od-1', 'od-2']);
  });

  it('follows a chain of managers for at most twenty levels', async () => {
    for (let level = 0; level < 40; level += 1) user(`ou_${level}`, { leader_user_id: `ou_${level + 1}` });
    const part = await connect().directory.around({ ...nobody, people: ['ou_0'] });
    expect(Object.keys(part.people)).toHaveLength(21);
  });

  it.each([{ is_frozen: true }, { is_resigned: true }, { is_exited: true }])(
    'a person of status %j is gone',
    async status => {
      user('ou_alice', { status });
      const part = await connect().directory.around({ ...nobody, people: ['ou_alice'] });
      expect(part.people['ou_alice']?.status).toBe('gone');
    },
  );

  it('a person who was known and was deleted since is gone, with the name', async () => {
    user('ou_alice');
    const { directory } = connect();
    await directory.around({ ...nobody, people: ['ou_alice'] });
    lark.directory.users.delete('ou_alice');
    directory.invalidate({ people: ['ou_alice'] });
    const part = await directory.around({ ...nobody, people: ['ou_alice'] });
    expect(part.people['ou_alice']).toMatchObject({ name: 'name of ou_alice', status: 'gone' });
  });

  it('whom Lark does not know is left out', async () => {
    user('ou_alice', { leader_user_id: 'ou_ghost', department_ids: ['od-ghost'] });
    const part = await connect().directory.around({ ...nobody, people: ['ou_alice', 'ou_nobody'] });
    expect(Object.keys(part.people)).toEqual(['ou_alice']);
    expect(part.departments).toEqual({});
  });

  it('one id that Lark refuses does not spoil the others of its batch', async () => {
    user('ou_alice');
    user('ou_bob');
    const refusal = { status: 400, body: { code: 99992360, msg: 'invalid id' } };
    lark.fail('/users/batch', refusal, refusal);
    const part = await connect().directory.around({ ...nobody, people: ['ou_alice', 'ou_bob', 'ou_bad'] });
    // The first asked for alone met the second refusal.
    expect(Object.keys(part.people)).toEqual(['ou_bob']);
  });

  it('the main department comes first', async () => {
    const orders = [{ department_id: 'od-2', is_primary_dept: true }];
    lark.directory.users.set(
      'ou_alice',
      Object.assign({ open_id: 'ou_alice', name: 'A', department_ids: ['od-1', 'od-2'] }, { orders }),
    );
    const part = await connect().directory.around({ ...nobody, people: ['ou_alice'] });
    expect(part.people['ou_alice']?.departmentIds).toEqual(['od-2', 'od-1']);
  });
});

describe('what is asked of Lark', () => {
  it('one call for people who are asked for together, and none the second time', async () => {
    user('ou_alice');
    user('ou_bob');
    const { directory } = connect();
    const both = { ...nobody, people: ['ou_alice', 'ou_bob'] };
    await Promise.all([directory.around(both), directory.around(both)]);
    await directory.around(both);
    expect(lark.callsTo('/users/batch').map(call => call.query.getAll('user_ids'))).toEqual([
      ['ou_alice', 'ou_bob'],
    ]);
  });

  it('more than fifty people in batches', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `ou_${index}`);
    for (const id of ids) user(id);
    const part = await connect().directory.around({ ...nobody, people: ids });
    expect(Object.keys(part.people)).toHaveLength(120);
    expect(lark.callsTo('/users/batch').map(call => call.query.getAll('user_ids').length)).toEqual([
      50, 50, 20,
    ]);
  });

  it('again after an event of change', async () => {
    user('ou_alice', { leader_user_id: 'ou_bob' });
    user('ou_bob');
    user('ou_carol');
    const { directory } = connect();
    const alice = { ...nobody, people: ['ou_alice'] };
    await directory.around(alice);
    user('ou_alice', { leader_user_id: 'ou_carol' });
    expect((await directory.around(alice)).people['ou_alice']?.managerId).toBe('ou_bob');
    directory.invalidate({ people: ['ou_alice'] });
    expect((await directory.around(alice)).people['ou_alice']?.managerId).toBe('ou_carol');
  });

  it('again when the change comes while the old record is being read', async () => {
    user('ou_alice', { name: 'old' });
    const { directory } = connect();
    const alice = { ...nobody, people: ['ou_alice'] };
    const reading = directory.around(alice);
    await eventually(() => lark.callsTo('/users/batch').length).toBe(1);
    user('ou_alice', { name: 'new' });
    directory.invalidate({ people: ['ou_alice'] });
    expect((await reading).people['ou_alice']).toBeDefined();
    expect((await directory.around(alice)).people['ou_alice']?.name).toBe('new');
  });

  it('everything again after a change of unknown extent', async () => {
    user('ou_alice');
    const { directory } = connect();
    await directory.around({ ...nobody, people: ['ou_alice'] });
    directory.invalidate();
    await directory.around({ ...nobody, people: ['ou_alice'] });
    expect(lark.callsTo('/users/batch')).toHaveLength(2);
  });
});

describe('while Lark does not answer', () => {
  it('what was known is used when it has grown old', async () => {
    user('ou_alice');
    const { directory } = connect({ believeMs: 1 });
    const alice = { ...nobody, people: ['ou_alice'] };
    await directory.around(alice);
    await new Promise(resolve => setTimeout(resolve, 10));
    lark.fail('/users/batch', { status: 500, body: {} });
    expect((await directory.around(alice)).people['ou_alice']?.name).toBe('name of ou_alice');
    expect(lark.callsTo('/users/batch')).toHaveLength(2);
  });

  it('what was never known fails, and may be asked for again', async () => {
    user('ou_alice');
    const { directory } = connect();
    lark.fail('/users/batch', { status: 500, body: {} });
    const alice = { ...nobody, people: ['ou_alice'] };
    await expect(directory.around(alice)).rejects.toMatchObject({ code: 'lark.transient', retryable: true });
    expect(Object.keys((await directory.around(alice)).people)).toEqual(['ou_alice']);
  });

  it('a missing scope is an error that names it, not an empty directory', async () => {
    const body = {
      code: 99991672,
      msg: 'x',
      error: { permission_violations: [{ subject: 'contact:user.base:readonly' }] },
    };
    lark.fail('/users/batch', { status: 400, body });
    const failure: unknown = await connect()
      .directory.around({ ...nobody, people: ['ou_alice'] })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ details: { missingScopes: 'contact:user.base:readonly' } });
  });
});

describe('people to choose from', () => {
  beforeEach(() => {
    department('od-works');
    department('od-road', 'od-works');
    department('od-bridge', 'od-works');
    user('ou_1', { name: '张伟明', department_ids: ['od-road'] });
    user('ou_2', { name: '王芳', department_ids: ['od-road'] });
    user('ou_3', { name: '张三', department_ids: ['od-bridge'] });
    user('ou_4', { name: 'Alice Zhang', department_ids: [] });
    user('ou_5', { name: '张已离职', department_ids: ['od-road'], status: { is_resigned: true } });
  });

  it.each([
    ['张', ['张伟明', '张三']],
    ['伟明', ['张伟明']],
    ['张三', ['张三']],
    ['zhang', ['张伟明', '张三', 'Alice Zhang']],
    ['ZWM', ['张伟明']],
    ['zhangwm', ['张伟明']],
    ['ａｌｉｃｅ', ['Alice Zhang']],
    ['没有这个人', []],
  ])('%s finds %j', async (words, names) => {
    expect([...(await named(words))].sort()).toEqual([...names].sort());
  });

  it('colleagues of the own department come first, oneself last, at most as many as asked for', async () => {
    expect(await named('')).toEqual(['张伟明', '张三', 'Alice Zhang', '王芳']);
    expect(await named('', 2)).toHaveLength(2);
  });

  it('departments are listed, with those below', async () => {
    const { directory } = connect();
    const names = (await directory.departments(10)).map(({ id }) => id);
    expect(names).toEqual(['od-works', 'od-road', 'od-bridge']);
    expect(await directory.departments(1)).toEqual([{ id: 'od-works', name: 'name of od-works' }]);
  });

  it('the listing is read once for many who ask, page by page', async () => {
    for (let index = 10; index < 25; index += 1)
      user(`ou_${index}`, { name: `员工${index}`, department_ids: ['od-road'] });
    const { directory } = connect();
    const [first, second] = await Promise.all([
      directory.candidates('ou_1', '', 100),
      directory.candidates('ou_2', '', 100),
    ]);
    expect(first).toHaveLength(19);
    expect(second).toHaveLength(19);
    await directory.candidates('ou_1', '', 100);
    expect(lark.callsTo('/scopes')).toHaveLength(1);
  });

  it('a page that fails is not taken for the end', async () => {
    const { directory, lines } = connect();
    lark.fail('/users/find_by_department', { status: 500, body: {} });
    expect(await directory.candidates('ou_1', '', 100)).toEqual([]);
    expect(lines.join('')).toContain('could not be read');
    expect(await directory.candidates('ou_1', '', 100)).toHaveLength(4);
  });

  it('an old listing is given at once and read again behind it', async () => {
    const { directory } = connect({ listMs: 0 });
    await directory.warm();
    user('ou_6', { name: '新同事', department_ids: ['od-road'] });
    expect(await directory.candidates('ou_1', '新同事', 10)).toEqual([]);
    await eventually(() => directory.candidates('ou_1', '新同事', 10)).toHaveLength(1);
  });
});

async function named(words: string, limit = 10): Promise<readonly string[]> {
  return (await connect().directory.candidates('ou_2', words, limit)).map(({ name }) => name);
}

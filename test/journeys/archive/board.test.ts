import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActsWorld, admin, chen, item, startActs, step, worker } from '../../support/acts-world.ts';
import { eventually } from '../../support/lark/eventually.ts';

const TOKEN = 'lobby-token-0123456789';

describe('/board: the lobby’s board (issue 7, item 6; features 3.25, 4.23)', () => {
  let world: ActsWorld;
  const page = (path: string) => fetch(`${world.address}${path}`);
  beforeAll(async () => {
    world = await startActs(
      [
        item('PUB', [step('a', [chen])]),
        item('SEC', [step('a', [chen])], `visibility: { kind: some, people: [${worker}] }`),
      ],
      { BOARD_TOKEN: TOKEN },
    );
  });
  afterAll(async () => {
    await world.stop();
  });

  test('without the right token there is no such page', async () => {
    for (const path of ['/board', '/board?token=wrong', '/board/events', `/board?token=${TOKEN}x`])
      expect((await page(path)).status).toBe(404);
    const found = await page(`/board?token=${TOKEN}`);
    expect(found.status).toBe(200);
    const policy = found.headers.get('content-security-policy');
    expect(policy).toMatch(/default-src 'none'.*script-src 'sha256-/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(found.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('the stream holds number, item, state and time of what is open to all, and nothing personal', async () => {
    const hidden = await world.apply('SEC');
    const open = await world.apply('PUB', { what: '私人事由' });
    const stream = await page(`/board/events?token=${TOKEN}`);
    let text = '';
    const reader = stream.body?.getReader();
    const read = (async () => {
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) return;
        text += Buffer.from(value ?? new Uint8Array()).toString('utf8');
      }
    })();
    await eventually(() => text).toContain(open);
    expect(text).toContain('审批中 · 环节a');
    expect(text).not.toContain(hidden);
    for (const personal of ['李晓明', worker, '陈大勇', chen, '私人事由'])
      expect(text).not.toContain(personal);
    await world.tap(chen, '同意');
    await eventually(() => text).toContain('已同意');
    await reader?.cancel();
    await read;
  });

  test('the same as a card; the link to the screen is for those who watch over requests', async () => {
    await world.say(worker, '/board');
    expect(await world.card(worker)).toContain('事项PUB');
    expect(await world.card(worker)).not.toContain('事项SEC');
    expect(await world.buttons(worker)).not.toContain('打开大厅屏幕');
    await world.say(admin, '看板');
    expect(await world.buttons(admin)).toContain('打开大厅屏幕');
    await world.tap(admin, '刷新');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});

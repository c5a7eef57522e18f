import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../config/project-root.ts';
import { createHttpApp } from '../../../src/adapters/http/app.ts';
import { createLarkClient } from '../../../src/adapters/lark/client.ts';
import { createDirectory } from '../../../src/adapters/lark/directory/directory.ts';
import { createDoor } from '../../../src/adapters/lark/door.ts';
import { createMessenger } from '../../../src/adapters/lark/messenger.ts';
import type { CardTap, TapAnswer } from '../../../src/application/ports.ts';
import { createPlayground, loadOrganisation } from '../../../src/playground/index.ts';
import { memoryInbox } from '../../support/lark/door.ts';
import { createMetrics, keptLog } from '../../support/lark/logs.ts';
import { eventually } from '../../support/lark/eventually.ts';
import { openAndLeave } from '../../support/leave.ts';

/** The adapter and the playground's Lark were written apart: here they meet, over real HTTP. */
let stand: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
  stand = await start();
});
afterAll(() => stand.stop());

async function start() {
  const dataDir = mkdtempSync(join(tmpdir(), 'lark-contract-'));
  const organisation = loadOrganisation(join(projectRoot, 'config/playground/organisation.yaml'));
  const { log, lines } = keptLog();
  const playground = createPlayground({ organisation, dataDir, log });
  const { appId, appSecret, encryptKey, verificationToken } = playground.credentials;
  const metrics = createMetrics();
  const inbox = memoryInbox();
  const taps: CardTap[] = [];
  const desk: { answer: TapAnswer } = { answer: {} };
  const door = createDoor({
    appId,
    encryptKey,
    verificationToken,
    inbox,
    onEvent: () => undefined,
    onTap: async tap => {
      taps.push(tap);
      return desk.answer;
    },
    lateTap: async () => undefined,
    answered: () => undefined,
    clock: playground.clock,
    log,
    metrics,
    timeZone: 'Asia/Shanghai',
  });
  const app = createHttpApp({ door, readiness: {}, metrics, log, before: [playground.middleware] });
  const server = await new Promise<Server>(resolve => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  playground.setCallback(`${url}/lark/callback`);
  const client = createLarkClient({ appId, appSecret, domain: url, log, metrics });
  return {
    url,
    lines,
    inbox,
    taps,
    desk,
    client,
    messenger: createMessenger(client),
    directory: createDirectory({ client, log }),
    act: async (path: string, body: object) => {
      const answer = await fetch(`${url}/playground/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.text();
    },
    chat: async (person: string) =>
      (await fetch(`${url}/playground/api/chats/oc_p2p_${person}/messages`)).text(),
    stop: async () => {
      await playground.close();
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const LI = { kind: 'person', openId: 'ou_li' } as const;
function cardSaying(text: string): Readonly<Record<string, unknown>> {
  const button = {
    tag: 'button',
    name: 'ok',
    form_action_type: 'submit',
    text: { tag: 'plain_text', content: '提交' },
    behaviors: [{ type: 'callback', value: { a: 'form.preview', draft: 'd1', v: 1 } }],
  };
  const day = { tag: 'date_picker', name: 'from', placeholder: { tag: 'plain_text', content: '日期' } };
  const form = { tag: 'form', name: 'f', elements: [day, button] };
  return {
    schema: '2.0',
    config: { update_multi: true },
    body: { elements: [{ tag: 'markdown', content: text }, form] },
  };
}

describe('the adapter and the Lark of the playground', () => {
  it('say nothing of a browser that was closed on the live page', async () => {
    await openAndLeave(`${stand.url}/playground/api/events`);
    await stand.act('open', { person: 'ou_li', chatId: 'oc_p2p_li' });
    expect(stand.lines.filter(line => /ECONNRESET|failed/.test(line))).toEqual([]);
  });

  it('agree on credentials', async () => {
    expect(await stand.client.checkCredentials()).toEqual({ ok: true });
  });

  it('agree on a message that a person writes', async () => {
    await stand.act('messages', { person: 'ou_li', chatId: 'oc_p2p_li', text: '待办' });
    await eventually(() => stand.inbox.events).toContainEqual(
      expect.objectContaining({
        kind: 'message',
        person: 'ou_li',
        chat: 'p2p',
        content: { type: 'text', text: '待办' },
      }),
    );
  });

  it('agree on a mention in a group, and on silence without one', async () => {
    const inGroup = { person: 'ou_li', chatId: 'oc_group_workshop_1' };
    await stand.act('messages', { ...inGroup, text: 'not for the bot' });
    await stand.act('messages', { ...inGroup, text: '帮助', mentionsBot: true });
    await eventually(() =>
      stand.inbox.events.filter(event => event.kind === 'message' && event.chat === 'group'),
    ).toMatchObject([{ content: { type: 'text', text: '帮助' }, chatId: 'oc_group_workshop_1' }]);
  });

  it('agree on the menu, on entering a chat, on being added to a group, on a changed person', async () => {
    await stand.act('menu', { person: 'ou_li', eventKey: 'hall' });
    await stand.act('open', { person: 'ou_li', chatId: 'oc_p2p_li' });
    await stand.act('add-bot', { person: 'ou_shen', chatId: 'oc_group_heads' });
    await stand.act('directory', { person: 'ou_li' });
    const expected = [
      { kind: 'menu', person: 'ou_li', eventKey: 'hall' },
      { kind: 'chatEntered', person: 'ou_li' },
      { kind: 'botAdded', chatId: 'oc_group_heads', by: 'ou_shen' },
      { kind: 'directoryChanged', people: ['ou_li'] },
    ];
    for (const event of expected)
      await eventually(() => stand.inbox.events).toContainEqual(expect.objectContaining(event));
  });

  it('agree on a card, the tap on it, its answer, and its later changes', async () => {
    const sent = await stand.messenger.send(LI, { kind: 'card', card: cardSaying('first') }, 'uuid-card');
    const again = await stand.messenger.send(LI, { kind: 'card', card: cardSaying('first') }, 'uuid-card');
    expect(again).toEqual(sent);

    stand.desk.answer = {
      toast: { type: 'success', text: { zh: '已收到', en: 'Received' } },
      card: cardSaying('answered'),
    };
    const result = await stand.act('tap', {
      person: 'ou_li',
      messageId: sent.messageId,
      action: { tag: 'button', name: 'ok', value: { a: 'form.preview', draft: 'd1', v: 1 } },
      form: { from: '2026-11-25' },
    });
    expect(result).toContain('已收到');
    const [tap] = stand.taps;
    expect(tap).toMatchObject({
      person: 'ou_li',
      messageId: sent.messageId,
      value: { a: 'form.preview', draft: 'd1' },
      form: { from: '2026-11-25' },
    });
    expect(await stand.chat('li')).toContain('answered');

    await stand.messenger.update(sent.messageId, cardSaying('patched'));
    expect(await stand.chat('li')).toContain('patched');
    await stand.messenger.updateByToken(tap?.token ?? '', cardSaying('by token'));
    expect(await stand.chat('li')).toContain('by token');
  });

  it('agree on what is wrong: a card that Lark refuses, a person who is not there', async () => {
    const wrong = {
      schema: '2.0',
      body: { elements: [{ tag: 'markdown', content: 'x', unknown_property: 1 }] },
    };
    await expect(stand.messenger.send(LI, { kind: 'card', card: wrong }, 'uuid-wrong')).rejects.toMatchObject(
      {
        code: 'lark.content',
        retryable: false,
      },
    );
    const nobody = { kind: 'person', openId: 'ou_nobody' } as const;
    await expect(
      stand.messenger.send(nobody, { kind: 'text', text: 'x' }, 'uuid-nobody'),
    ).rejects.toMatchObject({ retryable: false });
  });

  it('agree on people, managers, departments and their heads', async () => {
    const part = await stand.directory.around({ people: ['ou_li'], departments: [] });
    expect(part.people['ou_li']).toMatchObject({
      name: '李晓明',
      managerId: 'ou_chen',
      departmentIds: ['od_overhaul_1'],
    });
    expect(Object.keys(part.people).sort()).toEqual(['ou_chen', 'ou_fang', 'ou_li', 'ou_shen']);
    expect(part.departments).toMatchObject({
      od_overhaul_1: { name: '大修一车间', parentId: 'od_section', headId: 'ou_chen' },
      od_section: { name: '段领导', headId: 'ou_shen' },
    });
  });

  it('agree on the listing of people and departments', async () => {
    expect(await stand.directory.candidates('ou_li', 'lixm', 5)).toEqual([{ id: 'ou_li', name: '李晓明' }]);
    expect(await stand.directory.candidates('ou_li', '', 100)).toHaveLength(20);
    expect(await stand.directory.departments(100)).toHaveLength(9);
  });
});

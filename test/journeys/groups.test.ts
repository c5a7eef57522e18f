import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { envelope, messageEvent } from '../support/lark/callbacks.ts';
import type { Bot } from '../support/world-bot.ts';
import { postEnvelope } from '../support/world-callbacks.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const person = 'ou_li';
const bot = { key: '@_user_1', mentioned_type: 'bot', name: '一窗', id: { open_id: 'ou_bot' } };
const other = { key: '@_user_1', mentioned_type: 'user', name: '王志强', id: { open_id: 'ou_wang' } };

const inGroup = (text: string, messageId: string, mentions: readonly unknown[]) =>
  messageEvent(text, { person, messageId, chatType: 'group', mentions });

describe('in groups, and with what is not a command', () => {
  let office: Office;
  let service: Bot;
  beforeAll(async () => {
    office = await openOffice();
    service = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  const hear = async (event: unknown) => {
    await postEnvelope(service.address, event);
    await service.settle();
  };

  test('added to a group it introduces itself there, once however often Lark tells it', async () => {
    const added = envelope('im.chat.member.bot.added_v1', {
      chat_id: 'oc_new_group',
      operator_id: { open_id: person },
    });
    for (let time = 0; time < 3; time += 1) await hear(added);
    expect(office.chats.of('oc_new_group')).toHaveLength(1);
    expect(office.chats.of('oc_new_group')[0]?.kind).toBe('card');
  });

  test('mentioned, it answers in the thread of the message', async () => {
    await hear(inGroup('@_user_1 大厅', 'om_hall', [bot]));
    const [answer] = office.chats.answersTo('om_hall');
    expect(answer?.text).toContain('施工预案');
    const [call] = office.lark.callsTo('/om_hall/reply');
    expect(call?.body['reply_in_thread']).toBe(true);
    expect(office.chats.of(person)).toEqual([]);
  });

  test('a private matter goes to the person, and the thread is only told so', async () => {
    await hear(inGroup('@_user_1 待办', 'om_todo', [bot]));
    const answers = office.chats.answersTo('om_todo');
    expect(answers.map(({ kind }) => kind)).toEqual(['text']);
    expect(answers[0]?.text).toContain('已私信您');
    expect(office.chats.of(person).at(-1)?.text).toContain('待办');
  });

  test('when somebody else is mentioned it keeps silent', async () => {
    const before = office.lark.messages.size;
    await hear(inGroup('@_user_1 大厅', 'om_not_us', [other]));
    expect(office.lark.messages.size).toBe(before);
  });

  test.each(['／ＴＯＤＯ', '待办', ' /Todo ', '/todo', 'TODO', '/待办'])(
    '%j is understood alike',
    async words => {
      const before = office.chats.of(person).length;
      await hear(messageEvent(words, { person }));
      const answers = office.chats.of(person).slice(before);
      expect(answers).toHaveLength(1);
      expect(answers[0]?.text).toBe(office.chats.of(person).find(({ text }) => text.includes('待办'))?.text);
    },
  );

  test.each([
    ['image', { image_key: 'img_1' }, /图片已收下.*签名/],
    ['file', { file_key: 'file_1', file_name: '合同.pdf' }, /文件已收下/],
    ['sticker', { file_key: 'file_2' }, /大厅|办/],
    ['audio', { file_key: 'file_3', duration: 2000 }, /大厅|办/],
    ['a_type_of_tomorrow', {}, /大厅|办/],
  ])('%s gets one helpful line', async (type, content, line) => {
    const before = office.chats.of(person).length;
    await hear(messageEvent('', { person, type, content }));
    const answers = office.chats.of(person).slice(before);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.text).toMatch(line);
  });

  test('nothing was logged as an error', () => {
    expect(service.errors).toEqual([]);
  });
});

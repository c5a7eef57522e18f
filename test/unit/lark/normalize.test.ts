import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeFormValue } from '../../../src/adapters/lark/normalize/form-value.ts';
import { createNormalizer } from '../../../src/adapters/lark/normalize/registry.ts';
import { cardTapEvent, envelope, messageEvent } from '../../support/lark/callbacks.ts';

const normalize = createNormalizer('Asia/Shanghai');
const bot = { key: '@_user_1', id: { open_id: 'ou_bot' }, name: '一窗', mentioned_type: 'bot' };
const colleague = { key: '@_user_10', id: { open_id: 'ou_bob' }, name: 'Bob', mentioned_type: 'user' };

describe('messages', () => {
  it('a private text', () => {
    expect(normalize(messageEvent(' 待办 ', { messageId: 'om_1' }))).toEqual({
      kind: 'event',
      event: {
        kind: 'message',
        key: 'om_1',
        person: 'ou_alice',
        messageId: 'om_1',
        chat: 'p2p',
        chatId: 'oc_chat',
        content: { type: 'text', text: '待办' },
        createdAt: 1_763_800_000_456,
      },
    });
  });

  it('mentions are cut out whole: @_user_1 takes nothing of @_user_10', () => {
    const event = messageEvent('@_user_1 申请 请假 @_user_10 @_all', {
      chatType: 'group',
      mentions: [bot, colleague],
    });
    expect(normalize(event)).toMatchObject({ event: { content: { text: '申请 请假' }, chat: 'group' } });
    const typed = messageEvent('@_user_10 is a name I typed', { mentions: [bot] });
    expect(normalize(typed)).toMatchObject({ event: { content: { text: '@_user_10 is a name I typed' } } });
  });

  it('in a group only what mentions the bot', () => {
    expect(inGroup([bot])).toBe('event');
    expect(inGroup([colleague])).toBe('ignored');
    expect(inGroup([{ key: '@_all', name: 'all' }])).toBe('ignored');
    expect(inGroup([])).toBe('ignored');
    expect(inGroup([{ key: '@_user_1', name: 'an older event' }])).toBe('event');
  });

  it('rich text is read as its words', () => {
    const content = {
      title: '申请',
      content: [
        [
          { tag: 'at', user_id: '@_user_1', text: '@一窗' },
          { tag: 'text', text: '设备' },
          { tag: 'a', text: '租赁', href: 'x' },
        ],
        [{ tag: 'img', image_key: 'img_1' }],
      ],
    };
    expect(normalize(messageEvent('', { type: 'post', content }))).toMatchObject({
      event: { content: { type: 'text', text: '申请\n设备租赁' } },
    });
  });

  it.each(['file', 'image', 'sticker', 'audio', 'merge_forward', 'a_type_of_tomorrow'])(
    '%s is another type',
    type => {
      expect(normalize(messageEvent('', { type, content: { file_key: 'f' } }))).toMatchObject({
        event: { content: { type: 'other', messageType: type } },
      });
    },
  );

  it('content that cannot be read is another type, not a failure', () => {
    const broken = messageEvent('', { content: '{"text":' });
    expect(normalize(broken)).toMatchObject({ event: { content: { type: 'other', messageType: 'text' } } });
  });

  it('of other bots are ignored', () => {
    expect(normalize(messageEvent('hi', { senderType: 'app' }))).toEqual({ kind: 'ignored' });
  });
});

describe('other events', () => {
  const operator_id = { open_id: 'ou_alice' };

  it.each([1_763_800_000, '1763800000', undefined])('a menu tap, its timestamp being %s', timestamp => {
    const event = envelope(
      'application.bot.menu_v6',
      { operator: { operator_id }, event_key: 'hall', timestamp },
      { event_id: 'e1', create_time: '1763800000123' },
    );
    expect(normalize(event)).toEqual({
      kind: 'event',
      event: { kind: 'menu', key: 'e1', person: 'ou_alice', eventKey: 'hall', at: 1_763_800_000_123 },
    });
  });

  it.each([
    [{}, true],
    [{ last_message_id: '' }, true],
    [{ last_message_id: 'om_1' }, false],
  ])('entering the chat %j is the first time: %s', (extra, first) => {
    const event = envelope(
      'im.chat.access_event.bot_p2p_chat_entered_v1',
      { chat_id: 'oc_1', operator_id, ...extra },
      { event_id: 'e1' },
    );
    expect(normalize(event)).toEqual({
      kind: 'event',
      event: { kind: 'chatEntered', key: 'e1', person: 'ou_alice', first },
    });
  });

  it('being added to a group', () => {
    const event = envelope(
      'im.chat.member.bot.added_v1',
      { chat_id: 'oc_1', operator_id },
      { event_id: 'e1' },
    );
    expect(normalize(event)).toEqual({
      kind: 'event',
      event: { kind: 'botAdded', key: 'e1', chatId: 'oc_1', by: 'ou_alice' },
    });
  });

  it('a person who moved department: both departments changed', () => {
    const event = envelope(
      'contact.user.updated_v3',
      {
        object: { open_id: 'ou_bob', department_ids: ['od-2'], status: { is_resigned: false } },
        old_object: { department_ids: ['od-1'] },
      },
      { event_id: 'e1' },
    );
    expect(normalize(event)).toEqual({
      kind: 'event',
      event: {
        kind: 'directoryChanged',
        key: 'e1',
        people: ['ou_bob'],
        departments: ['od-2', 'od-1'],
        gone: [],
      },
    });
  });

  it.each([
    ['contact.user.deleted_v3', {}],
    ['contact.user.updated_v3', { is_frozen: true }],
    ['contact.user.updated_v3', { is_resigned: true }],
  ])('%s with status %j means that the person is gone', (type, status) => {
    expect(normalize(envelope(type, { object: { open_id: 'ou_bob', status } }))).toMatchObject({
      event: { gone: ['ou_bob'] },
    });
  });

  it('a department that changed', () => {
    const event = envelope('contact.department.updated_v3', {
      object: { open_department_id: 'od-1', department_id: 'x' },
    });
    expect(normalize(event)).toMatchObject({ event: { people: [], departments: ['od-1'], gone: [] } });
  });

  it('an unknown type, and what is no envelope at all', () => {
    expect(normalize(envelope('task.task.updated_v1', {}))).toEqual({ kind: 'unknown' });
    expect(normalize({ uuid: 'x', event: { type: 'message' } })).toEqual({ kind: 'unknown' });
    expect(normalize(null)).toEqual({ kind: 'unknown' });
  });
});

describe('card taps', () => {
  it('a submitted form', () => {
    const event = cardTapEvent(
      {
        value: { a: 'form.preview' },
        name: 'submit',
        form_value: { days: '3', from: '2026-11-22 +0900', note: '' },
      },
      { header: { event_id: 'e1' } },
    );
    expect(normalize(event)).toEqual({
      kind: 'tap',
      tap: {
        key: 'e1',
        person: 'ou_alice',
        messageId: 'om_card',
        chatId: 'oc_chat',
        token: 'c-update-token',
        value: { a: 'form.preview' },
        name: 'submit',
        form: { days: '3', from: '2026-11-22' },
        timezone: 'Asia/Shanghai',
      },
    });
  });

  it('a select outside a form', () => {
    expect(normalize(cardTapEvent({ option: 'annual' }))).toMatchObject({
      tap: { option: 'annual', value: undefined },
    });
  });
});

describe('form values', () => {
  it.each([
    ['a date keeps its day whatever the offset', '2026-11-22 -0800', '2026-11-22'],
    ['a time drops the offset', '09:30 +0900', '09:30'],
    ['a datetime is turned into the service time zone', '2026-11-22 23:30 +0000', '2026-11-23T07:30'],
    ['a datetime of the service time zone stays', '2026-11-22 07:07 +0800', '2026-11-22T07:07'],
    ['a text stays as typed', ' 2026-11-22 07:07 ', ' 2026-11-22 07:07 '],
    ['an impossible datetime stays as it is', '2026-13-45 07:07 +0800', '2026-13-45 07:07 +0800'],
    ['a list stays a list', ['a', 'b'], ['a', 'b']],
    ['a box that is not ticked is false, not absent', false, false],
  ])('%s', (_what, given, expected) => {
    expect(one(given)).toEqual(expected);
  });

  it.each([[''], ['  \n'], [[]], [null], [undefined]])('%j was not filled in', value => {
    expect(normalizeFormValue({ field: value }, 'Asia/Shanghai')).toEqual({});
  });

  it('a form that was normalised before does not change', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()))),
        form => {
          const first = normalizeFormValue(form, 'Asia/Shanghai');
          expect(normalizeFormValue(first, 'Asia/Shanghai')).toEqual(first);
        },
      ),
    );
  });
});

function inGroup(mentions: readonly unknown[]): string {
  return normalize(messageEvent('hello', { chatType: 'group', mentions })).kind;
}

function one(value: unknown): unknown {
  return normalizeFormValue({ field: value }, 'Asia/Shanghai')['field'];
}

import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialValues, missingOf } from '../../../src/playground/page/card/form-fields.ts';
import { markdownHtml } from '../../../src/playground/page/card/markdown.ts';
import { cellText } from '../../../src/playground/page/card/table-cell.ts';
import { initialState, reduce, unreadOf } from '../../../src/playground/page/state.ts';
import type { Chat, Message, World } from '../../../src/playground/types.ts';

const html = (source: string, language: 'zh' | 'en' = 'zh') =>
  markdownHtml(source, {
    language,
    timeZone: 'Asia/Shanghai',
    nameOf: id => (id === 'ou_li' ? '李<晓>明' : id),
  }).trim();

type Live = Extract<Parameters<typeof reduce>[1], { type: 'live' }>;

function live(event: Live['event'], at = 0): Live {
  return { type: 'live', event, at };
}
function message(id: string, text: string): Message {
  return {
    id,
    chatId: 'oc_1',
    sender: 'ou_bot',
    kind: 'text',
    type: 'text',
    content: { text },
    createdAt: 1,
  };
}

describe('markdown on the page', () => {
  it.each([
    ["<font color='red'>**80 000**</font>", '<p><span class="text-red"><strong>80 000</strong></span></p>'],
    ["<font color='red-500'>x</font>", '<p><span class="text-red">x</span></p>'],
    ["<text_tag color='blue'>审批中</text_tag>", '<p><span class="tag tag-blue">审批中</span></p>'],
    ['<at id=ou_li></at> 好', '<p><span class="at">@李&lt;晓&gt;明</span> 好</p>'],
    ["<person id='ou_li' show_name=true></person>", '<p><span class="at">李&lt;晓&gt;明</span></p>'],
    [
      "<local_datetime millisecond='1795413600000' format_type='date_num'></local_datetime>",
      '<p>2026/11/23</p>',
    ],
    ['一\n二', '<p>一<br>二</p>'],
    ['&#60;at id=all&#62; &#42;&#42;x&#42;&#42;', '<p>&lt;at id=all&gt; **x**</p>'],
    ['<b>fat</b>', '<p>&lt;b&gt;fat&lt;/b&gt;</p>'],
    ['[x](javascript:alert(1))', '<p>x</p>'],
    ["<link url='javascript:alert(1)'>x</link>", '<p>x</p>'],
    [
      '[x](https://example.com)',
      '<p><a href="https://example.com" target="_blank" rel="noopener noreferrer">x</a></p>',
    ],
  ])('%s', (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  it('makes no element that Lark has not, whatever is typed', () => {
    const parts = constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      'script',
      'img src=x onerror=y',
      '<at id=',
      '</at>',
      '<font color=',
      '</font>',
      '<link url=',
      '](',
      '[',
      '`',
      '\n',
      ' ',
      '*',
      '<!--',
      'x',
    );
    const known = /^<\/?(?:p|br|strong|em|del|code|pre|blockquote|ul|ol|li|hr|h[1-6]|span|a)(?: [^<>]*)?>$/;
    assert(
      property(array(parts, { maxLength: 14 }), typed => {
        for (const [tag] of html(typed.join('')).matchAll(/<[^>]*>/g)) {
          expect(tag).toMatch(known);
          expect(tag).not.toMatch(/^<[^>]*\son\w+=(?!.*")/);
        }
      }),
    );
  });
});

describe('a form', () => {
  const fields = [
    { tag: 'input', name: 'text', default_value: 'x' },
    { tag: 'select_static', name: 'one', initial_index: 2, options: [{ value: 'a' }, { value: 'b' }] },
    { tag: 'multi_select_static', name: 'many', selected_values: ['a'] },
    { tag: 'picker_datetime', name: 'at', initial_datetime: '2026-11-23 09:30' },
    { tag: 'checker', name: 'yes', checked: true },
    { tag: 'input', name: 'empty', required: true },
    { tag: 'multi_select_person', name: 'nobody', required: true },
  ];

  it('begins with what the card says', () => {
    expect(initialValues(fields)).toEqual({
      text: 'x',
      one: 'b',
      many: ['a'],
      at: '2026-11-23T09:30',
      yes: true,
      empty: '',
      nobody: [],
    });
  });

  it('misses what is required and empty, spaces included', () => {
    const values = initialValues(fields);
    expect(missingOf(fields, values)).toEqual(['empty', 'nobody']);
    expect(missingOf(fields, { ...values, empty: '  ', nobody: ['ou_li'] })).toEqual(['empty']);
  });
});

describe('a cell of a table', () => {
  it.each([
    [{ data_type: 'number', format: { symbol: '¥', precision: 2, separator: true } }, 12345.5, '¥12,345.50'],
    [{ data_type: 'number' }, 3, '3'],
    [{ data_type: 'date', date_format: 'YYYY-MM-DD HH:mm' }, 1795413600000, '2026-11-23 14:00'],
    [{ data_type: 'date' }, 1795413600000, '2026/11/23'],
    [{ data_type: 'text' }, 'x', 'x'],
    [{ data_type: 'text' }, undefined, ''],
  ])('%j shows %s as %s', (column, value, text) => {
    expect(cellText(column, value, 'Asia/Shanghai')).toBe(text);
  });
});

describe('what the page knows', () => {
  const chat: Chat = {
    id: 'oc_1',
    kind: 'p2p',
    name: { zh: '一窗', en: 'Onewindow' },
    members: ['ou_li'],
    hasBot: true,
    unread: { ou_li: 2 },
  };
  const words = { zh: 'x', en: 'x' };
  const world: World = {
    name: words,
    bot: { id: 'ou_bot', name: words },
    departments: [],
    people: [],
    chats: [chat],
    now: 5000,
    timeZone: 'Asia/Shanghai',
  };
  it('follows the clock, the unread counts and the messages of open chats', () => {
    const loaded = reduce(initialState('zh', undefined), { type: 'loaded', world, at: 1000 });
    expect(loaded.clockAhead).toBe(4000);
    const moved = reduce(loaded, live({ type: 'clock', now: 9000 }, 1000));
    expect(moved.clockAhead).toBe(8000);
    const read = reduce(moved, live({ type: 'chat', chat: { ...chat, unread: {} } }));
    expect([unreadOf(world, 'ou_li'), read.world && unreadOf(read.world, 'ou_li')]).toEqual([2, 0]);

    const tell = (id: string, text: string) => live({ type: 'message', message: message(id, text) });
    const closed = reduce(read, tell('om_1', 'not loaded yet'));
    expect(closed.messages).toEqual({});
    const open = reduce(closed, { type: 'messages', chatId: 'oc_1', messages: [message('om_1', 'a')] });
    const both = reduce(open, tell('om_2', 'b'));
    const changed = reduce(both, tell('om_1', 'c'));
    expect(both.messages['oc_1']?.map(one => one.content['text'])).toEqual(['a', 'b']);
    expect(changed.messages['oc_1']?.map(one => one.content['text'])).toEqual(['c', 'b']);
  });
});

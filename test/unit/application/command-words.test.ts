import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCommandMatcher } from '../../../src/application/command-words.ts';
import type { ChatCommand } from '../../../src/application/router.ts';

const command = (
  name: string,
  words: readonly string[],
  argument: ChatCommand['argument'] = 'none',
): ChatCommand => ({
  name,
  words,
  argument,
  private: false,
  run: async () => ({ text: { zh: '', en: '' } }),
});

const commands = [
  command('hall', ['大厅', '菜单', '办事', 'menu']),
  command('apply', ['申请'], 'optional'),
  command('todo', ['待办']),
  command('my', ['我的', '我的申请']),
  command('status', ['进度'], 'required'),
  command('help', ['帮助', '?']),
  command('approve', ['同意'], 'number'),
];
const match = createCommandMatcher(commands);
const read = (text: string) => {
  const found = match(text);
  return found === undefined ? undefined : `${found.command.name}|${found.argument}`;
};

describe('typed words', () => {
  test.each([
    ['/todo', 'todo|'],
    ['todo', 'todo|'],
    ['ToDo', 'todo|'],
    ['／ＴＯＤＯ', 'todo|'],
    ['  待办　', 'todo|'],
    ['/ 待办', 'todo|'],
    ['／待办', 'todo|'],
    ['？', 'help|'],
    ['我的申请', 'my|'],
    ['我的', 'my|'],
    ['申请 设备租赁', 'apply|设备租赁'],
    ['申请设备租赁', 'apply|设备租赁'],
    ['/APPLY Crane Lease', 'apply|Crane Lease'],
    ['进度 SBZL-20261122-0001', 'status|SBZL-20261122-0001'],
    ['进度：ＳＢＺＬ－２０２６１１２２－０００１', 'status|SBZL-20261122-0001'],
    ['/status\tSBZL-1', 'status|SBZL-1'],
    ['进度', 'status|'],
    ['同意SBZL-20261122-0001', 'approve|SBZL-20261122-0001'],
    ['/approve sbzl-1', 'approve|sbzl-1'],
    ['同意', 'approve|'],
  ])('%s', (typed, understood) => {
    expect(read(typed)).toBe(understood);
  });

  test.each(['', '你好', 'statusquo', 'todos', '待办事项怎么写', 'menus', '/', '同意加班怎么办'])(
    '%s is no command',
    typed => {
      expect(read(typed)).toBeUndefined();
    },
  );

  test('whatever is typed after a command that takes words comes back, and nothing makes the matcher fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), typed => {
        match(typed);
        const words = typed.normalize('NFKC').replace(/\s+/gu, ' ').trim();
        fc.pre(/^[\p{L}\p{N}]/u.test(words));
        expect(match(`/apply ${typed}`)).toMatchObject({ command: { name: 'apply' }, argument: words });
      }),
    );
  });

  test('that belong to two commands stop the start', () => {
    expect(() => createCommandMatcher([command('a', ['ｘ']), command('b', ['X'])])).toThrow('/a and /b');
  });
});

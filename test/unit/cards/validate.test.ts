import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { validateCard } from '../../../cards/kit/validate.ts';
import { loadTexts } from '../../../config/texts.ts';
import { sampleCards } from '../../support/card-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const good = sampleCards({ text: '甲', rows: 3 }, t)['form'];

const text = (content: string) => ({ tag: 'plain_text', content });
const button = (name: string, more = {}) => ({
  tag: 'button',
  name,
  text: text('x'),
  behaviors: [{ type: 'callback', value: {} }],
  ...more,
});
const submit = button('ok', { form_action_type: 'submit' });
const form = (elements: readonly unknown[], name = 'f') => ({
  tag: 'form',
  name,
  elements: [...elements, submit],
});
const input = (more = {}) => ({ tag: 'input', name: 'a', ...more });
const nested = (depth: number): unknown =>
  depth === 0
    ? { tag: 'markdown', content: 'x' }
    : { tag: 'column_set', columns: [{ tag: 'column', elements: [nested(depth - 1)] }] };

function problemsOf(elements: readonly unknown[], more = {}): readonly string[] {
  return validateCard({
    schema: '2.0',
    config: { update_multi: true },
    header: { title: text('x') },
    body: { elements },
    ...more,
  }).map(fault => fault.problem);
}

describe('the check of a card', () => {
  test('lets a good card pass', () => {
    expect(validateCard(good)).toEqual([]);
    expect(problemsOf([form([input()])])).toEqual([]);
  });

  const refused: readonly (readonly [string, readonly unknown[], string])[] = [
    ['a tag that is not known', [{ tag: 'note' }], 'unknown tag note'],
    ['a property that is not known', [{ tag: 'hr', color: 'red' }], 'unknown property of hr'],
    ['what must be there and is not', [{ tag: 'markdown' }], 'markdown needs content'],
    ['a colour of button that is not there', [button('b', { type: 'pink' })], 'must be one of'],
    ['nesting deeper than five', [nested(3)], 'nested 6 deep'],
    [
      'a form inside of something',
      [{ tag: 'collapsible_panel', header: { title: text('x') }, elements: [form([])] }],
      'only at the root',
    ],
    ['a form in a form', [form([form([], 'g')])], 'only at the root'],
    [
      'a form that cannot be sent',
      [{ tag: 'form', name: 'f', elements: [input()] }],
      'needs a submit button',
    ],
    [
      'two forms of one name',
      [form([]), { ...form([]), elements: [button('c', { form_action_type: 'submit' })] }],
      'two forms are named f',
    ],
    ['two controls of one name', [form([input(), input()])], 'the name a is there twice'],
    ['a control without a name', [form([{ tag: 'input' }])], 'has no name'],
    ['a control outside of a form', [input()], 'outside a form'],
    ['a submit button outside of a form', [submit], 'submits, but stands outside a form'],
    ['a button that does nothing', [{ ...button('b'), behaviors: [] }], 'does nothing'],
    [
      'a button whose value is no object',
      [button('b', { behaviors: [{ type: 'callback', value: 'x' }] })],
      'must be an object',
    ],
    [
      'the label of a button that is too long',
      [button('b', { text: text('x'.repeat(101)) })],
      'longer than 100',
    ],
    ['an input that is too long', [form([input({ max_length: 1001 })])], 'must be 1 to 1000'],
    [
      'more typed into an input than it takes',
      [form([input({ max_length: 1, default_value: 'xx' })])],
      'is longer than max_length',
    ],
    [
      'a select of people without anybody to choose',
      [form([{ tag: 'select_person', name: 'p', placeholder: text('x'), options: [] }])],
      'members of the chat',
    ],
    ['an input of no length', [form([input({ max_length: 0 })])], 'must be 1 to 1000'],
    [
      'a placeholder that is too long',
      [form([input({ placeholder: text('x'.repeat(101)) })])],
      'placeholder is longer',
    ],
    [
      'two options of one value',
      [
        form([
          {
            tag: 'select_static',
            name: 's',
            placeholder: text('x'),
            options: [
              { text: text('x'), value: '1' },
              { text: text('y'), value: '1' },
            ],
          },
        ]),
      ],
      'same value',
    ],
    [
      'a choice that is no option',
      [form([{ tag: 'select_static', name: 's', placeholder: text('x'), options: [], initial_option: '1' }])],
      'no option',
    ],
    [
      'a date that is none',
      [form([{ tag: 'date_picker', name: 'd', initial_date: '22.11.2026' }])],
      'initial_date is malformed',
    ],
    ['an element id that is malformed', [{ tag: 'hr', element_id: '1x' }], 'malformed or there twice'],
    [
      'an element id that is there twice',
      [
        { tag: 'hr', element_id: 'x' },
        { tag: 'hr', element_id: 'x' },
      ],
      'malformed or there twice',
    ],
    [
      'a column of weight six',
      [{ tag: 'column_set', columns: [{ tag: 'column', weight: 6, elements: [] }] }],
      'must be 1 to 5',
    ],
    ['more than 200 elements', Array.from({ length: 201 }, () => ({ tag: 'hr' })), '201 elements'],
    ['more than 30 KB', [{ tag: 'markdown', content: '长'.repeat(10_001) }], 'bytes, at most 30000'],
  ];
  test.each(refused)('refuses %s', (_, elements, problem) => {
    expect(problemsOf(elements)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  test('refuses a frame that Lark would not take', () => {
    expect(validateCard('x')).not.toEqual([]);
    expect(problemsOf([], { schema: '1.0' })).toContain('must be "2.0"');
    expect(problemsOf([], { elements: [] })).toContain('unknown property of card');
    expect(problemsOf([], { config: { update_multi: false } })).toHaveLength(1);
    const tag = { tag: 'text_tag', text: text('x'), color: 'red' };
    expect(problemsOf([], { header: { title: text('x'), text_tag_list: [tag, tag, tag, tag] } })).toContain(
      'at most 3',
    );
  });

  test('says where the fault is', () => {
    expect(
      validateCard({
        schema: '2.0',
        config: { update_multi: true },
        body: { elements: [form([{ tag: 'hr', x: 1 }])] },
      }),
    ).toEqual([{ path: 'body.elements[0].elements[0].x', problem: 'unknown property of hr' }]);
  });
});

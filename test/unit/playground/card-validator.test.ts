import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../config/project-root.ts';
import { loadTexts } from '../../../config/texts.ts';
import { cardFaults } from '../../../src/playground/lark/card-validator.ts';
import { approvalCard, displayCard, formCard } from '../../e2e/support/sample-cards.ts';
import { sampleCards } from '../../support/card-samples.ts';
import { organisation } from './support/stand.ts';

const people = new Set(organisation.people.map(person => person.id));
const plain = (content: string) => ({ tag: 'plain_text', content });
const card = (...elements: readonly unknown[]) => ({ schema: '2.0', body: { elements } });
const times = (count: number, one: object) => Array.from({ length: count }, () => one);
const submit = { tag: 'button', name: 'ok', form_action_type: 'submit', text: plain('OK') };
const form = (...elements: readonly unknown[]) => ({
  tag: 'form',
  name: 'f',
  elements: [...elements, submit],
});
const nested = (depth: number): object =>
  depth === 0
    ? { tag: 'hr' }
    : { tag: 'collapsible_panel', header: { title: plain('x') }, elements: [nested(depth - 1)] };

describe('what Lark takes', () => {
  const texts = loadTexts(join(projectRoot, 'config/locales'));
  const ours = Object.entries(sampleCards({ text: '设备 <b>**租赁**', rows: 60 }, texts));
  const samples = Object.entries({ approvalCard, displayCard, formCard });

  it.each([...samples, ...ours])('is the card %s', (_, one) => {
    expect(cardFaults(one, people)).toEqual([]);
  });
});

describe('what Lark refuses', () => {
  const cases: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['no card', 'text', '', /object/],
    ['the old format', { elements: [] }, 'elements', /unknown property/],
    ['another schema', { schema: '1.0', body: { elements: [] } }, 'schema', /2\.0/],
    ['an unknown tag', card({ tag: 'note' }), 'body.elements[0]', /unknown tag "note"/],
    ['a tag of Object', card({ tag: 'constructor' }), 'body.elements[0]', /unknown tag/],
    [
      'an unknown property',
      card({ tag: 'hr', colour: 'red' }),
      'body.elements[0].colour',
      /unknown property/,
    ],
    ['a property that is missing', card({ tag: 'markdown' }), 'body.elements[0].content', /missing/],
    ['a wrong kind', card({ tag: 'markdown', content: 3 }), 'body.elements[0].content', /string/],
    ['a text that is a string', card({ tag: 'button', text: 'OK' }), 'body.elements[0].text', /plain_text/],
    [
      'a button of a strange type',
      card({ tag: 'button', text: plain('x'), type: 'big' }),
      'body.elements[0].type',
      /one of/,
    ],
    [
      'a header of a strange colour',
      { ...card(), header: { title: plain('x'), template: 'pink' } },
      'header.template',
      /one of/,
    ],
    [
      'four tags in the header',
      {
        ...card(),
        header: { title: plain('x'), text_tag_list: times(4, { tag: 'text_tag', text: plain('x') }) },
      },
      'header.text_tag_list',
      /at most 3/,
    ],
    [
      'something else in a column set',
      card({ tag: 'column_set', columns: [{ tag: 'hr' }] }),
      'body.elements[0].columns[0]',
      /columns only/,
    ],
    [
      'a form in a panel',
      card({ tag: 'collapsible_panel', header: { title: plain('x') }, elements: [form()] }),
      'body.elements[0].elements[0]',
      /root/,
    ],
    [
      'a form without a way to send it',
      card({ tag: 'form', name: 'f', elements: [] }),
      'body.elements[0]',
      /submit/,
    ],
    ['a field without a name', card(form({ tag: 'input' })), 'body.elements[0].elements[0]', /name/],
    [
      'two fields of one name',
      card(form({ tag: 'input', name: 'a' }, { tag: 'input', name: 'a' })),
      'body.elements[0].elements[1].name',
      /unique/,
    ],
    [
      'two elements of one id',
      card({ tag: 'hr', element_id: 'a' }, { tag: 'hr', element_id: 'a' }),
      'body.elements[1].element_id',
      /unique/,
    ],
    [
      'a line of 1001 characters',
      card({ tag: 'input', max_length: 1001 }),
      'body.elements[0].max_length',
      /1 to 1000/,
    ],
    [
      'a long placeholder',
      card({ tag: 'input', placeholder: plain('x'.repeat(101)) }),
      'body.elements[0].placeholder',
      /100/,
    ],
    [
      'two options of one value',
      card({
        tag: 'select_static',
        options: [
          { text: plain('a'), value: '1' },
          { text: plain('b'), value: '1' },
        ],
      }),
      'body.elements[0].options',
      /unique/,
    ],
    [
      'a behaviour that is none',
      card({ tag: 'button', behaviors: [{ type: 'run' }] }),
      'body.elements[0].behaviors[0]',
      /unknown behavior/,
    ],
    [
      'a mention of nobody',
      card({ tag: 'markdown', content: '<at id=ou_nobody></at>' }),
      'body.elements[0]',
      /invalid user resource/,
    ],
    [
      'a mention of all',
      card({ tag: 'markdown', content: '<at id=all></at>' }),
      'body.elements[0]',
      /invalid user resource/,
    ],
    ['more than 200 elements', card(...times(201, { tag: 'hr' })), 'body', /exceeds the limit/],
    ['more than 30 KB', card({ tag: 'markdown', content: '字'.repeat(10_300) }), '', /bytes/],
  ];

  it.each(cases)('is %s', (_, one, path, reason) => {
    const faults = cardFaults(one, people);
    expect(faults.map(fault => fault.path)).toContain(path);
    expect(faults.map(fault => fault.reason).join('\n')).toMatch(reason);
  });

  it('is more than five levels', () => {
    expect(cardFaults(card(nested(4)), people)).toEqual([]);
    expect(cardFaults(card(nested(5)), people).map(fault => fault.reason)).toEqual(['nested deeper than 5']);
  });
});

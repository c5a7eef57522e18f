import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rangeNames } from '../../../cards/kit/form-field.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import { validateCard } from '../../../cards/kit/validate.ts';
import { formParts, requestFormCard } from '../../../cards/request-form.ts';
import { loadTexts } from '../../../config/texts.ts';
import { buttonByLabel, formOf, labelsOf, textOf } from '../../support/card-reader.ts';
import { sampleFields } from '../../support/form-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const item = { id: 'SBZL', name: { zh: '设备租赁', en: 'Equipment lease' } };
const label = { zh: '金额', en: 'Amount' };

function form(fields: readonly FormField[], more = {}) {
  return requestFormCard({ draft: 'D1', item, fields, ...more }, t);
}

describe('the form of an item', () => {
  test('has a control for every kind of field, a date range has two', () => {
    const card = form(sampleFields({ text: '甲', rows: 3 }, 17));
    expect(formOf(card).controls.map(control => control.tag)).toEqual([
      'input',
      'input',
      'input',
      'input',
      'input',
      'select_static',
      'multi_select_static',
      'select_person',
      'multi_select_person',
      'select_static',
      'multi_select_static',
      'date_picker',
      'picker_time',
      'picker_datetime',
      'date_picker',
      'date_picker',
      'checker',
    ]);
    expect(formOf(card).controls.map(control => control.name)).toEqual(
      expect.arrayContaining(Object.values(rangeNames('field14'))),
    );
  });

  test('shows what was typed again, right or wrong', () => {
    const values = formOf(
      form([
        { kind: 'number', id: 'n', label, required: true, value: '三台', fault: { problem: 'notNumber' } },
        { kind: 'date', id: 'd', label, required: false, value: '2026-11-22' },
        { kind: 'datetime', id: 'dt', label, required: false, value: '2026-11-22T09:30' },
        { kind: 'people', id: 'p', label, required: false, candidates: ['ou_1'], value: ['ou_2'] },
        { kind: 'checkbox', id: 'c', label, required: false, value: true },
      ]),
    ).values;
    expect(values).toEqual({ n: '三台', d: '2026-11-22', dt: '2026-11-22 09:30', p: ['ou_2'], c: true });
  });

  test('says all faults at once, at the top and beside their fields', () => {
    const card = form([
      { kind: 'amount', id: 'a', label, required: true, fault: { problem: 'required' } },
      {
        kind: 'number',
        id: 'n',
        label: { zh: '天数', en: 'Days' },
        required: true,
        fault: { problem: 'tooLarge', limit: 30 },
      },
    ]);
    expect(textOf(card)).toContain('有 2 处需要修改');
    expect(textOf(card).match(/不能大于 30/g)).toHaveLength(2);
    expect(textOf(card, 'en')).toContain('2 entries need a change');
  });

  test('lets a draft be saved while required fields are empty', () => {
    const card = form([{ kind: 'text', id: 'a', label, required: true }]);
    expect(JSON.stringify(card)).not.toContain('"required":true');
    expect(textOf(card)).toContain('金额 *');
    expect(buttonByLabel(card, '保存草稿')).toMatchObject({
      action: { a: 'form.save', draft: 'D1' },
      submits: 'request',
    });
    expect(buttonByLabel(card, '提交')).toMatchObject({
      action: { a: 'form.preview', draft: 'D1' },
      submits: 'request',
    });
  });

  test('shows a computed field and does not ask for it', () => {
    const card = form([{ kind: 'formula', id: 'total', label, required: false }]);
    expect(formOf(card).controls).toEqual([]);
    expect(textOf(card)).toContain('提交时自动计算');
  });

  test('says who returned it and why', () => {
    const card = form([], {
      number: 'SBZL-20261122-0001',
      returned: { by: '王芳', reason: '请补充**比价**' },
    });
    expect(textOf(card)).toContain('由 王芳 退回');
    expect(textOf(card)).toContain('请补充**比价**');
    expect(textOf(card)).toContain('SBZL-20261122-0001');
  });

  test('that is too large comes in parts, which hold every field once, in order', () => {
    const fields = sampleFields({ text: '很长的说明'.repeat(30), rows: 40 }, 120);
    const parts = formParts(fields, t);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flat()).toEqual(fields);
    const first = form(fields, { part: 1 });
    expect(buttonByLabel(first, '下一步').action).toEqual({ a: 'form.part', draft: 'D1', part: 2 });
    expect(labelsOf(first)).not.toContain('提交');
    const last = form(fields, { part: parts.length });
    expect(labelsOf(last)).toEqual(expect.arrayContaining(['提交', '返回']));
  });

  test('opens at the first part with a fault', () => {
    const fields = sampleFields({ text: '很长的说明'.repeat(30), rows: 40 }, 120, false).map(
      (field): FormField => (field.id === 'field119' ? { ...field, fault: { problem: 'required' } } : field),
    );
    expect(formOf(form(fields)).controls.map(control => control.name)).toContain('field119');
  });

  test('keeps the chosen option of a long list among those it offers', () => {
    const options = Array.from({ length: 500 }, (_, index) => ({ id: `o${index}`, label }));
    const card = form([{ kind: 'select', id: 's', label, required: false, options, value: 'o499' }]);
    expect(formOf(card).values).toEqual({ s: 'o499' });
    expect(formOf(card).controls[0]?.options.length).toBe(60);
    expect(textOf(card)).toContain('仅列出前 60 项');
  });

  test('offers nobody rather than the members of the chat where there are no candidates', () => {
    const card = form([{ kind: 'person', id: 'p', label, required: true, candidates: [] }]);
    expect(formOf(card).controls).toEqual([]);
    expect(textOf(card)).toContain('没有可选的人员');
  });

  test('shows a text that is too long in full again', () => {
    const value = '长'.repeat(300);
    const fault = { problem: 'tooLong', limit: 200 } as const;
    const card = form([{ kind: 'text', id: 'a', label, required: false, maxLength: 200, value, fault }]);
    expect(formOf(card).values).toEqual({ a: value });
    expect(validateCard(card)).toEqual([]);
  });
});

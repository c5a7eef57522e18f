import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Field } from '../../../src/core/definition.ts';
import { chen, item, step, worker } from '../../support/acts-world.ts';
import { formOf, labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

const added: Field = { id: 'when', type: 'date', required: true, label: { zh: '日期', en: 'When' } };

describe('the form of an item changes while somebody fills it in (semantics C18, versions)', () => {
  let office: Office;
  let bot: Bot;
  let catalogueDir: string;
  let version = 1;
  beforeAll(async () => {
    catalogueDir = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    await writeFile(join(catalogueDir, 'one.yaml'), item('ONE', [step('a', [chen])]));
    office = await openOffice({ catalogueDir });
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
    await rm(catalogueDir, { recursive: true, force: true });
  });

  /** An administrator publishes the item with other fields, on whatever instance. */
  const publish = async (change: (fields: readonly Field[]) => readonly Field[]) => {
    const live = (await office.stores.items.live()).find(({ definition }) => definition.id === 'ONE');
    if (live === undefined) throw new Error('no item');
    const fields = change(live.definition.fields);
    const summary = live.definition.summary.filter(id => fields.some(field => field.id === id));
    const definition = { ...live.definition, version: version + 1, fields, summary };
    const row = {
      definition,
      enabled: true,
      publishedAt: office.clock.now(),
      publishedBy: 'ou_lin',
      summary: [],
    };
    expect(await office.stores.items.publish(row, version)).toBe(true);
    version += 1;
  };
  const message = 'om_form';
  const open = () => bot.act(worker, { a: 'item.form', item: 'ONE' }, undefined, message);
  const send = (content: unknown, label: string, typed?: object) =>
    bot.tap(worker, { id: message, content }, label, typed);

  test('a form from the old card is refused with a fresh one; what was typed is in it, by field id', async () => {
    const old = await open();
    await publish(fields => [...fields.filter(({ id }) => id !== 'cost'), added]);
    const answered = await send(old.card, '提交', { what: '已经写好的事由', cost: '5' });
    expect(answered.toast).toContain('事项已更新');
    expect(textOf(answered.card)).toContain('日期');
    expect(textOf(answered.card)).not.toContain('金额');
    expect(formOf(answered.card).values).toMatchObject({ what: '已经写好的事由' });
    expect((await office.stores.requests.mine(worker, { number: 1, size: 5 })).total).toBe(0);
  });

  test('the fresh one can be handed in, on the new version', async () => {
    const fresh = await open();
    const preview = await send(fresh.card, '提交', { when: '2026-12-01' });
    const done = await send(preview.card, '提交');
    const number = /ONE-\d{8}-\d{4}/.exec(done.toast ?? '')?.[0] ?? '';
    expect((await office.request(number)).state).toMatchObject({
      itemVersion: version,
      form: { what: '已经写好的事由', when: '2026-12-01' },
    });
  });

  test('a saved draft moves to the new version by field id, and the card says so', async () => {
    const form = await open();
    await send(form.card, '保存草稿', { what: '明天再填', when: '2026-12-02' });
    await publish(fields => fields.filter(({ id }) => id !== 'when'));
    const again = await open();
    expect(textOf(again.card)).toContain('事项已更新');
    expect(formOf(again.card).values).toMatchObject({ what: '明天再填' });
    expect(labelsOf(again.card)).toContain('提交');
  });

  test('a preview from the old card submits nothing: the path and the form are shown anew', async () => {
    const form = await open();
    const preview = await send(form.card, '提交', { what: '预览过的' });
    await publish(fields => [...fields, added]);
    const answered = await send(preview.card, '提交');
    expect(answered.toast).toContain('事项已更新');
    expect((await office.stores.requests.mine(worker, { number: 1, size: 5 })).total).toBe(1);
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { item, worker } from '../../support/acts-world.ts';
import { textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

describe('somebody of two departments applies (semantics C12)', () => {
  let office: Office;
  let bot: Bot;
  let catalogueDir: string;
  beforeAll(async () => {
    catalogueDir = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    const head =
      '{ kind: step, id: a, name: { zh: 部门审核, en: Head }, who: [{ kind: departmentHead, level: 1 }] }';
    await writeFile(join(catalogueDir, 'one.yaml'), item('ONE', [head]));
    office = await openOffice({ catalogueDir });
    const user = office.lark.directory.users.get(worker);
    if (user === undefined) throw new Error('no worker');
    // 李晓明 works for the general office as well, which 林静怡 heads.
    const departments = [...(user.department_ids ?? []), 'od_office'];
    office.lark.directory.users.set(worker, { ...user, department_ids: departments });
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
    await rm(catalogueDir, { recursive: true, force: true });
  });

  test('the preview asks for which; its head is the one who then acts, and nobody else', async () => {
    const message = 'om_form';
    const send = (content: unknown, label: string, typed?: object) =>
      bot.tap(worker, { id: message, content }, label, typed);
    const form = await bot.act(worker, { a: 'item.form', item: 'ONE' }, undefined, message);
    const preview = await send(form.card, '提交', { what: '试一试' });
    expect(textOf(preview.card)).toContain('以哪个部门申请');
    expect(textOf(preview.card)).not.toContain('部门审核 · 林静怡');
    const chosen = await send(preview.card, '选好了', { department: 'od_office' });
    expect(textOf(chosen.card)).toContain('部门审核 · 林静怡');
    const done = await send(chosen.card, '提交');
    const number = /ONE-\d{8}-\d{4}/.exec(done.toast ?? '')?.[0] ?? '';
    expect((await office.request(number)).state).toMatchObject({
      departmentId: 'od_office',
      tasks: [{ actor: 'ou_lin', status: 'PENDING' }],
    });
  });

  test('a department that is not the applicant’s is not taken', async () => {
    const form = await bot.act(worker, { a: 'item.form', item: 'ONE' }, undefined, 'om_other');
    const send = (content: unknown, label: string, typed?: object) =>
      bot.tap(worker, { id: 'om_other', content }, label, typed);
    const preview = await send(form.card, '提交', { what: '再试' });
    const chosen = await send(preview.card, '选好了', { department: 'od_section' });
    expect(textOf(chosen.card)).not.toContain('沈');
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});

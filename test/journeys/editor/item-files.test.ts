import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../../support/card-reader.ts';
import { startWorld, type World } from '../../support/world.ts';

const [admin, clerk] = ['ou_lin', 'ou_jiang'] as const;

describe('items go out as files and come in again (issue 8, item 2)', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const card = async () => (await world.lastCard(admin)).content;
  const send = async (name: string, text: string, person: string = admin) => {
    const seen = (await world.people.messages(person)).length;
    await world.people.upload(person, 'file', name, new TextEncoder().encode(text));
    // The file itself, and the answer to it.
    await expect
      .poll(async () => (await world.people.messages(person)).length, { timeout: 30_000 })
      .toBeGreaterThan(seen + 1);
  };
  const exported = async () => new TextDecoder().decode((await world.people.files(admin)).at(-1)?.bytes);

  test('an item is sent as the file that the catalogue would have', async () => {
    await world.say(admin, '设置');
    await world.tap(admin, { a: 'settings.items' });
    await world.turnTo(admin, { a: 'settings.item', item: 'QJSQ' });
    await world.tap(admin, { a: 'settings.item', item: 'QJSQ' });
    expect(await world.tap(admin, '导出')).toContain('QJSQ.yaml');
    expect(await exported()).toContain('id: QJSQ');
  });

  test('sent back unchanged it changes nothing; changed, the difference is shown and confirmed', async () => {
    const file = await exported();
    await send('QJSQ.yaml', file);
    expect(textOf(await card())).toContain('没有任何改动');
    await send('QJSQ.yaml', file.replace(/revokeDays: \d+/, 'revokeDays: 9'));
    expect(textOf(await card())).toMatch(/几天内可申请撤销.*→ 9/s);
    expect(await world.tap(admin, '确认')).toBe('已发布，第 2 版');
  });

  test('a file that is not ours is refused with the line', async () => {
    await send('other.yaml', 'id: QJSQ\nname: { zh: 请假, en: Leave }\nflavour: sweet\n');
    expect(textOf(await card())).toMatch(/3: flavour is not a key/);
    expect(labelsOf(await card())).not.toContain('确认');
    await send('broken.yaml', 'id: [unclosed');
    expect(textOf(await card())).toMatch(/is not YAML/);
  });

  test('somebody who administers nothing only sent a file', async () => {
    await send('QJSQ.yaml', await exported(), clerk);
    const seen = (await world.seenBy(clerk)).join('\n');
    expect(seen).not.toContain('改动');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});

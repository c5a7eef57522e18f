import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAction, type CardAction } from '../../cards/kit/action.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import type { Bot } from '../support/world-bot.ts';
import { openOffice, type Office } from '../support/world-office.ts';

/** Who holds which office in the sample organisation; 孙立新 administers the items of 机械设备科 (`SBZL`). */
const OFFICES = {
  administrator: 'ou_lin',
  itemAdministrator: 'ou_sun',
  supervisor: 'ou_shen',
  auditor: 'ou_zheng',
  clerk: 'ou_jiang',
  employee: 'ou_li',
} as const;
type OfficeName = keyof typeof OFFICES;

const ADMINISTRATOR = ['administrator'] as const;
const READERS = ['administrator', 'auditor'] as const;
const SEERS = ['administrator', 'itemAdministrator', 'supervisor', 'auditor'] as const;
const WITH_ITEM = ['administrator', 'itemAdministrator'] as const;

/** Each act of the settings menu, and by whom it is done; for all others it is refused. */
const ACTS: readonly (readonly [CardAction, readonly OfficeName[]])[] = [
  [{ a: 'settings.open' }, ['administrator', 'itemAdministrator', 'auditor']],
  [{ a: 'settings.items' }, ['administrator', 'itemAdministrator', 'auditor']],
  [{ a: 'settings.item', item: 'SBZL' }, ['administrator', 'itemAdministrator', 'auditor']],
  [{ a: 'settings.item', item: 'QJSQ' }, READERS],
  [{ a: 'settings.history', item: 'SBZL' }, ['administrator', 'itemAdministrator', 'auditor']],
  [{ a: 'settings.history', item: 'QJSQ' }, READERS],
  [{ a: 'settings.itemSwitch', item: 'SBZL', on: false }, WITH_ITEM],
  [{ a: 'settings.itemSwitch', item: 'QJSQ', on: false }, ADMINISTRATOR],
  [{ a: 'settings.step', item: 'SBZL', step: 'finance' }, WITH_ITEM],
  [{ a: 'settings.stepPreview', item: 'SBZL', step: 'finance', basedOn: 1 }, WITH_ITEM],
  [{ a: 'settings.step', item: 'QJSQ', step: 'manager' }, ADMINISTRATOR],
  [{ a: 'settings.rollback', item: 'SBZL', version: 1 }, WITH_ITEM],
  [{ a: 'settings.rollback', item: 'QJSQ', version: 1 }, ADMINISTRATOR],
  [{ a: 'settings.publish', change: 'c-none' }, ['administrator', 'itemAdministrator', 'auditor']],
  [{ a: 'settings.people' }, READERS],
  [{ a: 'settings.group', group: 'administrators' }, ADMINISTRATOR],
  [{ a: 'settings.groupPreview', group: 'auditors', basedOn: 1 }, ADMINISTRATOR],
  [{ a: 'settings.role', role: 'finance' }, ADMINISTRATOR],
  [{ a: 'settings.rolePreview', role: 'finance', basedOn: 1 }, ADMINISTRATOR],
  [{ a: 'settings.roleRemove', role: 'finance' }, ADMINISTRATOR],
  [{ a: 'settings.itemAdministrators' }, READERS],
  [{ a: 'settings.itemAdministrator', person: 'ou_sun' }, ADMINISTRATOR],
  [{ a: 'settings.itemAdministratorPreview', person: 'ou_sun', basedOn: 1 }, ADMINISTRATOR],
  [{ a: 'settings.itemAdministratorRemove', person: 'ou_sun' }, ADMINISTRATOR],
  [{ a: 'settings.undo', version: 1 }, ADMINISTRATOR],
  [{ a: 'settings.order' }, ADMINISTRATOR],
  [{ a: 'settings.orderMove', item: 'SBZL', by: 'up' }, ADMINISTRATOR],
  [{ a: 'settings.orderPreview' }, ADMINISTRATOR],
  [{ a: 'settings.orderExport' }, ADMINISTRATOR],
  [{ a: 'settings.reports' }, ADMINISTRATOR],
  [{ a: 'settings.report', report: 'daily' }, ADMINISTRATOR],
  [{ a: 'settings.reportPreview', report: 'daily', basedOn: 1 }, ADMINISTRATOR],
  [{ a: 'settings.digest' }, ADMINISTRATOR],
  [{ a: 'settings.digestPreview', basedOn: 1 }, ADMINISTRATOR],
  [{ a: 'edit.open', item: 'SBZL', part: '' }, WITH_ITEM],
  [{ a: 'edit.open', item: 'QJSQ', part: 'flow' }, ADMINISTRATOR],
  [{ a: 'edit.save', item: 'QJSQ', part: 'basics' }, ADMINISTRATOR],
  [{ a: 'edit.act', item: 'QJSQ', part: 'field/kind', act: 'down' }, ADMINISTRATOR],
  [{ a: 'edit.review', item: 'QJSQ' }, ADMINISTRATOR],
  [{ a: 'edit.try', item: 'QJSQ' }, ADMINISTRATOR],
  [{ a: 'edit.new' }, WITH_ITEM],
  [{ a: 'edit.newSave' }, WITH_ITEM],
  [{ a: 'edit.export', item: 'QJSQ' }, READERS],
  [{ a: 'running.open' }, SEERS],
  [{ a: 'running.form' }, SEERS],
  [{ a: 'running.find' }, SEERS],
  [{ a: 'audit.open' }, READERS],
  [{ a: 'audit.export' }, READERS],
  [{ a: 'health.open' }, READERS],
  [{ a: 'health.retry', delivery: 'none' }, ADMINISTRATOR],
  [{ a: 'health.backup' }, ADMINISTRATOR],
  [{ a: 'setup.open' }, READERS],
  [{ a: 'audit.form' }, READERS],
  [{ a: 'audit.find' }, READERS],
  [{ a: 'settings.peopleCheck' }, READERS],
  [{ a: 'delegations.open' }, READERS],
  [{ a: 'delegations.form' }, ADMINISTRATOR],
  [{ a: 'delegations.save' }, ADMINISTRATOR],
  [{ a: 'delegations.endForm', delegation: 'd1' }, ADMINISTRATOR],
  [{ a: 'delegations.end', delegation: 'd1' }, ADMINISTRATOR],
  [{ a: 'handOver.open' }, READERS],
  [{ a: 'handOver.form' }, ADMINISTRATOR],
  [{ a: 'handOver.run', person: 'ou_none' }, ADMINISTRATOR],
];
const cases = ACTS.flatMap(([action, by]) =>
  Object.entries(OFFICES).map(([office, person]) => ({
    act: Object.values(action).join(' '),
    office,
    person,
    action,
    allowed: by.some(each => each === office),
  })),
);

describe('each act of the settings by each office, whatever card it is tapped on (issue 8, rights)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });

  test.each(cases)('$act by $office, allowed: $allowed', async ({ person, action, allowed }) => {
    const before = await office.stores.settings.current();
    const tap = tapEnvelope(person, 'om_any_card', { value: encodeAction(action), form_value: {} });
    const { toast = '', card } = await postEnvelope(bot.address, tap);
    const refused = toast.includes('只对管理员开放');
    expect(refused).toBe(!allowed);
    // Nothing is shown to whoever is refused, and no single tap changes anything.
    if (!allowed) expect(card).toBeUndefined();
    expect(await office.stores.settings.current()).toEqual(before);
  });
});

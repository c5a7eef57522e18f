import { describe, expect, test } from 'vitest';
import {
  ALL_RIGHTS,
  may,
  maySomewhere,
  peopleWhoMay,
  type Office,
  type Right,
} from '../../../src/application/rights.ts';
import type { Settings } from '../../../src/application/ports.ts';

const settings: Settings = {
  version: 1,
  administrators: ['administrator'],
  roles: {},
  itemAdministrators: [{ person: 'itemAdministrator', items: ['SBZL'], departments: ['技术科'] }],
  supervisors: ['supervisor'],
  auditors: ['auditor'],
  clerks: ['clerk'],
};
const OFFICES = [
  'administrator',
  'itemAdministrator',
  'supervisor',
  'auditor',
  'clerk',
  'departmentHead',
] as const;
const department = (zh: string) => ({ zh, en: zh });
/** An item that the item administrator administers, of a department whose head `departmentHead` is. */
const here = { item: { id: 'SBZL', department: department('机械设备科') }, heads: ['departmentHead'] };
const elsewhere = { item: { id: 'QJSQ', department: department('人事科') }, heads: ['somebodyElse'] };

/** a administrator, i item administrator, s supervisor, u auditor, c clerk, h head: `-` is refused. */
const TABLE: Readonly<Record<Right, string>> = {
  'settings.open': 'ai-u--',
  'items.see': 'ai-u--',
  'items.edit': 'ai----',
  'items.order': 'a-----',
  'people.see': 'a--u--',
  'people.edit': 'a-----',
  'delegations.see': 'a--u--',
  'delegations.edit': 'a-----',
  'handOver.see': 'a--u--',
  'handOver.run': 'a-----',
  'calendars.see': 'a--u--',
  'calendars.edit': 'a-----',
  'reports.see': 'aisu-h',
  'reports.edit': 'a-----',
  'archive.see': 'aisu--',
  'archive.edit': 'ai----',
  'requests.see': 'aisu--',
  'requests.oversee': 'aisu-h',
  'requests.urge': 'ais---',
  'requests.supervise': 'a-s--h',
  'requests.manage': 'ai----',
  'requests.applyForOthers': 'a---c-',
  'health.see': 'a--u--',
  'health.repair': 'a-----',
  'audit.see': 'a--u--',
  'audit.export': 'a--u--',
  'backup.run': 'a-----',
  'integrations.edit': 'a-----',
};
const cases = ALL_RIGHTS.flatMap(right =>
  OFFICES.map((office, n) => ({ right, office, allowed: TABLE[right][n] !== '-' })),
);

describe('rights (features 2.27, 3.7, 3.8, 3.13, peers.md row 65)', () => {
  test.each(cases)('$right by $office: $allowed', ({ right, office, allowed }) => {
    expect(may(settings, office, right, here)).toBe(allowed);
  });

  test.each(ALL_RIGHTS)('%s is nobody else’s', right => {
    expect(may(settings, 'employee', right, here)).toBe(false);
    expect(maySomewhere(settings, 'employee', right)).toBe(false);
  });

  test.each(['itemAdministrator', 'departmentHead'] satisfies Office[])(
    'a %s does nothing outside of the scope, nor where none is said',
    office => {
      for (const right of ALL_RIGHTS) {
        expect(may(settings, office, right, elsewhere)).toBe(false);
        expect(may(settings, office, right)).toBe(false);
      }
    },
  );

  test('an item administrator has all items of the departments named, also one that is about to be made', () => {
    const item = { id: 'NEW', department: department('技术科') };
    expect(may(settings, 'itemAdministrator', 'items.edit', { item })).toBe(true);
    expect(maySomewhere(settings, 'itemAdministrator', 'items.edit')).toBe(true);
    expect(maySomewhere(settings, 'itemAdministrator', 'people.edit')).toBe(false);
  });

  test('whoever may act on an item’s requests is found by the item', () => {
    expect(peopleWhoMay(settings, 'requests.manage', here)).toEqual(['administrator', 'itemAdministrator']);
    expect(peopleWhoMay(settings, 'requests.manage', elsewhere)).toEqual(['administrator']);
  });

  test('settings stored before these offices existed still say who administers', () => {
    const old: Settings = { version: 3, administrators: ['administrator'], roles: {} };
    expect(may(old, 'administrator', 'people.edit')).toBe(true);
    expect(may(old, 'auditor', 'audit.see')).toBe(false);
    expect(peopleWhoMay(old, 'requests.see', here)).toEqual(['administrator']);
  });
});

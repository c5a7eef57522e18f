import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { settingsChangeCard, settingsPublishedCard } from '../../cards/settings-change.ts';
import { settingsHistoryCard } from '../../cards/settings-history.ts';
import { digestSettingsCard } from '../../cards/digest-settings.ts';
import { hallOrderCard } from '../../cards/hall-order.ts';
import { settingsHomeCard, settingsItemsCard } from '../../cards/settings-home.ts';
import { settingsItemCard } from '../../cards/settings-item.ts';
import {
  settingsItemAdministratorCard,
  settingsItemAdministratorsCard,
} from '../../cards/settings-item-administrators.ts';
import { settingsMembersCard, settingsPeopleCard } from '../../cards/settings-people.ts';
import { settingsStepCard } from '../../cards/settings-step.ts';
import type { StepFormValues } from '../../cards/settings-step.ts';
import { sampleEditor } from './editor-samples.ts';
import { both, NOW, TIME, times } from './card-samples.ts';
import type { Filling } from './card-samples.ts';

export const STEP_VALUES: StepFormValues = {
  who: 'role',
  people: ['ou_1'],
  role: 'r1',
  level: '1',
  method: 'all',
  limit: '1d',
  beforeAt: '4h',
  beforeEvery: '',
  beforeMax: '',
  afterAt: '1天',
  afterEvery: '2工时',
  afterMax: '3',
  escalateAdd: '0h',
  escalateMove: '',
};

export function sampleSettings(fill: Filling, t: Texts): Record<string, Card> {
  const names = times(fill.rows, () => fill.text);
  const candidates = times(fill.rows, index => `ou_${index}`);
  const what = both(fill);
  const lines = times(fill.rows, () => ({ label: what, before: what, after: what }));
  const back = { a: 'settings.open' } as const;
  const publish = { what, lines: times(fill.rows, () => what), by: fill.text, at: NOW, back, time: TIME };
  return {
    ...itemSamples(fill, t),
    ...sampleEditor(fill, t),
    'hall order': hallOrderCard(
      {
        categories: times(Math.min(fill.rows, 6), index => ({
          id: `c${index}`,
          name: what,
          items: times(fill.rows, place => ({ id: `I${index}X${place}`, name: what })),
        })),
        changed: fill.rows > 1,
        page: 1,
      },
      t,
    ),
    'digest settings': digestSettingsCard({ on: true, time: '08:30', basedOn: 1 }, t),
    'settings home': settingsHomeCard(
      times(Math.min(fill.rows, 12), index => ({
        title: what,
        about: what,
        open: { a: 'settings.items', page: index + 1 } as const,
      })),
      t,
    ),
    'settings change': settingsChangeCard({ what, lines, change: 'C1', back, time: TIME }, t),
    'settings change, conflict': settingsChangeCard(
      {
        what,
        lines,
        problems: publish.lines,
        conflict: { by: fill.text, at: NOW, summary: publish.lines },
        back,
        time: TIME,
      },
      t,
    ),
    'settings change, nothing': settingsChangeCard({ what, lines: [], change: 'C1', back, time: TIME }, t),
    'settings published': settingsPublishedCard(
      { ...publish, version: 2, undo: { a: 'settings.undo', version: 1 } },
      t,
    ),
    'settings published, first': settingsPublishedCard({ ...publish, version: 1 }, t),
    'settings people': settingsPeopleCard(
      {
        administrators: names,
        itemAdministrators: names,
        supervisors: [],
        auditors: names,
        clerks: [],
        mayEdit: true,
        roles: times(fill.rows, index => ({
          id: `r${index}`,
          name: what,
          members: index === 0 ? [] : names,
        })),
        undo: 3,
      },
      t,
    ),
    'settings administrators': settingsMembersCard(
      {
        of: { kind: 'group', group: 'administrators' },
        basedOn: 1,
        members: ['ou_x'],
        candidates,
        fault: what,
      },
      t,
    ),
    'settings role': settingsMembersCard(
      { of: { kind: 'role', role: { id: 'r1', name: what } }, basedOn: 1, members: candidates, candidates },
      t,
    ),
    'settings role, new': settingsMembersCard(
      { of: { kind: 'role' }, basedOn: 1, members: [], candidates, fault: what },
      t,
    ),
    'settings item administrators': settingsItemAdministratorsCard(
      { rows: candidates.map(person => ({ person, name: fill.text, scope: what })), mayEdit: true },
      t,
    ),
    'settings item administrator': settingsItemAdministratorCard(
      {
        person: { id: 'ou_x', name: fill.text },
        basedOn: 1,
        candidates,
        items: times(fill.rows, index => ({ id: `I${index}`, label: what })),
        departments: times(fill.rows, index => ({ id: `${index}科`, label: what })),
        chosen: { items: ['I0'], departments: [] },
        fault: what,
      },
      t,
    ),
    'settings item administrator, new': settingsItemAdministratorCard(
      { basedOn: 1, candidates, items: [], departments: [], chosen: { items: [], departments: [] } },
      t,
    ),
  };
}

function itemSamples(fill: Filling, t: Texts): Record<string, Card> {
  const what = both(fill);
  const items = times(fill.rows, index => ({
    id: `I${index}`,
    name: what,
    category: what,
    enabled: index % 2 === 0,
    mayEdit: index % 2 === 0,
    version: index,
  }));
  const steps = times(fill.rows, index => ({
    id: `s${index}`,
    name: what,
    who: what,
    rules: index,
    method: 'all' as const,
    branch: what,
    ...(index === 0 ? {} : { limit: { amount: index, unit: 'h' as const } }),
  }));
  const item = { id: 'SBZL', name: what, version: 2, publishedAt: NOW };
  const rows = times(fill.rows, index => ({
    version: index,
    at: NOW,
    summary: times(fill.rows, () => what),
    live: index === 0,
    ...(index === 0
      ? {}
      : { by: fill.text, restore: { a: 'settings.rollback', item: 'SBZL', version: index } as const }),
  }));
  return {
    'settings items': settingsItemsCard({ items, page: 1, mayMake: true, mayOrder: true }, t),
    'settings item, on': settingsItemCard(
      { item: { ...item, enabled: true }, steps, mayEdit: true, time: TIME },
      t,
    ),
    'settings item, off': settingsItemCard(
      { item: { ...item, enabled: false, publishedBy: fill.text }, steps, mayEdit: false, time: TIME },
      t,
    ),
    'settings history': settingsHistoryCard(
      {
        what,
        rows,
        turn: page => ({ a: 'settings.history', item: 'SBZL', page }),
        back: { a: 'settings.item', item: 'SBZL' },
        time: TIME,
      },
      t,
    ),
    'settings step': settingsStepCard(
      {
        item: { id: 'SBZL', name: what },
        step: { id: 's1', name: what },
        basedOn: 1,
        whoNow: what,
        values: { ...STEP_VALUES, limit: fill.text },
        roles: times(fill.rows, index => ({ id: `r${index}`, label: what })),
        candidates: times(fill.rows, index => `ou_${index}`),
        faults: { limit: what, people: what },
      },
      t,
    ),
  };
}

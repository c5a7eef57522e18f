import { settingsHomeCard } from '../../../cards/settings-home.ts';
import type { CardJson } from '../../application/ports.ts';
import { maySomewhere } from '../../application/rights.ts';
import type { Feature } from '../../application/router.ts';
import { show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { exportItem, importItem } from './editor/files.ts';
import { digestTaps } from './digest-settings.ts';
import { orderTaps } from './hall-order.ts';
import { editorTaps } from './editor/index.ts';
import { withRightTo } from './guard.ts';
import { refusedCard, withRight, withRightSomewhere } from '../shared/guard.ts';
import { historyCard } from './history.ts';
import {
  itemAdministratorForm,
  itemAdministratorPreview,
  itemAdministratorsCard,
} from './item-administrators.ts';
import { reportTaps } from './report-recipients.ts';
import { previewItem } from './item-publish.ts';
import { itemCard, itemsCard } from './items.ts';
import { groupForm, groupPreview, peopleCard, roleForm, rolePreview } from './members.ts';
import { peopleCheck } from './people-check.ts';
import { PAGES } from './pages.ts';
import { publishChange } from './publish.ts';
import { previewSettings } from './settings-publish.ts';
import { stepForm, stepPreview } from './step-edit.ts';

/** 设置: what administrators see, change, try and undo on cards (issue 3, item 12; issue 8). */
export function createSettings(deps: FeatureDeps): Feature {
  const opened = async (person: string): Promise<CardJson> =>
    maySomewhere(await deps.stores.settings.current(), person, 'settings.open')
      ? homeCard(deps, person)
      : refusedCard(deps);
  return {
    name: 'settings',
    taps: {
      'settings.open': withRightSomewhere(deps, 'settings.open', async (_, { person }) =>
        show(await homeCard(deps, person)),
      ),
      ...itemTaps(deps),
      ...editorTaps(deps),
      ...peopleTaps(deps),
      ...reportTaps(deps),
      ...digestTaps(deps),
      ...orderTaps(deps),
      'settings.publish': withRightSomewhere(deps, 'settings.open', (action, tap) =>
        publishChange(deps, action, tap),
      ),
    },
    commands: [
      {
        name: 'settings',
        words: ['设置'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await opened(person) }),
      },
    ],
    sentFile: (person, sent) => importItem(deps, person, sent),
    menus: { settings: async person => ({ card: await opened(person) }) },
  };
}

function itemTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'settings.items': withRightSomewhere(deps, 'items.see', async ({ page }, { person }) =>
      show(await itemsCard(deps, person, page)),
    ),
    'settings.item': withRightTo(deps, 'items.see', async ({ item }, { person }) =>
      show(await itemCard(deps, person, item)),
    ),
    'edit.export': withRightTo(deps, 'items.see', ({ item }, tap) => exportItem(deps, item, tap)),
    'settings.itemSwitch': withRightTo(deps, 'items.edit', ({ item, on }, tap) =>
      previewItem(deps, tap, { kind: 'switch', item, on }),
    ),
    'settings.step': withRightTo(deps, 'items.edit', (action, tap) => stepForm(deps, action, tap)),
    'settings.stepPreview': withRightTo(deps, 'items.edit', (action, tap) => stepPreview(deps, action, tap)),
    'settings.history': withRightTo(deps, 'items.see', async ({ item, page }, { person }) =>
      show(await historyCard(deps, person, item, page)),
    ),
    'settings.rollback': withRightTo(deps, 'items.edit', ({ item, version }, tap) =>
      previewItem(deps, tap, { kind: 'restore', item, version }),
    ),
  };
}

function peopleTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'settings.people': withRight(deps, 'people.see', async ({ page }, { person }) =>
      show(await peopleCard(deps, person, page)),
    ),
    'settings.peopleCheck': withRight(deps, 'people.see', async ({ page }, { person }) =>
      show(await peopleCheck(deps, person, page)),
    ),
    'settings.group': withRight(deps, 'people.edit', ({ group }, tap) => groupForm(deps, group, tap)),
    'settings.groupPreview': withRight(deps, 'people.edit', (action, tap) => groupPreview(deps, action, tap)),
    'settings.role': withRight(deps, 'people.edit', (action, tap) => roleForm(deps, action, tap)),
    'settings.rolePreview': withRight(deps, 'people.edit', (action, tap) => rolePreview(deps, action, tap)),
    'settings.roleRemove': withRight(deps, 'people.edit', async ({ role }, tap) => {
      const { version } = await deps.stores.settings.current();
      return previewSettings(deps, tap, { kind: 'roleRemove', id: role }, {}, version);
    }),
    'settings.itemAdministrators': withRight(deps, 'people.see', async ({ page }, { person }) =>
      show(await itemAdministratorsCard(deps, person, page)),
    ),
    'settings.itemAdministrator': withRight(deps, 'people.edit', (action, tap) =>
      itemAdministratorForm(deps, action, tap),
    ),
    'settings.itemAdministratorPreview': withRight(deps, 'people.edit', (action, tap) =>
      itemAdministratorPreview(deps, action, tap),
    ),
    'settings.itemAdministratorRemove': withRight(deps, 'people.edit', async ({ person }, tap) => {
      const { version } = await deps.stores.settings.current();
      return previewSettings(deps, tap, { kind: 'itemAdministrator', id: person }, {}, version);
    }),
    'settings.undo': withRight(deps, 'people.edit', ({ version }, tap) =>
      previewSettings(deps, tap, { kind: 'undo', version }, {}, version),
    ),
  };
}

async function homeCard(deps: FeatureDeps, person: string): Promise<CardJson> {
  const settings = await deps.stores.settings.current();
  const pages = PAGES.filter(page => maySomewhere(settings, person, page.right));
  return settingsHomeCard(
    pages.map(({ title, about, open }) => ({ title: deps.texts(title), about: deps.texts(about), open })),
    deps.texts,
  );
}

import { settingsChangeCard, settingsPublishedCard } from '../../../cards/settings-change.ts';
import type { CardAction } from '../../../cards/kit/action.ts';
import { same, type Text } from '../../../cards/kit/texts.ts';
import type { CardTap, Settings, SettingsChange, TapAnswer } from '../../application/ports.ts';
import type { FormData } from '../../core/definition.ts';
import { answer, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { isPerson, nameOf, peopleNamed } from '../shared/people.ts';
import { lineSummary } from './change-lines.ts';
import { keepChange, type KeptChange, type SettingsTarget } from './changes.ts';
import { peopleOfSettings, settingsDifference, type SettingsNames } from './settings-difference.ts';
import { editedSettings, settingsFault } from './settings-edit.ts';

/** How far back an undo can look: to the version before the last. */
const HISTORY = 2;

/** Every change of who may do what goes this way: checked, shown as a difference, kept until it is confirmed. */
export async function previewSettings(
  deps: FeatureDeps,
  tap: Pick<CardTap, 'person'>,
  target: SettingsTarget,
  values: FormData,
  basedOn: number,
): Promise<TapAnswer> {
  const planned = await plan(deps, target, values, basedOn);
  if (planned === undefined) return conflictAnswer(deps, target);
  const { now, lines, fault } = planned;
  const publishable = lines.length > 0 && fault === undefined;
  const card = settingsChangeCard(
    {
      what: titleOf(deps, now, target),
      lines,
      ...(publishable ? { change: await keepChange(deps, tap.person, target, basedOn, values) } : {}),
      ...(fault === undefined ? {} : { problems: [deps.texts(`admin.${fault}`)] }),
      back: backTo(target),
      time: cardTime(deps),
    },
    deps.texts,
  );
  return show(card);
}

/** 确认: the next version of the settings, if nobody else made one in between. */
export async function publishSettings(
  deps: FeatureDeps,
  tap: CardTap,
  kept: Extract<KeptChange, { of: 'settings' }>,
): Promise<TapAnswer> {
  const { target } = kept;
  const planned = await plan(deps, target, kept.values, kept.basedOn);
  if (planned === undefined) return conflictAnswer(deps, target);
  const { now, after, lines, fault } = planned;
  if (fault !== undefined || lines.length === 0) return answer('info', deps.texts('admin.changeGone'));
  const undone = target.kind === 'undo' ? [deps.texts('admin.undone')] : [];
  const summary = [...undone, ...lines.map(lineSummary)];
  const change: SettingsChange = { settings: after, by: tap.person, at: deps.clock.now(), summary };
  if (!(await deps.stores.settings.save(change))) return conflictAnswer(deps, target);
  const part = await peopleNamed(deps, [tap.person]);
  const card = settingsPublishedCard(
    {
      what: titleOf(deps, now, target),
      lines: summary,
      version: after.version,
      by: nameOf(part, tap.person),
      at: change.at,
      undo: { a: 'settings.undo', version: after.version },
      back: backTo(target),
      time: cardTime(deps),
    },
    deps.texts,
  );
  return answer('success', deps.texts('admin.published', { version: after.version }), card);
}

interface Plan {
  readonly now: Settings;
  readonly after: Settings;
  readonly lines: ReturnType<typeof settingsDifference>;
  readonly fault: ReturnType<typeof settingsFault>;
}

/** What the change makes of the current settings; undefined when they are no longer those it was made from. */
async function plan(
  deps: FeatureDeps,
  target: SettingsTarget,
  values: FormData,
  basedOn: number,
): Promise<Plan | undefined> {
  const [now, items, history] = await Promise.all([
    deps.stores.settings.current(),
    deps.stores.items.live(),
    target.kind === 'undo' ? deps.stores.settings.history(HISTORY) : [],
  ]);
  const after = now.version === basedOn ? editedSettings(now, target, values, history) : undefined;
  if (after === undefined) return undefined;
  const lines = settingsDifference(now, after, await settingsNames(deps, now, after), deps.texts);
  return { now, after, lines, fault: settingsFault(now, after, items) };
}

/** The names of everybody and everything that these settings speak of. */
export async function settingsNames(
  deps: FeatureDeps,
  ...settings: readonly Settings[]
): Promise<SettingsNames> {
  const [part, items] = await Promise.all([
    peopleNamed(deps, peopleOfSettings(...settings)),
    deps.stores.items.live(),
  ]);
  return {
    person: id => nameOf(part, id),
    item: id => items.find(({ definition }) => definition.id === id)?.definition.name ?? same(id),
  };
}

/** Somebody else was first: who, when, what; the change begins anew from there. */
async function conflictAnswer(deps: FeatureDeps, target: SettingsTarget): Promise<TapAnswer> {
  const [[last], now] = await Promise.all([deps.stores.settings.history(1), deps.stores.settings.current()]);
  const by = last === undefined ? [] : [last.by].filter(isPerson);
  const part = await peopleNamed(deps, by);
  const conflict = {
    by: by.map(id => nameOf(part, id)).join(),
    at: last?.at ?? deps.clock.now(),
    summary: last?.summary ?? [],
  };
  const what = titleOf(deps, now, target);
  const props = { what, lines: [], conflict, back: backTo(target), time: cardTime(deps) };
  return answer('warning', deps.texts('admin.conflict'), settingsChangeCard(props, deps.texts));
}

function titleOf(deps: FeatureDeps, settings: Settings, target: SettingsTarget): Text {
  switch (target.kind) {
    case 'group':
      return deps.texts(`office.${target.id}.name`);
    case 'role':
    case 'roleRemove': {
      const role = settings.roles[target.id]?.name;
      return role === undefined ? deps.texts('office.newRole') : deps.texts('admin.role', { role });
    }
    case 'itemAdministrator':
      return deps.texts('office.itemAdministrators.name');
    case 'report':
      return deps.texts(`report.title.${target.id}`);
    case 'digest':
      return deps.texts('digestSettings.title');
    case 'order':
      return deps.texts('hallOrder.title');
    case 'undo':
      return deps.texts('settings.people.title');
    default:
      return target satisfies never;
  }
}

function backTo(target: SettingsTarget): CardAction {
  switch (target.kind) {
    case 'group':
      return { a: 'settings.group', group: target.id };
    case 'role':
      return { a: 'settings.people' };
    case 'itemAdministrator':
      return { a: 'settings.itemAdministrators' };
    case 'report':
      return { a: 'settings.reports' };
    case 'digest':
      return { a: 'settings.digest' };
    case 'order':
      return { a: 'settings.order' };
    case 'roleRemove':
    case 'undo':
      return { a: 'settings.people' };
    default:
      return target satisfies never;
  }
}

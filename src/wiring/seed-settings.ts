import type { FlowNode, Selector, Text } from '../core/definition.ts';
import type { CatalogueItem } from '../../config/catalogue-schema.ts';
import type { Clock, Settings, SettingsStore } from '../application/ports.ts';

export interface SeedRole {
  readonly name: Text;
  readonly members: readonly string[];
}

export interface SeedSettings extends Offices {
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly administrators: readonly string[];
  readonly roles: Readonly<Record<string, SeedRole>>;
  readonly catalogue: readonly CatalogueItem[];
}
/** Other offices, of the sample organisation: they are only filled where there are no settings at all. */
type Offices = Pick<Settings, 'itemAdministrators' | 'supervisors' | 'auditors' | 'clerks'>;

/**
 * The first settings: administrators and the roles that the catalogue speaks of. Later starts add only roles that are
 * new in the catalogue and, where the service has no administrator at all, the given ones; all else is kept as it was
 * set on cards.
 */
export async function seedSettings(deps: SeedSettings): Promise<Settings> {
  const current = await deps.settings.current();
  const wanted = [...new Set([...Object.keys(deps.roles), ...deps.catalogue.flatMap(rolesOf)])];
  const added = wanted.filter(id => current.roles[id] === undefined);
  const administrators = current.administrators.length > 0 ? current.administrators : deps.administrators;
  if (added.length === 0 && administrators === current.administrators) return current;
  const settings: Settings = {
    ...(current.version === 0 ? officesOf(deps) : current),
    version: current.version + 1,
    administrators,
    roles: {
      ...current.roles,
      ...Object.fromEntries(
        added.map(id => [id, deps.roles[id] ?? { name: { zh: id, en: id }, members: [] }]),
      ),
    },
  };
  const saved = await deps.settings.save({
    settings,
    by: 'system',
    at: deps.clock.now(),
    summary: [{ zh: '启动时的初始设置', en: 'First settings, made at start' }],
  });
  // Not saved: another instance did the same a moment ago.
  return saved ? settings : deps.settings.current();
}

function officesOf({ itemAdministrators, supervisors, auditors, clerks }: Offices): Offices {
  return {
    ...(itemAdministrators === undefined ? {} : { itemAdministrators }),
    ...(supervisors === undefined ? {} : { supervisors }),
    ...(auditors === undefined ? {} : { auditors }),
    ...(clerks === undefined ? {} : { clerks }),
  };
}

/** The roles that an item's flow, copies and visibility name. */
function rolesOf(item: CatalogueItem): readonly string[] {
  const seen = item.visibility.kind === 'some' ? item.visibility.roles : [];
  const copies = [...(item.cc?.start ?? []), ...(item.cc?.end ?? [])];
  return [...seen, ...roleIds(copies), ...item.flow.flatMap(rolesOfNode)];
}

function rolesOfNode(node: FlowNode): readonly string[] {
  switch (node.kind) {
    case 'step':
      return roleIds([
        ...node.who,
        ...(node.cc?.start ?? []),
        ...(node.cc?.end ?? []),
        ...node.rules.flatMap(rule => (rule.to === undefined ? [] : [rule.to])),
      ]);
    case 'branch':
      return node.branches.flatMap(branch => branch.nodes.flatMap(rolesOfNode));
    case 'cc':
      return roleIds(node.who);
    case 'auto':
    case 'delay':
    case 'subrequests':
      return [];
    default:
      return node satisfies never;
  }
}

function roleIds(selectors: readonly Selector[]): readonly string[] {
  return selectors.flatMap(selector => (selector.kind === 'role' ? [selector.role] : []));
}

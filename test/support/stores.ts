import { filesOf } from '../../src/core/form/values.ts';
import type {
  Delivery,
  Draft,
  ItemVersionRow,
  SentCard,
  SettingsChange,
  Stores,
} from '../../src/application/ports.ts';
import type { ApiClient, Webhook } from '../../src/application/ports-integrations.ts';
import type { MirrorState } from '../../src/application/ports-mirror.ts';
import { memoryInbox } from './stores-inbox.ts';
import { memoryDelegations, memoryHandOvers, memoryPersonal } from './stores-personal.ts';
import { memoryAudit } from './stores-audit.ts';
import { memoryTemplates } from './stores-templates.ts';
import { memoryRequests } from './stores-requests.ts';

/** The stores in memory, held to the same contract as those on MongoDB; each call gives empty ones. */
export function memoryStores(): Stores {
  return {
    ...memoryRequests(),
    drafts: memoryDrafts(),
    items: memoryItems(),
    settings: memorySettings(),
    counters: memoryCounters(),
    deliveries: memoryDeliveries(),
    sentCards: memorySentCards(),
    inbox: memoryInbox(),
    marks: memoryMarks(),
    personal: memoryPersonal(),
    delegations: memoryDelegations(),
    handOvers: memoryHandOvers(),
    integrations: memoryIntegrations(),
    mirror: memoryMirror(),
    templates: memoryTemplates(),
    audit: memoryAudit(),
  };
}

function memoryDrafts(): Stores['drafts'] {
  const drafts = new Map<string, Draft>();
  return {
    load: async id => drafts.get(id),
    save: async draft => void drafts.set(draft.id, structuredClone(draft)),
    remove: async id => void drafts.delete(id),
    latest: async (person, itemId) =>
      [...drafts.values()]
        .filter(draft => draft.person === person && draft.itemId === itemId && draft.behalf === undefined)
        .sort((a, b) => b.updatedAt - a.updatedAt)[0],
    recent: async (person, since, limit) =>
      [...drafts.values()]
        .filter(draft => draft.person === person && draft.updatedAt >= since)
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, limit),
    addFile: async (id, field, file, max, at) => {
      const draft = drafts.get(id);
      const files = filesOf(draft?.form[field]) ?? [];
      if (draft === undefined || files.length >= max || files.some(({ key }) => key === file.key))
        return false;
      drafts.set(id, { ...draft, form: { ...draft.form, [field]: [...files, file] }, updatedAt: at });
      return true;
    },
  };
}

function memoryItems(): Stores['items'] {
  const versions = new Map<string, ItemVersionRow[]>();
  return {
    live: async () =>
      [...versions.values()].flatMap(rows =>
        rows.slice(-1).map(({ definition, enabled }) => ({ definition, enabled })),
      ),
    version: async (itemId, version) => versions.get(itemId)?.[version - 1]?.definition,
    links: async () => [],
    history: async itemId => [...(versions.get(itemId) ?? [])].reverse(),
    verify: async () => [],
    publish: async (row, basedOn) => {
      const rows = versions.get(row.definition.id) ?? [];
      if (rows.length !== basedOn) return false;
      versions.set(row.definition.id, [...rows, row]);
      return true;
    },
  };
}

function memorySettings(): Stores['settings'] {
  const changes: SettingsChange[] = [];
  const current = () => changes.at(-1)?.settings ?? { version: 0, administrators: [], roles: {} };
  return {
    current: async () => current(),
    verify: async () => [],
    links: async () => [],
    history: async limit => changes.toReversed().slice(0, limit),
    save: async change => {
      if (current().version !== change.settings.version - 1) return false;
      changes.push(change);
      return true;
    },
  };
}

function memoryCounters(): Stores['counters'] {
  const values = new Map<string, number>();
  const given = new Map<string, readonly string[]>();
  return {
    next: async series => {
      const value = (values.get(series) ?? 0) + 1;
      values.set(series, value);
      return value;
    },
    numberOf: async (series, owner) => {
      const owners = given.get(series) ?? [];
      if (!owners.includes(owner)) given.set(series, [...owners, owner]);
      return (given.get(series) ?? []).indexOf(owner) + 1;
    },
  };
}

function memoryDeliveries(): Stores['deliveries'] {
  const deliveries = new Map<string, { row: Delivery; trying: boolean }>();
  return {
    add: async rows => {
      for (const row of rows) if (!deliveries.has(row.id)) deliveries.set(row.id, { row, trying: false });
    },
    take: async (rows, now, leaseUntil) => {
      const fresh = rows.filter(({ id }) => !deliveries.has(id));
      const taken = fresh.map(row => ({ ...row, nextAt: leaseUntil, attempts: 1, firstTriedAt: now }));
      for (const row of taken) deliveries.set(row.id, { row, trying: true });
      return taken;
    },
    lease: async (now, leaseUntil, id) => {
      const due = [...deliveries.values()]
        .filter(({ row }) => row.status === 'pending' && row.nextAt <= now)
        .filter(({ row }) => id === undefined || row.id === id)
        .sort((a, b) => a.row.nextAt - b.row.nextAt)[0];
      if (due === undefined) return undefined;
      const { row, trying } = due;
      const firstTriedAt = Math.min(row.firstTriedAt ?? now, now);
      due.row = { ...row, nextAt: leaseUntil, attempts: row.attempts + 1, firstTriedAt };
      due.trying = true;
      return { ...due.row, ...(trying ? { uncertain: true } : {}) };
    },
    settle: async (id, outcome) => {
      const held = deliveries.get(id);
      if (held !== undefined) deliveries.set(id, { row: { ...held.row, ...outcome }, trying: false });
    },
    ofWebhook: async (webhook, limit) =>
      [...deliveries.values()]
        .map(({ row }) => row)
        .filter(({ effect }) => effect.kind === 'callWebhook' && effect.webhook === webhook)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit),
    unsent: async limit =>
      [...deliveries.values()]
        .map(({ row }) => row)
        .filter(({ status }) => status === 'unknown' || status === 'dead')
        .sort((a, b) => b.nextAt - a.nextAt)
        .slice(0, limit),
    revive: async (id, now) => {
      const held = deliveries.get(id);
      if (held === undefined || !['unknown', 'dead'].includes(held.row.status)) return false;
      const { requestId, effect } = held.row;
      const row = {
        id,
        requestId,
        effect,
        status: 'pending',
        attempts: 0,
        createdAt: now,
        nextAt: now,
      } as const;
      deliveries.set(id, { row, trying: false });
      return true;
    },
    counts: async () => {
      const counts = { pending: 0, sent: 0, unknown: 0, dead: 0 };
      for (const { row } of deliveries.values()) counts[row.status] += 1;
      return counts;
    },
  };
}

function memorySentCards(): Stores['sentCards'] {
  const cards = new Map<string, SentCard>();
  return {
    add: async card => void cards.set(card.messageId, card),
    shown: async (messageId, version) => {
      const card = cards.get(messageId);
      if (card === undefined || card.shows > version) return false;
      cards.set(messageId, { ...card, shows: version });
      return true;
    },
    find: async (requestId, kind, taskId) =>
      [...cards.values()]
        .filter(card => card.requestId === requestId && card.kind === kind)
        .filter(card => taskId === undefined || card.taskId === taskId)
        .sort((a, b) => a.sentAt - b.sentAt),
  };
}

function memoryMarks(): Stores['marks'] {
  const marks = new Set<string>();
  return {
    setOnce: async key => {
      if (marks.has(key)) return false;
      marks.add(key);
      return true;
    },
    isSet: async key => marks.has(key),
  };
}

function memoryIntegrations(): Stores['integrations'] {
  const clients = new Map<string, ApiClient>();
  const webhooks = new Map<string, Webhook>();
  return {
    clients: async () => [...clients.values()],
    addClient: async client => void clients.set(client.id, client),
    removeClient: async id => clients.delete(id),
    webhooks: async () => [...webhooks.values()],
    addWebhook: async webhook => void webhooks.set(webhook.id, webhook),
    removeWebhook: async id => webhooks.delete(id),
  };
}

function memoryMirror(): Stores['mirror'] {
  let state: MirrorState = { on: false, codes: {} };
  const { on: _, ...fresh } = state;
  return {
    load: async () => state,
    turn: async on => void (state = { ...fresh, on, codes: state.codes }),
    keepCode: async (item, code) => void (state = { ...state, codes: { ...state.codes, [item]: code } }),
    advance: async position => {
      const { failed: __, ...rest } = state;
      state = { ...rest, position };
    },
    fail: async (at, code) => void (state = { ...state, failed: { at, code } }),
  };
}

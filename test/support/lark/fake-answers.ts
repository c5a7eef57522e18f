import type { FakeCall } from './fake-lark.ts';

export interface FakeUser {
  readonly open_id: string;
  readonly user_id?: string;
  readonly name: string;
  readonly en_name?: string;
  readonly leader_user_id?: string;
  readonly department_ids?: readonly string[];
  readonly status?: Readonly<Record<string, boolean>>;
}
interface FakeDepartment {
  readonly open_department_id: string;
  readonly name: string;
  readonly parent_department_id?: string;
  readonly leader_user_id?: string;
}
export interface FakeDirectory {
  readonly users: Map<string, FakeUser>;
  readonly departments: Map<string, FakeDepartment>;
}
/** A message as it stands: what was sent, with what changed it since in `content`. */
export interface FakeMessage {
  readonly id: string;
  /** The message that it answers, if it does. */
  readonly answers?: string;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface FakeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface FakeState {
  tokens: number;
  /** Tokens with a lower number are refused. */
  validFrom: number;
  readonly messages: Map<string, FakeMessage>;
  readonly files: Map<string, FakeFile>;
  /** What the Approval app was given, by the request's id. */
  readonly approvals: Map<string, Readonly<Record<string, unknown>>>;
  readonly directory: FakeDirectory;
  readonly app: FakeApp;
  /** Rows on a page of a listing. */
  readonly pageSize?: number;
}
/** How the app is set up in the developer console: all that the bot needs, unless a test takes something away. */
export interface FakeApp {
  readonly scopes: Set<string>;
  readonly events: Set<string>;
  readonly callbacks: Set<string>;
}
export interface FakeReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Small, so that paging is always at work. */
const PAGE = 2;

export function answer(call: FakeCall, state: FakeState): FakeReply {
  if (call.path.endsWith('/tenant_access_token/internal')) {
    state.tokens += 1;
    return ok({ tenant_access_token: `t-secret-bearer-${state.tokens}`, expire: 7200 }, true);
  }
  const token = Number(/^Bearer t-secret-bearer-(\d+)$/.exec(call.authorization ?? '')?.[1] ?? 0);
  if (token < state.validFrom) return refuse(99991663, 'Invalid access token for authorization.', 400);
  const setup = setupAnswer(call, state);
  if (setup !== undefined) return setup;
  if (call.path.includes('/approval/v4/external_')) return approval(call, state);
  if (call.path.startsWith('/open-apis/contact/v3/')) return contact(call, state.directory, state.pageSize);
  if (call.path === '/open-apis/im/v1/files') return upload(call, state);
  if (call.path.includes('/resources/')) return resource(call, state);
  if (call.method === 'POST' && /\/im\/v1\/messages(?:\/[^/]+\/(?:reply|forward))?$/.test(call.path))
    return message(call, state);
  if (call.method === 'PATCH' && call.path.includes('/im/v1/messages/'))
    showCard(state, call.path.split('/').at(-1) ?? '', call.body['content']);
  if (call.path.endsWith('/interactive/v1/card/update'))
    showCard(state, String(call.body['token']).replace(/^c-/, ''), JSON.stringify(call.body['card']));
  return ok({});
}

function setupAnswer(call: FakeCall, { app }: FakeState): FakeReply | undefined {
  if (call.path === '/open-apis/bot/v3/info')
    return ok({ bot: { activate_status: 2, app_name: '一窗', open_id: 'ou_bot' } }, true);
  if (call.path === '/open-apis/application/v6/scopes')
    return ok({ scopes: [...app.scopes].map(scope_name => ({ scope_name, grant_status: 1 })) });
  if (!call.path.startsWith('/open-apis/application/v6/applications/')) return undefined;
  if (!app.scopes.has('application:application:self_manage'))
    return refuse(99991672, 'Access denied. One of the following scopes is required.', 400);
  return ok({
    app: {
      event: { subscribed_events: [...app.events] },
      callback: { subscribed_callbacks: [...app.callbacks] },
    },
  });
}

/** The Approval app: takes an approval by its name, a request under the code that it gave out for that. */
function approval(call: FakeCall, state: FakeState): FakeReply {
  const code = String(call.body['approval_code']);
  if (call.path.endsWith('/external_approvals')) return ok({ approval_code: `CODE-${code}` });
  if (!code.startsWith('CODE-')) return refuse(60002, 'approval code not found', 400);
  state.approvals.set(String(call.body['instance_id']), call.body);
  return ok({ data: call.body });
}

function upload(call: FakeCall, state: FakeState): FakeReply {
  const { file, file_name: name } = call.body;
  if (!(file instanceof Uint8Array) || !(name instanceof Uint8Array))
    return refuse(234001, 'Invalid request param.', 400);
  const key = `file_v3_${state.files.size + 1}`;
  state.files.set(key, { name: Buffer.from(name).toString('utf8'), bytes: file });
  return ok({ file_key: key });
}

function resource(call: FakeCall, state: FakeState): FakeReply {
  const file = state.files.get(call.path.split('/').at(-1) ?? '');
  if (file === undefined) return refuse(234003, 'File not in msg.', 400);
  return { status: 200, body: file.bytes, headers: { 'content-type': 'application/octet-stream' } };
}

/** From now on the message shows this card (JSON text). */
export function showCard(state: Pick<FakeState, 'messages'>, id: string, content: unknown): void {
  const found = [...state.messages].find(([, each]) => each.id === id);
  if (found !== undefined) state.messages.set(found[0], { ...found[1], body: { ...found[1].body, content } });
}

function message(call: FakeCall, state: FakeState): FakeReply {
  const uuid = typeof call.body['uuid'] === 'string' ? call.body['uuid'] : `none-${state.messages.size}`;
  const answers = /\/messages\/([^/]+)\/reply$/.exec(call.path)?.[1];
  const known = state.messages.get(uuid) ?? {
    id: `om_${state.messages.size + 1}`,
    body: call.body,
    ...(answers === undefined ? {} : { answers }),
  };
  state.messages.set(uuid, known);
  return ok({ message_id: known.id, chat_id: 'oc_1' });
}

function contact(call: FakeCall, directory: FakeDirectory, pageSize: number = PAGE): FakeReply {
  const path = call.path.replace('/open-apis/contact/v3', '').split('/').slice(1).map(decodeURIComponent);
  const [room, id, sub] = path;
  if (room === 'scopes') return ok(scope(directory));
  if (room === 'users' && id === 'batch') {
    const users = call.query.getAll('user_ids').flatMap(user => directory.users.get(user) ?? []);
    return ok({ items: users });
  }
  if (room === 'users' && id === 'find_by_department') {
    const department = call.query.get('department_id') ?? '';
    return paged(
      [...directory.users.values()].filter(user => user.department_ids?.includes(department)),
      call,
      pageSize,
    );
  }
  if (room === 'users' && id !== undefined) {
    const user = directory.users.get(id);
    return user === undefined ? refuse(41050, 'no user authority error') : ok({ user });
  }
  if (room === 'departments' && id === 'batch') {
    const found = call.query.getAll('department_ids').flatMap(each => directory.departments.get(each) ?? []);
    return ok({ items: found });
  }
  if (room === 'departments' && sub === 'children')
    return paged(descendants(id ?? '0', directory, call.query.get('fetch_child') === 'true'), call, pageSize);
  const department = directory.departments.get(id ?? '');
  return department === undefined ? refuse(40004, 'no dept authority error') : ok({ department });
}

function scope(directory: FakeDirectory): unknown {
  return {
    department_ids: [...directory.departments.values()]
      .filter(each => !directory.departments.has(each.parent_department_id ?? '0'))
      .map(each => each.open_department_id),
    user_ids: [...directory.users.values()]
      .filter(user => (user.department_ids ?? []).every(each => !directory.departments.has(each)))
      .map(user => user.open_id),
    has_more: false,
  };
}

function descendants(id: string, directory: FakeDirectory, deep: boolean): readonly FakeDepartment[] {
  const children = [...directory.departments.values()].filter(
    each => (each.parent_department_id ?? '0') === id,
  );
  return deep
    ? children.flatMap(child => [child, ...descendants(child.open_department_id, directory, true)])
    : children;
}

function paged(all: readonly unknown[], call: FakeCall, pageSize: number): FakeReply {
  const from = Number(call.query.get('page_token') ?? 0);
  const next = from + pageSize;
  return ok({
    items: all.slice(from, next),
    has_more: next < all.length,
    ...(next < all.length && { page_token: String(next) }),
  });
}

function ok(data: unknown, flat = false): FakeReply {
  const body =
    flat && typeof data === 'object' && data !== null
      ? { code: 0, msg: 'ok', ...data }
      : { code: 0, msg: 'ok', data };
  return { status: 200, body };
}

function refuse(code: number, msg: string, status = 200): FakeReply {
  return { status, body: { code, msg, error: { log_id: '20261122ABCDEF' } } };
}

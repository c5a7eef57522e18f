import type { FormFault, Refusal } from '../core/commands.ts';
import type { FormData, Instant, ItemDefinition } from '../core/definition.ts';
import { sameValue } from '../core/form/values.ts';
import type { RequestState } from '../core/request.ts';
import type { ExecuteCommand } from './execute-command.ts';
import { fingerprint } from './ids.ts';
import type { ApiClient, ApiRight, FeedPosition, FeedRow, RequestFeed } from './ports-integrations.ts';
import type { Clock, ItemStore, RequestStore, StoredRequest } from './ports.ts';
import type { SubmitRequest } from './submit-request.ts';

/** Why another system does not get what it asks for; the codes stand in the API's description. */
export type ApiProblem =
  | { readonly code: 'forbidden'; readonly right: ApiRight }
  | { readonly code: 'notFound' | 'itemClosed' | 'keyUsedOtherwise' }
  | { readonly code: 'refused'; readonly refusal: Refusal['code'] }
  | { readonly code: 'formInvalid'; readonly faults: readonly FormFault[] };
export type ApiResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ApiProblem };

export interface NewRequest {
  readonly item: string;
  /** The applicant's open id. */
  readonly applicant: string;
  readonly form: FormData;
  /** Open ids of the people who act in steps where the applicant chooses, by the step's id. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
}

/** A request as other systems see it: the facts, and the form as it stands. */
export interface ApiRequest {
  readonly state: RequestState;
  readonly holders: readonly string[];
}

/**
 * What other systems may do (peers.md row 70). Each call is the client's, who has some rights over some items; what it may not
 * see is not found. Rules of the item hold as for people: who may start it, what its form wants, when it may be withdrawn.
 */
export interface PublicApi {
  items(client: ApiClient): Promise<ApiResult<readonly ItemDefinition[]>>;
  item(client: ApiClient, id: string): Promise<ApiResult<ItemDefinition>>;
  /** `key` makes a repetition harmless: the same key gives the same request; `created` says whether it is new. */
  create(
    client: ApiClient,
    key: string,
    request: NewRequest,
  ): Promise<ApiResult<ApiRequest & { readonly created: boolean }>>;
  read(client: ApiClient, number: string): Promise<ApiResult<ApiRequest>>;
  /** Requests by their last change, oldest first, from a position on; at most `limit`. */
  changes(
    client: ApiClient,
    after: FeedPosition | undefined,
    limit: number,
  ): Promise<ApiResult<readonly FeedRow[]>>;
  cancel(client: ApiClient, number: string, reason: string): Promise<ApiResult<ApiRequest>>;
}

export interface PublicApiDeps {
  readonly requests: Pick<RequestStore, 'loadByNumber'>;
  readonly items: Pick<ItemStore, 'live'>;
  readonly feed: RequestFeed;
  readonly submit: SubmitRequest;
  readonly execute: ExecuteCommand;
  readonly clock: Clock;
}

export function createPublicApi(deps: PublicApiDeps): PublicApi {
  const live = async (client: ApiClient) =>
    (await deps.items.live()).filter(({ definition, enabled }) => enabled && sees(client, definition.id));
  const found = async (client: ApiClient, number: string): Promise<StoredRequest | undefined> => {
    const stored = await deps.requests.loadByNumber(number);
    return stored !== undefined && sees(client, stored.state.itemId) ? stored : undefined;
  };
  return {
    items: withRight('read', async client => good((await live(client)).map(({ definition }) => definition))),
    item: withRight('read', async (client, id: string) => {
      const item = (await live(client)).find(({ definition }) => definition.id === id);
      return item === undefined ? bad({ code: 'notFound' }) : good(item.definition);
    }),
    create: withRight('create', async (client, key: string, request: NewRequest) => {
      const item = (await live(client)).find(({ definition }) => definition.id === request.item);
      return item === undefined
        ? bad({ code: 'itemClosed' })
        : create(deps, client, key, request, item.definition);
    }),
    read: withRight('read', async (client, number: string) => {
      const stored = await found(client, number);
      return stored === undefined ? bad({ code: 'notFound' }) : good(seen(stored));
    }),
    changes: withRight('read', async (client, after: FeedPosition | undefined, limit: number) =>
      good(
        await deps.feed.changes({ items: client.items, ...(after === undefined ? {} : { after }) }, limit),
      ),
    ),
    cancel: withRight('cancel', async (client, number: string, reason: string) => {
      const stored = await found(client, number);
      return stored === undefined ? bad({ code: 'notFound' }) : cancel(deps, stored, reason);
    }),
  };
}

function sees({ items }: ApiClient, itemId: string): boolean {
  return items.length === 0 || items.includes(itemId);
}

function good<T>(value: T): ApiResult<T> {
  return { ok: true, value };
}

function bad<T>(problem: ApiProblem): ApiResult<T> {
  return { ok: false, problem };
}

/** Lets only clients with the right in. */
function withRight<A extends readonly unknown[], T>(
  right: ApiRight,
  act: (client: ApiClient, ...args: A) => Promise<ApiResult<T>>,
): (client: ApiClient, ...args: A) => Promise<ApiResult<T>> {
  return async (client, ...args) =>
    client.rights.includes(right) ? act(client, ...args) : bad({ code: 'forbidden', right });
}

async function create(
  deps: PublicApiDeps,
  client: ApiClient,
  key: string,
  request: NewRequest,
  definition: ItemDefinition,
): Promise<ApiResult<ApiRequest & { readonly created: boolean }>> {
  // Hashed, since a key may be long; the client's id keeps two systems with the same key apart.
  const submissionKey = `api/${client.id}/${fingerprint(32, key)}`;
  const outcome = await deps.submit({
    ...asSystem(deps.clock.now()),
    submissionKey,
    key: submissionKey,
    itemId: definition.id,
    itemVersion: definition.version,
    applicant: request.applicant,
    form: request.form,
    chosen: request.chosen,
  });
  if (outcome.kind === 'refused') return bad(problemOf(outcome.refusal));
  if (outcome.kind === 'replayed' && !isSame(outcome.stored, request))
    return bad({ code: 'keyUsedOtherwise' });
  return good({ ...seen(outcome.stored), created: outcome.kind === 'done' });
}

/** Withdrawn in the applicant's place, as far as the item lets an applicant (semantics C7). Ended already: as it is. */
async function cancel(
  deps: PublicApiDeps,
  { state }: StoredRequest,
  reason: string,
): Promise<ApiResult<ApiRequest>> {
  const outcome = await deps.execute(state.id, {
    type: 'Withdraw',
    key: `api/withdraw/${state.id}`,
    at: deps.clock.now(),
    by: state.heldBy ?? state.applicant,
    channel: 'api',
    reason,
  });
  return outcome.kind === 'refused' ? bad(problemOf(outcome.refusal)) : good(seen(outcome.stored));
}

function asSystem(at: Instant) {
  return { at, by: 'system', channel: 'api' } as const;
}

function problemOf(refusal: Refusal): ApiProblem {
  return refusal.code === 'formInvalid'
    ? { code: 'formInvalid', faults: refusal.faults }
    : { code: 'refused', refusal: refusal.code };
}

/** Whether the request that a key was first used for is what is asked for now, whatever became of it since. */
function isSame({ timeline, state }: StoredRequest, request: NewRequest): boolean {
  const first = timeline[0]?.event;
  if (first?.type !== 'Submitted') return false;
  const sameForm = Object.entries(request.form).every(
    ([id, value]) => first.form[id] === undefined || sameValue(first.form[id], value),
  );
  return state.itemId === request.item && state.applicant === request.applicant && sameForm;
}

function seen({ state }: StoredRequest): ApiRequest {
  const holders = state.tasks.filter(({ status }) => status === 'PENDING').map(({ actor }) => actor);
  return { state, holders: [...new Set(holders)] };
}

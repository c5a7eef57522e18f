import { shownApplicant } from '../../../core/request.ts';
import type { z } from 'zod';
import type { Column, ItemDefinition } from '../../../core/definition.ts';
import type { ApiRight, ApiClient, FeedRow } from '../../../application/ports-integrations.ts';
import type { ApiProblem, ApiRequest, ApiResult, PublicApi } from '../../../application/public-api.ts';
import { problem, problemOf } from './problems.ts';
import {
  cancelRequest,
  changesBody,
  changesQuery,
  type ChangesBody,
  cursorOf,
  type ItemBody,
  itemBody,
  itemsBody,
  newRequest,
  positionOf,
  type ProblemBody,
  requestBody,
  type RequestBody,
} from './schemas.ts';

export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** One call of the API: what it takes, what it answers, and how it is done. The description is made from the same. */
export interface Route {
  readonly method: 'get' | 'post';
  /** With `:name` for what stands in the path. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly right: ApiRight;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** An Idempotency-Key is needed. */
  readonly key?: true;
  readonly answer: { readonly status: number; readonly schema: z.ZodType };
  /** The same answer with another status, and when that is so. */
  readonly otherwise?: { readonly status: number; readonly when: string };
  readonly problems: readonly (ApiProblem['code'] | 'badCursor')[];
  readonly run: (api: PublicApi, client: ApiClient, call: Call) => Promise<Reply>;
}

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly key: string;
}

export const ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/items',
    id: 'listItems',
    summary: 'The items that this token may apply for, with their fields',
    right: 'read',
    answer: { status: 200, schema: itemsBody },
    problems: ['forbidden'],
    run: async (api, client) => reply(await api.items(client), items => ({ items: items.map(itemOf) })),
  },
  {
    method: 'get',
    path: '/items/:item',
    id: 'readItem',
    summary: 'One item with its fields',
    right: 'read',
    answer: { status: 200, schema: itemBody },
    problems: ['forbidden', 'notFound'],
    run: async (api, client, { params }) => reply(await api.item(client, params['item'] ?? ''), itemOf),
  },
  {
    method: 'post',
    path: '/requests',
    id: 'createRequest',
    summary:
      'Applies for an item in a person’s name; 200 instead of 201 when the key was used for the same before',
    right: 'create',
    body: newRequest,
    key: true,
    answer: { status: 201, schema: requestBody },
    otherwise: { status: 200, when: 'The key was used for the same before: the request of that time' },
    problems: ['forbidden', 'itemClosed', 'keyUsedOtherwise', 'refused', 'formInvalid'],
    run: async (api, client, { body, key }) => {
      const result = await api.create(client, key, newRequest.parse(body));
      return reply(result, requestOf, result.ok && result.value.created ? 201 : 200);
    },
  },
  {
    method: 'get',
    path: '/requests',
    id: 'listRequests',
    summary: 'Requests in the order of their last change: follow them by asking again with `next`',
    right: 'read',
    query: changesQuery,
    answer: { status: 200, schema: changesBody },
    problems: ['forbidden', 'badCursor'],
    run: async (api, client, { query }) => {
      const { cursor, limit } = changesQuery.parse(query);
      const after = cursor === undefined ? undefined : positionOf(cursor);
      if (cursor !== undefined && after === undefined) return no(problem('badCursor'));
      return reply(await api.changes(client, after, limit), rows => changesOf(rows, cursor ?? ''));
    },
  },
  {
    method: 'get',
    path: '/requests/:number',
    id: 'readRequest',
    summary: 'One request as it stands',
    right: 'read',
    answer: { status: 200, schema: requestBody },
    problems: ['forbidden', 'notFound'],
    run: async (api, client, { params }) => reply(await api.read(client, params['number'] ?? ''), requestOf),
  },
  {
    method: 'post',
    path: '/requests/:number/cancel',
    id: 'cancelRequest',
    summary: 'Withdraws a request, as far as its item lets the applicant; harmless when repeated',
    right: 'cancel',
    body: cancelRequest,
    answer: { status: 200, schema: requestBody },
    problems: ['forbidden', 'notFound', 'refused'],
    run: async (api, client, { params, body }) =>
      reply(await api.cancel(client, params['number'] ?? '', cancelRequest.parse(body).reason), requestOf),
  },
];

function reply<T>(result: ApiResult<T>, body: (value: T) => object, status = 200): Reply {
  return result.ok ? { status, body: body(result.value) } : no(problemOf(result.problem));
}

function no(body: ProblemBody): Reply {
  return { status: body.status, body };
}

function requestOf({ state, holders }: ApiRequest): RequestBody {
  return {
    id: state.id,
    number: state.number,
    item: state.itemId,
    status: state.status,
    applicant: shownApplicant(state),
    submittedAt: iso(state.submittedAt),
    ...(state.dueAt === undefined ? {} : { dueAt: iso(state.dueAt) }),
    ...('endedAt' in state ? { endedAt: iso(state.endedAt) } : {}),
    ...(state.documentNumber === undefined ? {} : { documentNumber: state.documentNumber }),
    holders: [...holders],
    form: state.form,
  };
}

function changesOf(rows: readonly FeedRow[], before: string): ChangesBody {
  const last = rows.at(-1);
  return {
    requests: rows.map(row => ({
      number: row.number,
      item: row.itemId,
      status: row.status,
      applicant: row.applicant,
      submittedAt: iso(row.submittedAt),
      ...(row.dueAt === undefined ? {} : { dueAt: iso(row.dueAt) }),
      changedAt: iso(row.changedAt),
      holders: [...row.holders],
    })),
    next: last === undefined ? before : cursorOf(last),
  };
}

function itemOf({ id, version, name, category, department, fields }: ItemDefinition): ItemBody {
  return {
    id,
    version,
    name,
    category,
    department,
    fields: fields.map(field => ({
      id: field.id,
      type: field.type,
      label: field.label,
      required: field.required === true,
      ...('options' in field ? { options: field.options.map(option => ({ ...option })) } : {}),
      ...(field.type === 'table' ? { columns: field.columns.map(columnOf) } : {}),
    })),
  };
}

function columnOf(column: Column) {
  return {
    id: column.id,
    type: column.type,
    label: column.label,
    required: column.required === true,
    ...('options' in column ? { options: column.options.map(option => ({ ...option })) } : {}),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

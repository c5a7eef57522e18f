import { z } from 'zod';
import { problemBody } from './schemas.ts';
import { problem } from './problems.ts';
import type { Route } from './routes.ts';

/** The API's description, OpenAPI 3.1, made from the routes and the schemas that check the calls. */
export function describeApi(routes: readonly Route[], base: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Onewindow',
      version: '1',
      description:
        'Apply for service items, follow requests and withdraw them. Administrators give out tokens in the settings of the bot.',
    },
    servers: [{ url: base }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: z.toJSONSchema(problemBody) },
    },
    paths,
  };
}

function operationOf(route: Route): object {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const parameters = [
    ...names.map(name => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queryOf(route),
    ...(route.key === undefined
      ? []
      : [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            description: 'Of your making: the same key makes one request, however often it is sent',
            schema: { type: 'string', minLength: 1, maxLength: 200 },
          },
        ]),
  ];
  return {
    operationId: route.id,
    summary: route.summary,
    description: `Needs the right \`${route.right}\`.`,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(z.toJSONSchema(route.body, { io: 'input' })) } }),
    responses: responsesOf(route),
  };
}

function queryOf({ query }: Route): readonly object[] {
  if (query === undefined) return [];
  const schema = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    schema: property,
  }));
}

function responsesOf({ answer, otherwise, problems, body, key }: Route): object {
  const said = [
    ...problems,
    'unauthorized',
    'tooMany',
    ...(body === undefined ? [] : (['badRequest', 'badJson', 'tooLarge'] as const)),
    ...(key === undefined ? [] : (['keyMissing'] as const)),
  ] as const;
  const all = said.map(code => problem(code));
  const refusals = [...new Set(all.map(({ status }) => status))].map(status => [
    String(status),
    {
      description: all
        .filter(each => each.status === status)
        .map(({ code, title }) => `\`${code}\`: ${title}`)
        .join('. '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  const done = { description: 'Done', content: json(z.toJSONSchema(answer.schema)) };
  const also =
    otherwise === undefined ? {} : { [String(otherwise.status)]: { ...done, description: otherwise.when } };
  return { [String(answer.status)]: done, ...also, ...Object.fromEntries(refusals) };
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

import type { Connection } from 'mongoose';

/** A command as the driver sent it. */
type Command = Readonly<Record<string, unknown>>;

/** What `work` asks the database, as commands that can be explained. Inserts ask nothing and are left out. */
export async function queriesOf(
  connection: Connection,
  work: () => Promise<unknown> | undefined,
): Promise<readonly Command[]> {
  const seen: Command[] = [];
  const listen = ({ command }: { readonly command: Command }) => void seen.push(command);
  const client = connection.getClient();
  client.on('commandStarted', listen);
  try {
    await work();
  } finally {
    client.off('commandStarted', listen);
  }
  return seen.flatMap(asQuery);
}

/**
 * The find or aggregate that looks for the same documents in the same order. A write is explained by its own query: what
 * it looks at is the same, and not every server explains writes.
 */
function asQuery(command: Command): readonly Command[] {
  const { find, filter, sort, limit, skip, projection, aggregate, pipeline, findAndModify, query } = command;
  const present = (fields: Command) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (find !== undefined) return [present({ find, filter, sort, limit, skip, projection })];
  if (aggregate !== undefined) return [{ aggregate, pipeline, cursor: {} }];
  if (findAndModify !== undefined) return [present({ find: findAndModify, filter: query, sort, limit: 1 })];
  if (Array.isArray(command['updates']))
    return command['updates'].map((update: { readonly q: unknown }) => ({
      find: command['update'],
      filter: update.q,
      limit: 1,
    }));
  return [];
}

export interface Plan {
  /** Every stage of the plan that won. */
  readonly stages: readonly string[];
  readonly indexed: boolean;
  readonly examined: number;
  readonly returned: number;
}

const BY_INDEX = /^(IXSCAN|IDHACK|COUNT_SCAN|DISTINCT_SCAN|EXPRESS_IXSCAN|EXPRESS_CLUSTERED_IXSCAN|EOF)$/;

/** How the database would answer a query; without execution statistics, `examined` is taken as what was returned. */
export async function readPlan(connection: Connection, query: Command): Promise<Plan> {
  const answer: unknown = await connection.db?.command({ explain: query, verbosity: 'executionStats' });
  const stages = valuesOf(pick(answer, 'winningPlan'), 'stage');
  const statistics = pick(answer, 'executionStats');
  const number = (name: string) => valuesOf(statistics, name).map(Number)[0] ?? 0;
  return {
    stages,
    indexed: stages.some(stage => BY_INDEX.test(stage)),
    examined: number('totalDocsExamined'),
    returned: number('nReturned'),
  };
}

/** The first value of this name, wherever it stands. */
function pick(tree: unknown, name: string): unknown {
  if (typeof tree !== 'object' || tree === null) return undefined;
  for (const [key, value] of Object.entries(tree)) {
    const found: unknown = key === name ? value : pick(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function valuesOf(tree: unknown, name: string): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    key === name && (typeof value === 'string' || typeof value === 'number')
      ? [String(value)]
      : valuesOf(value, name),
  );
}

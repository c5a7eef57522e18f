import { BATCH_ROWS, batchFormCard, batchResultCard, type BatchResult } from '../../../cards/batch.ts';
import type { CardTap, TapAnswer, TaskRow } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { answer, refusalText, show, tapMeta } from '../shared/answers.ts';
import { batchable } from '../shared/batchable.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';

/** 批量同意: several at once, where the item allows it and the step asks for nothing (peers.md: agree only). */
export function createBatch(deps: FeatureDeps): Feature {
  return {
    name: 'batch',
    taps: {
      'todo.batchForm': (_, tap) => form(deps, tap),
      'todo.batch': (_, tap) => approveAll(deps, tap),
    },
    commands: [
      {
        name: 'batch',
        words: ['批量同意', '批量审批'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await formCard(deps, person) }),
      },
    ],
  };
}

interface Waiting {
  readonly row: TaskRow;
  readonly definition: ItemDefinition;
  readonly nodeId: string;
}

/** So many tasks are looked through for those that can be approved together. */
const LOOKED_AT = 100;

async function waitingFor(deps: FeatureDeps, person: string): Promise<readonly Waiting[]> {
  const { rows } = await deps.stores.requests.todo(person, { number: 1, size: LOOKED_AT });
  const found = await Promise.all(
    rows.map(async (row): Promise<readonly Waiting[]> => {
      const definition = await deps.stores.items.version(row.itemId, row.itemVersion);
      const nodeId = row.nodeIds[0];
      return definition !== undefined && nodeId !== undefined && row.nodeIds.length === 1
        ? [{ row, definition, nodeId }]
        : [];
    }),
  );
  return found.flat().filter(({ definition, nodeId }) => batchable(definition, nodeId));
}

async function form(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  return show(await formCard(deps, tap.person));
}

async function formCard(deps: FeatureDeps, person: string) {
  const waiting = (await waitingFor(deps, person)).slice(0, BATCH_ROWS);
  const part = await peopleNamed(
    deps,
    waiting.map(({ row }) => row.applicant),
  );
  return batchFormCard(
    waiting.map(({ row, definition, nodeId }) => ({
      id: boxOf(row),
      item: definition.name,
      step: nodeName(definition, nodeId),
      number: row.number,
      applicant: nameOf(part, row.applicant),
    })),
    deps.texts,
  );
}

function boxOf(row: Pick<TaskRow, 'id' | 'taskId'>): string {
  return `${row.id}/${row.taskId}`;
}

/** One after the other, each decided by the same rules as a single tap; a repeated tap does each once. */
async function approveAll(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const chosen = Object.entries(tap.form ?? {}).flatMap(([name, on]) => (on === true ? [name] : []));
  if (chosen.length === 0)
    return answer('warning', deps.texts('batch.noneChosen'), await formCard(deps, tap.person));
  const results: BatchResult[] = [];
  for (const box of chosen.slice(0, BATCH_ROWS)) {
    const result = await approveOne(deps, tap, box);
    if (result !== undefined) results.push(result);
  }
  const done = results.filter(({ why }) => why === undefined).length;
  const text = deps.texts('batch.result', { done, failed: results.length - done });
  return answer(done === results.length ? 'success' : 'warning', text, batchResultCard(results, deps.texts));
}

async function approveOne(deps: FeatureDeps, tap: CardTap, box: string): Promise<BatchResult | undefined> {
  const [requestId, taskId] = box.split('/');
  const stored = requestId === undefined ? undefined : await deps.stores.requests.load(requestId);
  const task = stored?.state.tasks.find(({ id, actor }) => id === taskId && actor === tap.person);
  // A box that a client made up: nothing is said of what is not the tapper's.
  if (stored === undefined || task === undefined) return undefined;
  const { itemId, itemVersion, number, id } = stored.state;
  const definition = await deps.stores.items.version(itemId, itemVersion);
  if (definition === undefined) return undefined;
  const line = { number, item: definition.name };
  if (!batchable(definition, task.nodeId)) return { ...line, why: deps.texts('batch.asks') };
  const meta = tapMeta(deps, tap);
  const command = { ...meta, key: `${meta.key}/${task.id}`, type: 'Approve', taskId: task.id } as const;
  const outcome = await deps.execute(id, command);
  if (outcome.kind !== 'refused') return line;
  return { ...line, why: await refusalText(deps, outcome.refusal) };
}

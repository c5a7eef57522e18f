import { createExecuteCommand, type CommandDeps } from '../../src/application/execute-command.ts';
import type { Stores } from '../../src/application/ports.ts';
import { createSubmitRequest, type Submission } from '../../src/application/submit-request.ts';
import { memoryStores } from './stores.ts';
import { buildItem } from './stores-data.ts';
import { standInCore } from './stores-core.ts';

/** Commands over stores in memory and the stand-in core, with one item published. */
export async function openOffice(overrides: Partial<CommandDeps> = {}, stores: Stores = memoryStores()) {
  await stores.items.publish(
    { definition: buildItem(), enabled: true, publishedAt: 1, publishedBy: 'catalogue', summary: [] },
    0,
  );
  const committed: string[] = [];
  const deps: CommandDeps = {
    core: standInCore,
    requests: stores.requests,
    items: stores.items,
    organisationFor: async () => ({
      people: {},
      departments: {},
      roles: {},
      administrators: [],
      delegations: [],
    }),
    calendarOf: () => ({ add: start => start }),
    afterCommit: stored => void committed.push(`${stored.state.id}@${stored.version}`),
    ...overrides,
  };
  const numberFor = async () => `TEST-${String(await stores.counters.next('TEST')).padStart(4, '0')}`;
  return {
    stores,
    committed,
    execute: createExecuteCommand(deps),
    submit: createSubmitRequest({ ...deps, numberFor }),
  };
}

export function buildSubmission(overrides: Partial<Submission> = {}): Submission {
  return {
    submissionKey: 'draft-1',
    key: 'tap-1',
    at: 1000,
    by: 'ou_an',
    channel: 'card',
    itemId: 'TEST',
    itemVersion: 1,
    applicant: 'ou_an',
    form: {},
    chosen: {},
    ...overrides,
  };
}

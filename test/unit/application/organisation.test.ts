import { describe, expect, test } from 'vitest';
import { createOrganisationFor, organisationForPreview } from '../../../src/application/organisation.ts';
import type { Command } from '../../../src/core/commands.ts';
import { memoryStores } from '../../support/stores.ts';
import { buildChange, buildItem, buildTask } from '../../support/stores-data.ts';

const text = (zh: string) => ({ zh, en: zh });

async function open() {
  const { settings } = memoryStores();
  await settings.save({
    settings: {
      version: 1,
      administrators: ['ou_admin'],
      roles: { finance: { name: text('财务科'), members: ['ou_fin'] } },
    },
    by: 'ou_admin',
    at: 1,
    summary: [],
  });
  const asked: { people: readonly string[]; departments: readonly string[] }[] = [];
  const directory = {
    around: async (seeds: { people: readonly string[]; departments: readonly string[] }) => {
      asked.push(seeds);
      return { people: {}, departments: {} };
    },
  };
  return { deps: { directory, settings }, asked };
}

const item = buildItem({
  fields: [
    { id: 'helper', label: text('协助人'), type: 'people' },
    { id: 'section', label: text('科室'), type: 'department' },
    { id: 'note', label: text('备注'), type: 'text' },
  ],
  cc: { end: [{ kind: 'people', people: ['ou_cc'] }] },
  nobody: { do: 'people', people: ['ou_stand_in'] },
  flow: [
    {
      kind: 'branch',
      id: 'b',
      name: text('分支'),
      mode: 'exclusive',
      onReject: 'end',
      branches: [
        {
          id: 'b1',
          name: text('其他'),
          nodes: [
            {
              kind: 'cc',
              id: 'c',
              name: text('抄送'),
              who: [
                { kind: 'people', people: ['ou_deep'] },
                { kind: 'role', role: 'finance' },
              ],
            },
          ],
        },
      ],
    },
  ],
});

describe('the organisation of a decision', () => {
  test('holds everybody whom the act, the state, the form, the flow and the settings name', async () => {
    const { deps, asked } = await open();
    const { state } = buildChange({
      form: { helper: ['ou_helper'], section: 'od_1', note: 'ou_nobody' },
      chosen: { step: ['ou_chosen'] },
      tasks: [buildTask({ actor: 'ou_actor', principal: 'ou_principal' })],
    });
    const command: Command = {
      type: 'Transfer',
      key: 'k',
      at: 1,
      by: 'ou_tapper',
      channel: 'card',
      taskId: 't1',
      to: 'ou_to',
    };
    const organisation = await createOrganisationFor(deps)(item, state, command);
    expect(asked[0]?.people.toSorted()).toEqual(
      'ou_actor ou_admin ou_an ou_cc ou_chosen ou_deep ou_fin ou_helper ou_principal ou_stand_in ou_tapper ou_to'.split(
        ' ',
      ),
    );
    expect(asked[0]?.departments).toEqual(['od_1']);
    expect(organisation).toMatchObject({
      administrators: ['ou_admin'],
      roles: { finance: { id: 'finance', members: ['ou_fin'] } },
      delegations: [],
    });
  });

  test('of a timer asks the directory for no person called system', async () => {
    const { deps, asked } = await open();
    const { state } = buildChange();
    await createOrganisationFor(deps)(item, state, {
      type: 'FireRule',
      key: 'k',
      at: 1,
      by: 'system',
      channel: 'timer',
      taskId: 't1',
      ruleId: 'x',
      occurrence: 1,
    });
    expect(asked[0]?.people).not.toContain('system');
  });

  test('of a preview is that of the submission', async () => {
    const { deps, asked } = await open();
    const form = { helper: ['ou_helper'], section: 'od_1' };
    await organisationForPreview(deps, item, 'ou_an', form, {});
    await createOrganisationFor(deps)(item, undefined, {
      type: 'Submit',
      key: 'k',
      at: 1,
      by: 'ou_an',
      channel: 'card',
      requestId: 'r',
      number: 'N',
      applicant: 'ou_an',
      form,
      chosen: {},
    });
    expect(asked[0]?.people.toSorted()).toEqual(asked[1]?.people.toSorted());
    expect(asked[0]?.departments).toEqual(asked[1]?.departments);
  });
});

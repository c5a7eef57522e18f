import { AUDIT_PER_PAGE, auditCard } from '../../../cards/audit.ts';
import { same } from '../../../cards/kit/texts.ts';
import { auditFaults } from '../../application/anchor-audit.ts';
import type { CardJson } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import type { Text } from '../../core/definition.ts';
import { answer, show } from '../shared/answers.ts';
import { withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { isPerson, nameOf, peopleNamed } from '../shared/people.ts';
import { type Asked, type ChangePlace, changes } from './changes.ts';
import { exportAudit } from './export.ts';
import { findForm, typedFilter } from './form.ts';

/** Chains with a name of their own; the others are items. */
const SUBJECTS = ['settings', 'log'] as const;

/** 更改记录: what was changed and done by whom, found by who, what, days and words, and whether it is whole (issue 8, item 7). */
export function createAudit(deps: FeatureDeps): Feature {
  return {
    name: 'audit',
    on: { actUnderWay: ({ entry }) => deps.stores.audit.add(entry) },
    taps: {
      'audit.open': withRight(deps, 'audit.see', async ({ a: _a, at, id, ...asked }) =>
        show(await page(deps, asked, at === undefined || id === undefined ? undefined : { at, id })),
      ),
      'audit.form': withRight(deps, 'audit.see', async ({ a: _a, ...asked }, tap) =>
        show(await findForm(deps, tap, asked)),
      ),
      'audit.find': withRight(deps, 'audit.see', async (_, tap) => {
        const asked = typedFilter(tap);
        if ('fault' in asked) {
          const fault = deps.texts(`running.fault.${asked.fault}`);
          return answer('warning', fault, await findForm(deps, tap, {}, fault));
        }
        return show(await page(deps, asked));
      }),
      'audit.export': withRight(deps, 'audit.export', ({ a: _a, ...asked }, tap) =>
        exportAudit(deps, asked, tap),
      ),
    },
  };
}

async function page(deps: FeatureDeps, asked: Asked, after?: ChangePlace): Promise<CardJson> {
  const { stores, texts: t } = deps;
  const [rows, faults, head, anchor] = await Promise.all([
    changes(deps, asked, after, AUDIT_PER_PAGE + 1),
    auditFaults(stores),
    stores.audit.head(),
    stores.audit.anchor(),
  ]);
  const people = rows.map(({ by }) => by).filter(isPerson);
  const part = await peopleNamed(deps, [...people, ...(asked.person === undefined ? [] : [asked.person])]);
  return auditCard(
    {
      rows: rows.map(({ by, ...row }) => ({ ...row, ...(isPerson(by) ? { by: nameOf(part, by) } : {}) })),
      asked,
      said: saidOf(deps, asked, part),
      further: after !== undefined,
      faults: faults.map(({ subject, version, what }) =>
        t(`audit.fault.${what}`, {
          subject: SUBJECTS.some(each => each === subject) ? t(`audit.${subject}`) : subject,
          n: version,
        }),
      ),
      ...(head === undefined
        ? {}
        : {
            head: {
              entry: head.version,
              hash: head.chain,
              ...(anchor === undefined ? {} : { anchoredAt: anchor.at }),
            },
          }),
      time: cardTime(deps),
    },
    t,
  );
}

function saidOf(
  deps: FeatureDeps,
  { person, what, from, to, words }: Asked,
  part: Parameters<typeof nameOf>[0],
): readonly Text[] {
  return [
    ...(person === undefined ? [] : [same(nameOf(part, person))]),
    ...(what === undefined ? [] : [deps.texts(`audit.what.${what}`)]),
    ...(from === undefined && to === undefined ? [] : [same(`${from ?? '…'} – ${to ?? '…'}`)]),
    ...(words === undefined ? [] : [same(`“${words}”`)]),
  ];
}

import type { Connection } from 'mongoose';
import { documentOf } from '../../../src/adapters/mongo/request-document.ts';
import { changeOf } from '../../../src/application/change.ts';
import type { Calendar } from '../../../src/core/commands.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Instant, ItemDefinition, TimeRule } from '../../../src/core/definition.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { buildItem } from '../../support/stores-data.ts';
import { duration, step } from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';

export const ORGANISATION = organisation();

/** The rule that falls due first, two working days after the application. */
export const FIRST_RULE = 'first';

const rule = (id: string, at: string, does: TimeRule['do']): TimeRule => ({ id, at: duration(at), do: does });

/** One step of five working days with five rules. */
export const TIMED_ITEM: ItemDefinition = buildItem({
  id: 'TIMED',
  limit: duration('10wd'),
  flow: [
    step('one', 'fin', {
      limit: duration('5wd'),
      rules: [
        rule(FIRST_RULE, '-3wd', 'remind'),
        rule('again', '-4wh', 'remind'),
        rule('escalate', '0wh', 'escalate'),
        rule('manager', '1wd', 'remindManager'),
        rule('administrators', '2wd', 'notifyAdmins'),
      ],
    }),
  ],
});

const BATCH = 1_000;

/** Puts `count` running requests, decided by the core as submitted at that instant, each with one open task of five rules. */
export async function seedTimed(
  connection: Connection,
  options: {
    readonly calendar: Calendar;
    readonly prefix: string;
    readonly count: number;
    readonly at: Instant;
  },
): Promise<void> {
  const { calendar, prefix, count, at } = options;
  const collection = connection.collection<ReturnType<typeof timedDocument>>('requests');
  for (let done = 0; done < count; done += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - done) }, (_, n) => `${prefix}${done + n}`);
    await collection.insertMany(
      ids.map(id => timedDocument(calendar, id, at)),
      { ordered: false },
    );
  }
}

function timedDocument(calendar: Calendar, requestId: string, at: Instant) {
  const context = { definition: TIMED_ITEM, organisation: ORGANISATION, calendar };
  const meta = { key: `seed-${requestId}`, at, by: 'ann', channel: 'card' } as const;
  const command = {
    ...meta,
    type: 'Submit',
    requestId,
    number: `TIMED-${requestId}`,
    applicant: 'ann',
    form: {},
    chosen: {},
  } as const;
  const decision = decide(context, undefined, command);
  if (!decision.ok) throw new Error(`the core refused the seed: ${JSON.stringify(decision.refusal)}`);
  const { change } = changeOf(evolve, undefined, command, decision);
  return documentOf(`seed-${requestId}`, { ...change, outbox: [] });
}

import type { Collection, Db, Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../differences.ts';
import { type Engine, openSession, type Session } from './engine.ts';

/** A document of a test: any fields; its `_id` is most often a number. */
export interface Row extends Document {
  _id: string | number;
}

/** What one case gets: a collection that nobody else uses and that does not exist yet. */
export interface Place {
  readonly rows: Collection<Row>;
  readonly db: Db;
  readonly client: MongoClient;
  readonly uri: string;
  readonly engine: Engine;
}

export type Case = (place: Place) => Promise<void>;

/**
 * Runs a table of cases, each named in words, over one connection and several at a time: each has its own collection.
 * A case that `differences.ts` lists for the engine must fail there (on the embedded store by saying that it is not
 * supported): once the engine does what the documentation says, the entry has to go.
 */
export function conformance(subject: string, cases: Readonly<Record<string, Case>>): void {
  describe(subject, () => {
    let session: Session | undefined;
    beforeAll(async () => {
      session = await openSession();
    });
    afterAll(async () => {
      await session?.close();
    });
    for (const [index, [name, act]] of Object.entries(cases).entries()) {
      it.concurrent(name, async () => {
        if (session === undefined) throw new Error('no session');
        const { client, db, engine, uri } = session;
        const place = { rows: db.collection<Row>(`rows_${index}`), db, client, uri, engine };
        if (!differs(engine, subject, name)) return await act(place);
        const outcome = await act(place).then(
          () => 'as documented',
          (error: unknown) => error,
        );
        expect(outcome, 'listed in differences.ts, but does as documented').not.toBe('as documented');
        if (engine === 'embedded')
          expect(outcome).toMatchObject({ codeName: expect.stringMatching(notSupported) });
      });
    }
  });
}

const notSupported = /^(NotImplemented|CommandNotSupported)$/;

function differs(engine: Engine, subject: string, name: string): boolean {
  return differences.some(
    ({ engine: of, cases }) =>
      of === engine && (cases.includes(subject) || cases.includes(`${subject}: ${name}`)),
  );
}

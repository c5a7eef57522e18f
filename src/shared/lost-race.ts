const TRIES = 10;
/** Within which the first pause falls; each next may be twice as long, so that many who wait on one another come apart. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_600;

/**
 * Runs a single command to the database, and again where the server gave it up for another that came at the same instant:
 * nothing of it was done then. MongoDB repeats such a command by itself; DocumentDB hands on what its PostgreSQL says
 * (`conflicting key value violates exclusion constraint` for two upserts of one key, `deadlock detected`), as code 8.
 * Every other failure, and a duplicate key (11000), is the caller's.
 */
export async function againWhereItLost<T>(command: () => PromiseLike<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await command();
    } catch (error) {
      if (attempt === TRIES || !lostRace(error)) throw error;
      const within = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      await new Promise(resolve => setTimeout(resolve, Math.random() * within));
    }
  }
}

/** A bulk write is not among them: a part of it may be done. */
function lostRace(error: unknown): boolean {
  if (!(error instanceof Error && error.name === 'MongoServerError')) return false;
  return (
    'code' in error &&
    error.code === 8 &&
    /violates exclusion constraint|deadlock detected/.test(error.message)
  );
}

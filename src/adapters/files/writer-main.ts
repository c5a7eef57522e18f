import { UnreadableTemplate } from './unreadable-template.ts';
import type { FromWriter, ToWriter } from './jobs.ts';
import type { GrowingSheet } from './xlsx.ts';

/**
 * The writing process: takes jobs from its parent, one message each, and ends with it. Fonts and the libraries that draw are
 * loaded here only, so that the service's memory never holds them; and each with the first job that needs it, so that a ledger
 * has its memory for its rows.
 */
const sheets = new Map<number, GrowingSheet>();

async function carryOut(job: ToWriter): Promise<FromWriter | undefined> {
  const { id } = job;
  switch (job.kind) {
    case 'pdf':
      return { id, kind: 'done', bytes: await (await import('./pdf.ts')).writePdf(job.document) };
    case 'docx':
      return { id, kind: 'done', bytes: (await import('./docx.ts')).fillTemplate(job.job) };
    case 'builtIn':
      return { id, kind: 'done', bytes: (await import('./docx-default.ts')).defaultTemplate() };
    case 'placeholders':
      return { id, kind: 'names', names: (await import('./docx.ts')).placeholdersOf(job.template) };
    case 'xlsx':
      sheets.set(id, await (await import('./xlsx.ts')).beginSheet(job.sheet));
      return { id, kind: 'more' };
    case 'rows':
      sheetOf(id).add(job.rows);
      return { id, kind: 'more' };
    case 'end': {
      const bytes = sheetOf(id).end();
      sheets.delete(id);
      return { id, kind: 'done', bytes };
    }
    case 'drop':
      sheets.delete(id);
      return undefined;
    default:
      return job satisfies never;
  }
}

/** A process that was started anew in the middle of a sheet has none of it. */
function sheetOf(id: number): GrowingSheet {
  const sheet = sheets.get(id);
  if (sheet === undefined) throw new Error('no such sheet');
  return sheet;
}

async function answer(job: ToWriter): Promise<void> {
  try {
    const reply = await carryOut(job);
    if (reply !== undefined) process.send?.(reply);
  } catch (error) {
    sheets.delete(job.id);
    if (error instanceof UnreadableTemplate) {
      process.send?.({ id: job.id, kind: 'unreadable', why: error.message } satisfies FromWriter);
      return;
    }
    // Where it broke, but not what was being written: the words of an error may quote it.
    const why = error instanceof Error ? `${error.name} ${placeOf(error)}` : 'unknown';
    process.send?.({ id: job.id, kind: 'failed', why } satisfies FromWriter);
  }
}

function placeOf(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find(line => line.trimStart().startsWith('at '))
      ?.trim() ?? ''
  );
}

process.on('message', (job: ToWriter) => void answer(job));
process.on('disconnect', () => process.exit(0));
// The terminal's ^C reaches the whole group: the parent decides when this ends.
process.on('SIGINT', () => undefined);

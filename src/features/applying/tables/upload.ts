import { definitionOf } from '../../../application/execute-command.ts';
import type { PersonalFile } from '../../../application/ports-personal.ts';
import type { CardJson } from '../../../application/ports.ts';
import type { Text } from '../../../core/definition.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { saveDraft } from '../drafts.ts';
import { mostRows, openTable, readCard } from './cards.ts';
import { readCells } from './read-cells.ts';
import { MAX_SHEET_BYTES, readSheetFile, type SheetFault } from './read-sheet.ts';

/**
 * A sheet that was sent in the chat, read for a detail table of this draft: the card that shows how, or why it could not be.
 * The rows wait with the draft until the person takes or drops them; nothing is taken half.
 */
export async function readUpload(
  deps: FeatureDeps,
  draftId: string,
  field: string,
  sent: PersonalFile,
): Promise<{ readonly card: CardJson } | { readonly fault: Text }> {
  const t = deps.texts;
  const draft = await deps.stores.drafts.load(draftId);
  const open =
    draft === undefined
      ? undefined
      : openTable(draft, await definitionOf(deps.stores.items, draft.itemId, draft.itemVersion), field);
  if (open === undefined) return { fault: t('files.gone') };
  const sheet = await sheetOf(deps, sent);
  if ('fault' in sheet) return { fault: t(`upload.${sheet.fault}`) };
  const read = readCells(open.table, sheet.grid);
  const max = mostRows(open.table);
  if (read.rows.length === 0) return { fault: t('upload.empty') };
  if (read.rows.length > max) return { fault: t('fault.tooManyRows', { limit: max }) };
  const staged = { field, file: sent.name, ...read };
  const saved = await saveDraft(deps, { ...open.draft, staged });
  return { card: readCard(deps, { ...open, draft: saved }, staged) };
}

async function sheetOf(
  deps: FeatureDeps,
  sent: PersonalFile,
): Promise<Awaited<ReturnType<typeof readSheetFile>> | { readonly fault: SheetFault }> {
  try {
    return await readSheetFile(sent.name, await deps.sentFiles.read(sent, MAX_SHEET_BYTES));
  } catch (error) {
    if (error instanceof AppError && error.code === 'file.tooLarge') return { fault: 'sheetTooLarge' };
    throw error;
  }
}

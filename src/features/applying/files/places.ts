import type { FilePlace } from '../../../../cards/attached.ts';
import { definitionOf } from '../../../application/execute-command.ts';
import type { PersonalFile } from '../../../application/ports-personal.ts';
import type { Draft } from '../../../application/ports.ts';
import type { FileField, FormFile, ItemDefinition, TableField } from '../../../core/definition.ts';
import { fileFault } from '../../../core/form/files.ts';
import { isShown } from '../../../core/form.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { isSheetName } from '../tables/read-sheet.ts';

/** A field of an open draft where a file can stand: an attachment, a picture, a detail table that takes a sheet. */
export interface Place {
  readonly draft: Draft;
  readonly definition: ItemDefinition;
  readonly field: FileField | TableField;
}

/** Forms that were touched within a day are open; older drafts wait until they are opened again. */
const OPEN_MS = 24 * 3_600_000;
const MOST_DRAFTS = 5;

/** Where in this person's open forms a file could stand, and fields there that would not take it. */
export async function placesFor(
  deps: FeatureDeps,
  person: string,
  sent: PersonalFile,
): Promise<{ readonly fits: readonly Place[]; readonly others: readonly Place[] }> {
  const places = await openForms(deps, person);
  const fits = places.filter(({ field }) => takes(field, sent));
  return { fits, others: places.filter(place => !fits.includes(place)) };
}

/** Every field of this person's open forms where a file or rows could stand, the form touched last first. */
export async function openForms(deps: FeatureDeps, person: string): Promise<readonly Place[]> {
  const drafts = await deps.stores.drafts.recent(person, deps.clock.now() - OPEN_MS, MOST_DRAFTS);
  // Changes of settings that wait for their 确认 are kept as drafts too, under names that no item has.
  const forms = drafts.filter(({ itemId }) => !itemId.includes(':'));
  return (await Promise.all(forms.map(draft => placesIn(deps, draft)))).flat();
}

async function placesIn(deps: FeatureDeps, draft: Draft): Promise<readonly Place[]> {
  const definition = await definitionOf(deps.stores.items, draft.itemId, draft.itemVersion);
  return definition.fields.flatMap((field): readonly Place[] => {
    if (field.type !== 'table' && field.type !== 'attachment' && field.type !== 'image') return [];
    if (field.filledBy !== undefined) return [];
    return isShown(definition, field, draft.form) ? [{ draft, definition, field }] : [];
  });
}

/** One place by its names, if the person has it. */
export async function placeOf(
  deps: FeatureDeps,
  person: string,
  draftId: string,
  fieldId: string,
): Promise<Place | undefined> {
  const draft = await deps.stores.drafts.load(draftId);
  if (draft === undefined || draft.person !== person) return undefined;
  return (await placesIn(deps, draft)).find(({ field }) => field.id === fieldId);
}

function takes(field: Place['field'], sent: PersonalFile): boolean {
  if (field.type === 'table') return sent.kind === 'file' && isSheetName(sent.name);
  return fileFault(field, formFileOf(sent, 0)) === undefined;
}

/** Pictures have no name: their key stands in its place. */
export function formFileOf({ messageId, key, name, kind }: PersonalFile, size: number): FormFile {
  return { messageId, key, kind, size, name: kind === 'image' ? '' : name };
}

export function viewOfPlace({ draft, definition, field }: Place): FilePlace {
  return { draft: draft.id, field: field.id, item: definition.name, label: field.label };
}

import { attachedCard, notAttachedCard, placeFileCard } from '../../../../cards/attached.ts';
import { same } from '../../../../cards/kit/texts.ts';
import type { PersonalFile } from '../../../application/ports-personal.ts';
import type { CardJson } from '../../../application/ports.ts';
import type { ChatAnswer } from '../../../application/router.ts';
import type { FileField, Text } from '../../../core/definition.ts';
import { fileFault, mostBytes, mostFiles } from '../../../core/form/files.ts';
import { filesOf } from '../../../core/form/values.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { readUpload } from '../tables/upload.ts';
import { inTurnOf } from '../with-draft.ts';
import { formFileOf, type Place, placesFor, viewOfPlace } from './places.ts';

/**
 * A file or picture that was sent in the chat comes into the open form that waits for one; where several do, the person is
 * asked. Undefined when no form does.
 */
export async function takeSentFile(
  deps: FeatureDeps,
  person: string,
  sent: PersonalFile,
): Promise<ChatAnswer | undefined> {
  const { fits, others } = await placesFor(deps, person, sent);
  const [first, ...more] = fits;
  if (first === undefined) {
    // A picture may be meant for something else, a signature; a file that fits nowhere is told so.
    const told = sent.kind === 'file' && others.length > 0;
    return told ? { card: notAttached(deps, sent, others, wrongKind(deps, others)) } : undefined;
  }
  if (more.length > 0)
    return { card: placeFileCard({ file: named(sent), places: fits.map(viewOfPlace) }, deps.texts) };
  return { card: await put(deps, first, sent) };
}

/** The file in its place, or why it is not; a sheet for a detail table is shown as it was read. */
export async function put(deps: FeatureDeps, place: Place, sent: PersonalFile): Promise<CardJson> {
  const { field } = place;
  if (field.type === 'table')
    return inTurnOf(place.draft.id, async () => {
      const read = await readUpload(deps, place.draft.id, field.id, sent);
      return 'card' in read ? read.card : notAttached(deps, sent, [place], read.fault);
    });
  return attach(deps, { ...place, field }, sent);
}

async function attach(
  deps: FeatureDeps,
  place: Place & { readonly field: FileField },
  sent: PersonalFile,
): Promise<CardJson> {
  const { field, draft } = place;
  const t = deps.texts;
  const size = await sizeOf(deps, sent, mostBytes(field));
  const file = formFileOf(sent, size ?? mostBytes(field) + 1);
  const fault = fileFault(field, file);
  if (fault !== undefined)
    return notAttached(deps, sent, [place], t(`fault.${fault.problem}`, { limit: fault.limit ?? 0 }));
  const max = mostFiles(field, draft.form);
  const added = await inTurnOf(draft.id, () =>
    deps.stores.drafts.addFile(draft.id, field.id, file, max, deps.clock.now()),
  );
  const now = await deps.stores.drafts.load(draft.id);
  const files = filesOf(now?.form[field.id]) ?? [];
  if (!added && !files.some(({ key }) => key === file.key)) {
    const why = now === undefined ? t('files.gone') : tooMany(deps, field, max);
    return notAttached(deps, sent, [place], why);
  }
  return attachedCard({ place: viewOfPlace(place), file, count: files.length, max }, t);
}

function tooMany(deps: FeatureDeps, field: FileField, max: number): Text {
  const problem = field.oneForEachRowOf === undefined ? 'tooManyFiles' : 'filesPerRow';
  return deps.texts(`fault.${problem}`, { limit: max });
}

/** How large a file is; undefined when it is larger than `limit`. */
async function sizeOf(deps: FeatureDeps, sent: PersonalFile, limit: number): Promise<number | undefined> {
  try {
    return (await deps.sentFiles.read(sent, limit)).length;
  } catch (error) {
    if (error instanceof AppError && error.code === 'file.tooLarge') return undefined;
    throw error;
  }
}

function notAttached(deps: FeatureDeps, sent: PersonalFile, places: readonly Place[], why: Text): CardJson {
  return notAttachedCard({ file: named(sent), places: places.map(viewOfPlace), why }, deps.texts);
}

function wrongKind(deps: FeatureDeps, places: readonly Place[]): Text {
  const endings = places.flatMap(({ field }) => {
    if (field.type === 'table') return ['xlsx', 'csv'];
    return field.endings ?? (field.type === 'image' ? ['jpg', 'png'] : []);
  });
  return deps.texts('files.endings', { endings: same([...new Set(endings)].join(', ')) });
}

function named({ key, name, kind }: PersonalFile) {
  return { key, name: kind === 'image' ? '' : name };
}

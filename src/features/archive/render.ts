import type { OutgoingFile } from '../../application/ports-files.ts';
import type { ArchiveFormat } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import type { RequestView } from '../shared/request-view.ts';
import { archiveFormOf, type ArchiveFormData, type FormOpinion } from './form.ts';
import { printForm, type Signatures, templateData } from './print.ts';

/** A signature is a small picture. */
const LARGEST_SIGNATURE = 2 * 1024 * 1024;

/**
 * The standard form (规范表式) of an ended request as a file; undefined while it has not ended. Made from what is stored: the
 * request, its item's version, and the template that was in force when it ended.
 */
export async function renderForm(
  deps: FeatureDeps,
  view: RequestView,
  format: ArchiveFormat,
  hidden?: ReadonlySet<string>,
): Promise<OutgoingFile | undefined> {
  const form = archiveFormOf(deps, view, hidden);
  if (form.endedAt === undefined) return undefined;
  const signatures = await picturesOf(deps, form.opinions);
  const name = fileName(form, format);
  if (format === 'pdf') return { name, bytes: await deps.files.pdf(printForm(form, signatures)) };
  const template = await deps.stores.templates.inForce(view.definition.id, form.endedAt);
  const bytes = await deps.files.docx({
    data: templateData(form, signatures),
    ...(template?.bytes === undefined ? {} : { template: template.bytes }),
    ...(form.watermark === undefined ? {} : { watermark: form.watermark }),
  });
  return { name, bytes };
}

/** Characters that no file system takes are left out. */
function fileName({ title, number }: ArchiveFormData, format: ArchiveFormat): string {
  return `${`${title} ${number}`.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 100)}.${format}`;
}

/** A picture that Lark no longer has is no reason to print nothing: the name stands in its place. */
async function picturesOf(deps: FeatureDeps, opinions: readonly FormOpinion[]): Promise<Signatures> {
  const found = await Promise.all(
    opinions.map(async opinion => {
      if (opinion.signature === undefined) return [];
      try {
        const file = { ...opinion.signature, kind: 'image' } as const;
        const bytes = await deps.sentFiles.read(file, LARGEST_SIGNATURE);
        return isPicture(bytes) ? [[opinion, bytes] as const] : [];
      } catch (error) {
        deps.log.warn({ error }, 'a signature could not be fetched; the name stands on the form');
        return [];
      }
    }),
  );
  return new Map(found.flat());
}

/** PNG or JPEG: what the writers can draw. */
function isPicture(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x89 && bytes[1] === 0x50) || (bytes[0] === 0xff && bytes[1] === 0xd8);
}

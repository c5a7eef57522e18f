import type { FormFault } from '../commands.ts';
import { MAX_FILE_BYTES, MAX_FILES, MAX_IMAGE_BYTES } from '../definition-form.ts';
import type { FileField, FormData, FormFile, FormValue } from '../definition.ts';
import { filesOf, rowsOf } from './values.ts';

/** Attachments and pictures: how many, how large, of which kinds (issue 7, item 3). */

const MB = 1024 * 1024;
const PICTURES = ['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp', 'tif', 'tiff', 'heic'];

/** What is wrong with the files of a field on this form. */
export function fileFaults(field: FileField, value: FormValue, form: FormData): readonly FormFault[] {
  const files = filesOf(value);
  if (files === undefined) return [{ field: field.id, problem: 'wrongType' }];
  const most = mostFiles(field, form);
  const rows = rowsFor(field, form);
  if (rows !== undefined && files.length !== rows)
    return [{ field: field.id, problem: 'filesPerRow', limit: rows }];
  if (files.length > most) return [{ field: field.id, problem: 'tooManyFiles', limit: most }];
  const faults = files.flatMap(file => fileFault(field, file) ?? []);
  return faults.slice(0, 1).map(fault => ({ field: field.id, ...fault }));
}

/** Whether this file may stand in the field at all: its ending and its size. */
export function fileFault(field: FileField, file: FormFile): Omit<FormFault, 'field'> | undefined {
  const allowed = field.endings ?? (field.type === 'image' ? PICTURES : undefined);
  const named = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase();
  // A picture sent as a picture has no name.
  const fits =
    file.kind === 'image'
      ? field.type === 'image' || allowed === undefined || allowed.includes('jpg')
      : allowed === undefined || (named !== undefined && allowed.includes(named));
  if (!fits) return { problem: 'wrongFileType' };
  const bytes = mostBytes(field);
  return file.size > bytes
    ? { problem: 'fileTooLarge', limit: Math.floor((bytes / MB) * 10) / 10 }
    : undefined;
}

export function mostBytes(field: FileField): number {
  return field.maxBytes ?? (field.type === 'image' ? MAX_IMAGE_BYTES : MAX_FILE_BYTES);
}

/** How many files the field holds on this form. */
export function mostFiles(field: FileField, form: FormData): number {
  // Before there are rows, files may come all the same: they are counted when the form is handed in.
  return rowsFor(field, form) || (field.maxFiles ?? MAX_FILES);
}

function rowsFor(field: FileField, form: FormData): number | undefined {
  return field.oneForEachRowOf === undefined ? undefined : (rowsOf(form[field.oneForEachRowOf])?.length ?? 0);
}

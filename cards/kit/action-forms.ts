import { z } from 'zod';

const id = z.string().min(1).max(80);
const page = z.number().int().min(1).max(10_000);
const row = z.number().int().min(0).max(10_000);
const at = { draft: id, field: id } as const;
/** How many rows the card was made from: a tap on an older card must not hit another row. */
const of = row;

/** What the form of an item asks for beyond single fields: detail tables, files, search, applying for another. */
export const formShapes = [
  /** 编辑明细: the rows of a detail table; sent from the form, it keeps what was typed. */
  z.object({ a: z.literal('table.open'), ...at, page: page.optional() }),
  /** The form of one row, from 0; a new one without. */
  z.object({ a: z.literal('table.row'), ...at, row: row.optional(), of }),
  z.object({ a: z.literal('table.saveRow'), ...at, row: row.optional(), of, more: z.boolean().optional() }),
  z.object({ a: z.literal('table.removeRow'), ...at, row, of }),
  z.object({ a: z.literal('table.clear'), ...at, of }),
  /** 粘贴多行: the lines are in the form's values. */
  z.object({ a: z.literal('table.pasteForm'), ...at }),
  z.object({ a: z.literal('table.paste'), ...at }),
  /** What was pasted or uploaded was read and shown; now it is taken into the table, or dropped. */
  z.object({ a: z.literal('table.take'), ...at, how: z.enum(['append', 'replace', 'drop']) }),
  /** The rows of a request's detail table, by pages. */
  z.object({ a: z.literal('rows.open'), request: id, field: id, page: page.optional() }),
  z.object({ a: z.literal('files.get'), request: id, field: id }),
  /** A file that could stand in several places: the person says where. */
  z.object({ a: z.literal('file.place'), ...at, key: z.string().min(1).max(200) }),
  z.object({ a: z.literal('file.remove'), ...at, key: z.string().min(1).max(200) }),
  /** 搜索 beside a select of the form: shows it again with what fits the words. */
  z.object({ a: z.literal('form.search'), draft: id }),
  /** 代办: for whom, then the form; the person for whom it is confirms what he was shown, or refuses. */
  z.object({ a: z.literal('behalf.form'), item: id }),
  z.object({ a: z.literal('behalf.start'), item: id }),
  z.object({ a: z.literal('behalf.confirm'), draft: id, at: z.number() }),
  z.object({ a: z.literal('behalf.refuse'), draft: id, at: z.number() }),
] as const;

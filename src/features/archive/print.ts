import type { PrintBlock, PrintDocument, TemplateData } from '../../application/ports-files.ts';
import type { FormTable } from './tables.ts';
import type { ArchiveFormData, FormOpinion } from './form.ts';

/** The pictures of those who signed by one, by opinion. */
export type Signatures = ReadonlyMap<FormOpinion, Uint8Array>;

/** The built-in layout as a PDF. */
export function printForm(form: ArchiveFormData, signatures: Signatures): PrintDocument {
  const { words } = form;
  return {
    title: `${form.title} ${form.number}`,
    footer: form.number,
    ...(form.watermark === undefined ? {} : { watermark: form.watermark }),
    ...(form.endedAt === undefined ? {} : { at: form.endedAt }),
    blocks: [
      { kind: 'title', text: form.title, below: form.subtitle },
      { kind: 'facts', facts: form.head.map(({ label, value }) => ({ label, value: { text: value } })) },
      { kind: 'heading', text: words.content },
      { kind: 'facts', facts: form.fields.map(({ label, value }) => ({ label, value: { text: value } })) },
      ...form.tables.flatMap(tableBlocks),
      { kind: 'heading', text: words.opinions },
      {
        kind: 'table',
        head: [words.step, words.who, words.opinion, words.signature, words.time],
        shares: [16, 15, 33, 20, 16],
        rows: form.opinions.map(opinion => {
          const picture = signatures.get(opinion);
          return [
            { text: opinion.step },
            { text: opinion.who },
            { text: opinion.opinion },
            picture === undefined ? { text: opinion.confirmed } : { text: '', picture },
            { text: opinion.time },
          ];
        }),
      },
      { kind: 'qr', link: form.link, caption: words.qr },
    ],
  };
}

/** Numbered rows, and what they come to. */
function tableBlocks({ title, columns, rows, sums }: FormTable): readonly PrintBlock[] {
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      head: ['#', ...columns.map(({ label }) => label)],
      shares: [1, ...columns.map(() => 4)],
      rows: rows.map((row, index) => [String(index + 1), ...row].map(text => ({ text }))),
    },
    ...(sums.length === 0 ? [] : [{ kind: 'note' as const, text: sums.join('  ') }]),
  ];
}

/** What fills a template: the same as the built-in layout, and each field by its id (`{form.equipment}`). */
export function templateData(form: ArchiveFormData, signatures: Signatures): TemplateData {
  return {
    title: form.title,
    subtitle: form.subtitle,
    number: form.number,
    watermark: form.watermark ?? '',
    head: form.head.map(line => ({ ...line })),
    fields: form.fields.map(({ label, value }) => ({ label, value })),
    tables: form.tables.map(({ title, columns, rows, sums }) => ({
      title,
      lines: [columns.map(({ label }) => label), ...rows, sums]
        .filter(cells => cells.length > 0)
        .map(cells => ({ text: cells.join(' | ') })),
    })),
    opinions: form.opinions.map(opinion => {
      const bytes = signatures.get(opinion);
      return {
        step: opinion.step,
        who: opinion.who,
        opinion: opinion.opinion,
        time: opinion.time,
        signature: bytes === undefined ? opinion.confirmed : { kind: 'picture', bytes },
      };
    }),
    link: form.link,
    qr: { kind: 'qr', link: form.link },
    ...Object.fromEntries(Object.entries(form.words).map(([key, word]) => [`words.${key}`, word])),
    ...Object.fromEntries(form.fields.map(({ id, value }) => [`form.${id}`, value])),
    ...Object.fromEntries(form.tables.map(table => [`rows.${table.id}`, rowData(table)])),
  };
}

/** Each row by the ids of its columns: `{#rows.offers}{supplier}{/rows.offers}`. */
function rowData({ columns, rows }: FormTable): readonly TemplateData[] {
  return rows.map(row => Object.fromEntries(columns.map(({ id }, index) => [id, row[index] ?? ''])));
}

import PizZip from 'pizzip';

/**
 * The built-in layout of the standard form (规范表式) as a .docx with placeholders, made by code: what an item without a
 * template of its own is printed on, and what a unit may begin its own from. Widths are in twentieths of a point.
 */
export function defaultTemplate(): Uint8Array {
  const zip = new PizZip();
  zip.file('[Content_Types].xml', TYPES);
  zip.file('_rels/.rels', RELATIONS);
  zip.file('word/document.xml', document());
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map(side => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="8F959E"/>`)
  .join('');

function document(): string {
  const body = [
    paragraph('{title}', { size: 36, bold: true, centred: true }),
    paragraph('{subtitle}', { centred: true }),
    table(
      [
        [1900, 'label'],
        [7100, 'value'],
      ],
      [['{#head}{label}', '{value}{/head}']],
    ),
    paragraph('{words.content}', { size: 24, bold: true }),
    table(
      [
        [1900, 'label'],
        [7100, 'value'],
      ],
      [['{#fields}{label}', '{value}{/fields}']],
    ),
    paragraph('{#tables}'),
    paragraph('{title}', { bold: true }),
    paragraph('{#lines}'),
    paragraph('{text}'),
    paragraph('{/lines}'),
    paragraph('{/tables}'),
    paragraph('{words.opinions}', { size: 24, bold: true }),
    table(
      [
        [1500, 'value'],
        [1600, 'value'],
        [3000, 'value'],
        [1500, 'value'],
        [1400, 'value'],
      ],
      [
        ['{words.step}', '{words.who}', '{words.opinion}', '{words.signature}', '{words.time}'],
        ['{#opinions}{step}', '{who}', '{opinion}', '{signature}', '{time}{/opinions}'],
      ],
    ),
    paragraph(''),
    paragraph('{qr}', { right: true }),
    paragraph('{words.qr}', { right: true, size: 16 }),
  ];
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  return `${HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join('')}${page}</w:body></w:document>`;
}

interface Look {
  /** In half points. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly centred?: boolean;
  readonly right?: boolean;
}

function paragraph(text: string, look: Look = {}): string {
  const align = look.centred === true ? 'center' : look.right === true ? 'right' : 'left';
  const run = [
    '<w:rPr><w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/>',
    look.bold === true ? '<w:b/>' : '',
    `<w:sz w:val="${look.size ?? 20}"/></w:rPr>`,
  ].join('');
  return `<w:p><w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="${align}"/></w:pPr><w:r>${run}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

type Column = readonly [width: number, kind: 'label' | 'value'];

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const grid = columns.map(([width]) => `<w:gridCol w:w="${width}"/>`).join('');
  const body = rows.map(row => {
    const cells = row.map((text, index) => cell(text, columns[index] ?? [1000, 'value']));
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body.join('')}</w:tbl>`;
}

function cell(text: string, [width, kind]: Column): string {
  const shade = kind === 'label' ? '<w:shd w:val="clear" w:color="auto" w:fill="F2F3F5"/>' : '';
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${shade}</w:tcPr>${paragraph(text, { bold: kind === 'label' })}</w:tc>`;
}

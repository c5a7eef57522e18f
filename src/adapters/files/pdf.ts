import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { PrintDocument } from '../../application/ports-files.ts';
import { contentOf } from './pdf-blocks.ts';

const fontFolder = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
);
const font = (weight: string): string => join(fontFolder, weight, `NotoSansSC_${weight}.ttf`);

// Nothing that a person typed can make the writer read a file or an address: only these two fonts are opened.
pdfmake.addFonts({ Noto: { normal: font('400Regular'), bold: font('700Bold') } });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(path => path.startsWith(fontFolder));

const MARGIN = 40;

/** Draws a document as a PDF: A4, Noto Sans SC from its package, page numbers at the foot. Some 50 ms a page. */
export async function writePdf(document: PrintDocument): Promise<Uint8Array> {
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 10],
      info: {
        title: document.title,
        producer: 'Onewindow',
        ...(document.at === undefined ? {} : { creationDate: new Date(document.at) }),
      },
      defaultStyle: { font: 'Noto', fontSize: 10, lineHeight: 1.15 },
      content: document.blocks.map(contentOf),
      footer: (page, pages) => ({
        margin: [MARGIN, 10],
        fontSize: 8,
        color: '#666666',
        columns: [
          { text: document.footer, width: '*' },
          { text: `${page} / ${pages}`, width: 60, alignment: 'right' },
        ],
      }),
      ...(document.watermark === undefined
        ? {}
        : { watermark: { text: document.watermark, color: '#cc0000', opacity: 0.12, bold: true } }),
    })
    .getBuffer();
}

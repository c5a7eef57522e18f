import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';
import type { Placeholder, TemplateData, TemplateJob, TemplateValue } from '../../application/ports-files.ts';
import { checkDocx } from '../../shared/safe-zip.ts';
import { defaultTemplate } from './docx-default.ts';
import { markPicture, type PlacedPicture, placePictures, withoutMarks } from './docx-pictures.ts';
import { watermarkXml } from './docx-xml.ts';
import { UnreadableTemplate } from './unreadable-template.ts';
import { withoutUnwritable } from './xml-text.ts';

const DOCUMENT = 'word/document.xml';
/** Ten times what the largest built-in form asks for. */
const MOST_PLACEHOLDERS = 2_000;
const REFUSED = {
  notZip: 'no Word document (.docx)',
  tooLarge: 'it unpacks to more than 24 MB',
  suspicious: 'it declares XML entities, or has too many parts',
} as const;

/** Fills a template in; placeholders that have no value stay empty. */
export function fillTemplate({ template, data, watermark }: TemplateJob): Uint8Array {
  const pictures: PlacedPicture[] = [];
  const doc = open(template ?? defaultTemplate());
  doc.render(withMarks(data, pictures));
  const zip = doc.getZip();
  if (!(zip instanceof PizZip)) throw new Error('no document came out of the template');
  placePictures(zip, pictures);
  if (watermark !== undefined) {
    const xml = zip.file(DOCUMENT)?.asText() ?? '';
    zip.file(
      DOCUMENT,
      xml.replace(/<w:body>/, body => body + watermarkXml(watermark)),
    );
  }
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}

/** Every name that the template asks for, with the repeating parts around it: it is filled in once, and asks. */
export function placeholdersOf(template: Uint8Array): readonly Placeholder[] {
  const asked: Placeholder[] = [];
  const doc = open(template, (name, { meta, scopePath }) => {
    if (asked.length <= MOST_PLACEHOLDERS) asked.push({ name, inside: [...scopePath] });
    if (meta.part.module !== 'loop') return '';
    // Each repeating part is gone through once, so that it asks too.
    return meta.part.inverted === true ? [] : [{}];
  });
  doc.render({});
  if (asked.length > MOST_PLACEHOLDERS)
    throw new UnreadableTemplate(`more than ${MOST_PLACEHOLDERS} placeholders`);
  return asked;
}

type Asking = Parameters<ReturnType<NonNullable<DXT.ConstructorOptions['parser']>>['get']>[1];

function open(template: Uint8Array, answer?: (name: string, asking: Asking) => unknown): Docxtemplater {
  const verdict = checkDocx(template);
  if (verdict !== 'fine') throw new UnreadableTemplate(REFUSED[verdict]);
  try {
    const zip = new PizZip(template);
    if (zip.file(DOCUMENT) === null) throw new UnreadableTemplate('no Word document (.docx)');
    return new Docxtemplater(zip, {
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      nullGetter: () => '',
      parser: tag => ({
        get: (scope, asking) => (answer === undefined ? valueIn(scope, tag) : answer(tag, asking)),
      }),
    });
  } catch (error) {
    throw error instanceof UnreadableTemplate ? error : new UnreadableTemplate(explain(error));
  }
}

/** Names may hold dots and dashes (`form.equipment`): they are taken as they stand. */
function valueIn(scope: unknown, tag: string): unknown {
  if (tag === '.') return scope;
  return isRecord(scope) ? scope[tag] : undefined;
}

/** Docxtemplater names each tag that is not closed, not opened, or split. */
function explain(error: unknown): string {
  const found = isRecord(error) && isRecord(error['properties']) ? error['properties']['errors'] : undefined;
  if (!Array.isArray(found)) return 'no Word document (.docx)';
  const words = found.map((each: unknown) => {
    const properties = isRecord(each) ? each['properties'] : undefined;
    const explanation = isRecord(properties) ? properties['explanation'] : undefined;
    return typeof explanation === 'string' ? explanation : 'a placeholder is broken';
  });
  return words.slice(0, 5).join('; ').slice(0, 500);
}

/** Words as they are; a picture becomes a mark in the text, where it is put afterwards. */
function withMarks(data: TemplateData, pictures: PlacedPicture[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, marked(value, pictures)]));
}

function marked(value: TemplateValue, pictures: PlacedPicture[]): unknown {
  // Nobody may type the mark of a picture: it would put somebody's signature beside these words.
  if (typeof value === 'string') return withoutMarks(withoutUnwritable(value));
  if (!('kind' in value)) return value.map(each => withMarks(each, pictures));
  return markPicture(value, pictures);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

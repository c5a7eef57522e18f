import type PizZip from 'pizzip';
import type { TemplateValue } from '../../application/ports-files.ts';
import { pictureXml } from './docx-xml.ts';
import { pictureSize, qrPng } from './pictures.ts';

type Picture = Extract<TemplateValue, { readonly kind: 'picture' | 'qr' }>;

const DOCUMENT = 'word/document.xml';
const RELATIONS = 'word/_rels/document.xml.rels';
const TYPES = '[Content_Types].xml';
const EMPTY_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';
const IMAGE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image';

/** In points: a QR code is a square, a signature is at most so wide and high. */
const QR = { width: 84, height: 84 };
const SIGNATURE = { width: 110, height: 40 };

/** A picture on its way into a document: the mark that stands for it in the text, and its bytes. */
export interface PlacedPicture {
  readonly bytes: Uint8Array;
  readonly box: { readonly width: number; readonly height: number };
}

/** Keeps the picture and gives the mark that stands for it until `placePictures`. */
export function markPicture(value: Picture, pictures: PlacedPicture[]): string {
  const picture =
    value.kind === 'qr'
      ? { bytes: qrPng(value.link), box: QR }
      : { bytes: value.bytes, box: boxOf(value.bytes) };
  pictures.push(picture);
  return `\ue000${pictures.length - 1}\ue001`;
}

/** What people typed, without the characters that such a mark is made of. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/[\ue000\ue001]/g, '');
}

/** Puts the pictures where their marks stand. */
export function placePictures(zip: PizZip, pictures: readonly PlacedPicture[]): void {
  if (pictures.length === 0) return;
  const relations = pictures.map(({ bytes }, index) => {
    const name = `onewindow${index + 1}.${endingOf(bytes)}`;
    zip.file(`word/media/${name}`, bytes);
    return `<Relationship Id="onewindow${index + 1}" Type="${IMAGE}" Target="media/${name}"/>`;
  });
  replace(zip, RELATIONS, xml => xml.replace('</Relationships>', `${relations.join('')}</Relationships>`));
  replace(zip, TYPES, xml => ['png', 'jpeg'].reduce(withType, xml));
  replace(zip, DOCUMENT, xml =>
    xml.replaceAll(/\ue000(\d+)\ue001/g, (_, index: string) => {
      const picture = pictures[Number(index)];
      if (picture === undefined) return '';
      return `</w:t>${pictureXml(Number(index) + 1, picture.box)}<w:t xml:space="preserve">`;
    }),
  );
}

function replace(zip: PizZip, name: string, change: (xml: string) => string): void {
  zip.file(name, change(zip.file(name)?.asText() ?? EMPTY_RELATIONS));
}

function withType(xml: string, ending: string): string {
  if (xml.includes(`Extension="${ending}"`)) return xml;
  return xml.replace('</Types>', `<Default Extension="${ending}" ContentType="image/${ending}"/></Types>`);
}

/** As large as fits, in its own proportions. */
function boxOf(bytes: Uint8Array): PlacedPicture['box'] {
  const size = pictureSize(bytes) ?? SIGNATURE;
  const scale = Math.min(SIGNATURE.width / size.width, SIGNATURE.height / size.height);
  return { width: size.width * scale, height: size.height * scale };
}

function endingOf(bytes: Uint8Array): 'jpeg' | 'png' {
  return bytes[0] === 0xff ? 'jpeg' : 'png';
}

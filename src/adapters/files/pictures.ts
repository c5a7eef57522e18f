import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import { greyPng } from '../../shared/png.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a PNG or JPEG in pixels; undefined for anything else. */
export function pictureSize(bytes: Uint8Array): Size | undefined {
  const data = Buffer.from(bytes);
  if (data.length > 24 && data.subarray(1, 4).toString('latin1') === 'PNG')
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  if (data[0] !== 0xff || data[1] !== 0xd8) return undefined;
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) };
  }
  return undefined;
}

/** Four times what a large screen shows. A JPEG, as telephones take them, is put into a PDF as it is. */
const MOST_PIXELS = 8_000_000;
const MOST_UNPACKED = 5 * MOST_PIXELS;

/** Whether a picture can be drawn without filling the memory: a PNG of a few kilobytes may say, or hold, gigabytes. */
export function isDrawable(bytes: Uint8Array): boolean {
  const size = pictureSize(bytes);
  if (size === undefined) return false;
  if (bytes[0] === 0xff) return true;
  if (size.width * size.height > MOST_PIXELS) return false;
  try {
    inflateSync(packedPixels(Buffer.from(bytes)), { maxOutputLength: MOST_UNPACKED });
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError where the file ends before its last chunk does. */
function packedPixels(png: Buffer): Buffer {
  const chunks: Buffer[] = [];
  if (png.toString('latin1', png.length - 8, png.length - 4) !== 'IEND') throw new RangeError('cut short');
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    const [length, kind] = [png.readUInt32BE(at), png.toString('latin1', at + 4, at + 8)];
    if (kind === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + length));
  }
  return Buffer.concat(chunks);
}

const measured = z.object({
  _canvas: z.array(z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() })).min(1),
});
const PIXELS = 4;
const MARGIN = 4 * PIXELS;

/** A QR code as a PNG; pdfmake's own encoder finds the squares. */
export function qrPng(link: string): Buffer {
  const encoder: { readonly default: { measure(node: object): unknown } } = createRequire(import.meta.url)(
    'pdfmake/js/qrEnc.js',
  );
  // A code of at most 177 modules, each as many pixels wide as asked for.
  const node = encoder.default.measure({ qr: link, fit: 0 });
  const [ground, ...squares] = measured.parse(node)._canvas;
  const module = squares[0]?.w ?? 1;
  const scale = PIXELS / module;
  const side = Math.round((ground?.w ?? 0) * scale) + 2 * MARGIN;
  const rows = Array.from({ length: side }, () => Buffer.alloc(side, 255));
  for (const { x, y } of squares) {
    const [left, top] = [MARGIN + x * scale, MARGIN + y * scale];
    for (const row of rows.slice(top, top + PIXELS)) row.fill(0, left, left + PIXELS);
  }
  return greyPng(rows);
}

import { greyPng } from '../shared/png.ts';

const WIDTH = 180;
const HEIGHT = 60;

/** A picture like a quick signature, as a PNG: what a person sends who has no picture at hand. */
export function samplePicture(): Buffer {
  const rows = Array.from({ length: HEIGHT }, () => Buffer.alloc(WIDTH, 255));
  for (let t = 0; t < 1; t += 0.0004) {
    const x = Math.round(15 + 150 * t + 9 * Math.sin(t * 40));
    const y = Math.round(30 + 18 * Math.sin(t * 26) * (1 - t / 2));
    for (const row of [rows[y], rows[y + 1]]) row?.fill(20, x, x + 2);
  }
  return greyPng(rows);
}

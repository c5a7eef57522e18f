/** The parts of a multipart/form-data body by name, as raw bytes; undefined when it is none. */
export function readMultipart(
  body: Buffer,
  contentType: string | undefined,
): ReadonlyMap<string, Buffer> | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const parts = new Map<string, Buffer>();
  const line = Buffer.from(`--${boundary}`);
  let from = body.indexOf(line);
  while (from >= 0) {
    const next = body.indexOf(line, from + line.length);
    if (next < 0) break;
    const part = body.subarray(from + line.length + 2, next - 2);
    const end = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(part.subarray(0, end).toString('utf8'))?.[1];
    if (name !== undefined) parts.set(name, part.subarray(end + 4));
    from = next;
  }
  return parts;
}

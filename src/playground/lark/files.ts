import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../types.ts';

interface PlaygroundFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Uploaded files and pictures, by key; kept in a folder, so that they are there after a restart. */
export interface PlaygroundFiles {
  /** `name`: empty for pictures, which have none. */
  put(kind: 'image' | 'file', name: string, bytes: Uint8Array): string;
  get(key: string): PlaygroundFile | undefined;
}

/** The key of the picture or file that a message's content names; empty when it is of neither. */
export function fileKey(content: JsonObject): string {
  const key = content['file_key'] ?? content['image_key'];
  return typeof key === 'string' ? key : '';
}

const KEY = /^(?:img|file)_v3_[\w-]+$/;

export function createFiles(folder: string): PlaygroundFiles {
  return {
    put(kind, name, bytes) {
      const key = `${kind === 'image' ? 'img' : 'file'}_v3_${randomUUID()}`;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, key), bytes, { mode: 0o600 });
      writeFileSync(join(folder, `${key}.name`), name, { mode: 0o600 });
      return key;
    },
    get(key) {
      const path = join(folder, key);
      if (!KEY.test(key) || !existsSync(path)) return undefined;
      return { name: readFileSync(`${path}.name`, 'utf8'), bytes: readFileSync(path) };
    },
  };
}

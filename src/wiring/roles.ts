import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../config/project-root.ts';
import type { SeedRole } from './seed-settings.ts';

const schema = z.record(z.string(), z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }));

/** The names of the roles that the catalogue speaks of (config/roles.yaml), without members. */
export function readRoleNames(): Readonly<Record<string, SeedRole>> {
  const names = schema.parse(parse(readFileSync(join(projectRoot, 'config', 'roles.yaml'), 'utf8')));
  return Object.fromEntries(Object.entries(names).map(([id, name]) => [id, { name, members: [] }]));
}

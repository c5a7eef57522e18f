import { inject } from 'vitest';

/** A database of this test file's own on the shared server. */
export function ownDatabaseUri(): string {
  const uri = inject('storeUri');
  if (uri === '') throw new Error(`There is no store to test on: ${inject('storeProblem')}`);
  const name = `world_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  const [, head = '', query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${head}/${name}${query}`;
}

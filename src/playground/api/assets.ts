import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Context, Next } from 'koa';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the built page: `/` and `/playground/assets/<file>`. `folder` is what Vite wrote. */
export function createAssets(folder: string): (ctx: Context, next: Next) => Promise<void> {
  return async (ctx, next) => {
    const file = fileOf(ctx.path);
    if (file === undefined || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) {
      await next();
      return;
    }
    const content = await readFile(join(folder, file)).catch(() => undefined);
    if (content === undefined) {
      ctx.status = 404;
      ctx.body = ctx.path === '/' ? 'The page is not built yet: npm run build\n' : 'Not found\n';
      return;
    }
    ctx.body = content;
    ctx.type = types[extname(file)] ?? 'application/octet-stream';
    // Vite puts a hash into the names of assets, so that a name's content never changes.
    ctx.set('cache-control', ctx.path === '/' ? 'no-store' : 'public, max-age=31536000, immutable');
  };
}

function fileOf(path: string): string | undefined {
  if (path === '/') return 'index.html';
  const name = /^\/playground\/assets\/([\w-]+(?:\.[\w-]+)+)$/.exec(path)?.[1];
  return name === undefined ? undefined : join('assets', name);
}

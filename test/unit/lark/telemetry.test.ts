import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { createLogger } from '../../../src/shared/telemetry.ts';
import { textsIn } from '../../support/lark/logs.ts';

const SECRET = 'S3cret/with"quotes\\and+signs';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'trace', secrets: [SECRET], destination }));
  return lines.join('');
}

/** An error as HTTP clients throw them, with the whole request hanging on it. */
function rawHttpError(): Error {
  const config = {
    headers: { Authorization: 'Bearer t-abc.def' },
    data: JSON.stringify({ app_secret: SECRET }),
  };
  return Object.assign(new Error('Request failed'), { config, response: { config } });
}

describe('the log', () => {
  it('holds time, level and what was said, one line of JSON an entry', () => {
    const line: unknown = JSON.parse(logged(log => log.info({ key: 'om_1' }, 'stored')));
    expect(line).toMatchObject({ level: 'info', key: 'om_1', msg: 'stored' });
  });

  it.each([
    ['in the text', (log: ReturnType<typeof createLogger>) => log.info(`got ${SECRET}`)],
    ['in a field', (log: ReturnType<typeof createLogger>) => log.info({ anything: { deep: [SECRET] } }, 'x')],
    [
      'in JSON within a field',
      (log: ReturnType<typeof createLogger>) => log.info({ body: JSON.stringify({ a: SECRET }) }, 'x'),
    ],
    ['in an error', (log: ReturnType<typeof createLogger>) => log.error({ err: new Error(SECRET) }, 'x')],
    [
      'on an error of an HTTP client',
      (log: ReturnType<typeof createLogger>) => log.error({ err: rawHttpError() }, 'x'),
    ],
    [
      'on an error under another name',
      (log: ReturnType<typeof createLogger>) => log.error({ error: rawHttpError() }, 'x'),
    ],
    [
      'on an error that is the whole entry',
      (log: ReturnType<typeof createLogger>) => log.error(rawHttpError()),
    ],
    [
      'in a cause',
      (log: ReturnType<typeof createLogger>) =>
        log.error({ err: new AppError('internal', 'x', { cause: rawHttpError() }) }),
    ],
  ])('never holds a secret %s', (_where, write) => {
    const text = logged(write);
    expect(text).not.toBe('');
    expect(textsIn(JSON.parse(text)).join('\n')).not.toContain(SECRET);
    expect(text).not.toContain('S3cret');
    expect(text).not.toContain('t-abc.def');
  });

  it('never holds a bearer token', () => {
    expect(logged(log => log.info('Authorization: Bearer t-abc.def-123_x='))).not.toContain('abc');
  });

  it('censors fields that may hold what people typed', () => {
    const text = logged(log =>
      log.info({ content: 'typed words', event: { token: 'c-1', form: { reason: 'private' } } }, 'x'),
    );
    for (const leak of ['typed words', 'c-1', 'private']) expect(text).not.toContain(leak);
  });

  it('keeps what an administrator needs of an error of ours', () => {
    const error = new AppError('lark.config', 'scope missing', { details: { missingScopes: 'im:message' } });
    const line: unknown = JSON.parse(logged(log => log.error({ err: error }, 'x')));
    expect(line).toMatchObject({
      err: {
        code: 'lark.config',
        message: 'scope missing',
        details: { missingScopes: 'im:message' },
        retryable: false,
      },
    });
  });

  it('stays JSON whatever is taken out of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), (secret, around) => {
        const lines: string[] = [];
        const destination = { write: (line: string) => void lines.push(line) };
        createLogger({ level: 'info', secrets: [secret], destination }).info(
          { said: `${around}${secret}` },
          around,
        );
        const said: unknown = JSON.parse(lines.join(''));
        expect(said).toMatchObject({ said: expect.stringContaining('[redacted]') });
      }),
    );
  });
});

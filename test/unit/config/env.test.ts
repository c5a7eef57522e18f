import { describe, expect, test } from 'vitest';
import { readEnv } from '../../../config/env.ts';

const lark = {
  LARK_APP_ID: 'cli_a',
  LARK_APP_SECRET: 's3cret-value',
  LARK_ENCRYPT_KEY: 'key',
  LARK_VERIFICATION_TOKEN: 'token',
};

describe('the environment', () => {
  test('with nothing set: the playground on loopback, the embedded store, Shanghai time', () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      lark: { kind: 'playground' },
      host: '127.0.0.1',
      port: 3000,
      timeZone: 'Asia/Shanghai',
      defaultLocale: 'zh-CN',
      logLevel: 'info',
      adminOpenIds: [],
    });
    expect(env.mongodbUri).toBeUndefined();
    expect(env.dataDir).toMatch(/\/data$/);
    expect(env.catalogueDir).toMatch(/\/config\/catalogue$/);
  });

  test('with credentials: Lark, and the domain as it was given', () => {
    const env = readEnv({ ...lark, LARK_DOMAIN: 'http://127.0.0.1:9000' });
    expect(env.lark).toEqual({
      kind: 'lark',
      appId: 'cli_a',
      appSecret: 's3cret-value',
      encryptKey: 'key',
      verificationToken: 'token',
      domain: 'http://127.0.0.1:9000',
      transport: 'webhook',
    });
  });

  test('the long connection needs neither key nor token', () => {
    const env = readEnv({ LARK_APP_ID: 'a', LARK_APP_SECRET: 'b', LARK_TRANSPORT: 'long-connection' });
    expect(env.lark).toMatchObject({ kind: 'lark', transport: 'long-connection' });
  });

  test('one error names every bad variable and shows no value', () => {
    const bad = {
      LARK_APP_ID: 'cli_a',
      LARK_APP_SECRET: 's3cret-value',
      LARK_DOMAIN: 's3cret-domain',
      LARK_TRANSPORT: 's3cret-transport',
      MONGODB_URI: 'postgres://s3cret',
      PORT: '99999',
      ADMIN_OPEN_IDS: 'ou_a, s3cret id',
      TIME_ZONE: 'Mars/s3cret',
      DEFAULT_LOCALE: 's3cret-locale',
      LOG_LEVEL: 's3cret-level',
      PUBLIC_URL: 'ftp://s3cret',
    };
    const error = failure(() => readEnv(bad));
    expect(error).toMatchObject({ code: 'config.invalid' });
    for (const name of Object.keys(bad).slice(2)) expect(String(error)).toContain(name);
    expect(String(error)).not.toContain('s3cret');
  });

  test('the webhook without its keys is refused, each key named', () => {
    const error = failure(() => readEnv({ LARK_APP_ID: 'cli_a', PORT: 'many' }));
    for (const name of ['PORT', 'LARK_APP_SECRET', 'LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN'])
      expect(String(error)).toContain(name);
  });

  test('an empty variable counts as not set; lists are cut at commas', () => {
    const env = readEnv({ PORT: '', LARK_APP_ID: ' ', ADMIN_OPEN_IDS: 'ou_a, ou_b,' });
    expect(env.port).toBe(3000);
    expect(env.lark.kind).toBe('playground');
    expect(env.adminOpenIds).toEqual(['ou_a', 'ou_b']);
  });

  test('it cannot be changed afterwards', () => {
    expect(Object.isFrozen(readEnv(lark))).toBe(true);
  });
});

function failure(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing failed');
}

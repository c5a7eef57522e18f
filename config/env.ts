import { isAbsolute, resolve } from 'node:path';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { AppError } from '../src/shared/errors.ts';
import { projectRoot } from './project-root.ts';

/** The environment of words.md, read once at start and frozen. */
export interface Env {
  /** `playground` when LARK_APP_ID is not set. */
  readonly lark:
    | { readonly kind: 'playground' }
    | {
        readonly kind: 'lark';
        readonly appId: string;
        readonly appSecret: string;
        /** Absent only with the long connection. */
        readonly encryptKey?: string;
        readonly verificationToken?: string;
        /** `feishu`, `lark`, or a base URL. */
        readonly domain: string;
        readonly transport: 'webhook' | 'long-connection';
      };
  /** Absent: the embedded store in `dataDir`. */
  readonly mongodbUri?: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly catalogueDir: string;
  readonly adminOpenIds: readonly string[];
  readonly timeZone: string;
  readonly defaultLocale: 'zh-CN' | 'en-US';
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly publicUrl?: string;
  /** Stands in the link to the lobby's board; without it the board's page is off. */
  readonly boardToken?: string;
  /** Daily copies of the embedded store. */
  readonly backup: {
    /** `backups` in `dataDir` unless told. */
    readonly folder?: string;
    readonly keepDays: number;
    /** Backups are encrypted with it. */
    readonly key?: string;
  };
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      value => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be an address that begins with ${protocols.map(each => `${each}//`).join(' or ')}`,
    );
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine(value => value <= 65_535, 'must be a number from 0 to 65535');

const schema = z.object({
  LARK_APP_ID: z.string().optional(),
  LARK_APP_SECRET: z.string().optional(),
  LARK_ENCRYPT_KEY: z.string().optional(),
  LARK_VERIFICATION_TOKEN: z.string().optional(),
  LARK_DOMAIN: z
    .union([z.enum(['feishu', 'lark']), url('http:', 'https:')], 'must be feishu, lark, or a base URL')
    .default('feishu'),
  LARK_TRANSPORT: z.enum(['webhook', 'long-connection']).default('webhook'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  CATALOGUE_DIR: z.string().default('config/catalogue'),
  ADMIN_OPEN_IDS: z
    .string()
    .default('')
    .transform(list =>
      list
        .split(',')
        .map(each => each.trim())
        .filter(Boolean),
    )
    .refine(ids => ids.every(id => /^[\w-]{1,64}$/.test(id)), 'must be open_ids separated by commas'),
  TIME_ZONE: z
    .string()
    .refine(zone => IANAZone.isValidZone(zone), 'must be a time zone such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  DEFAULT_LOCALE: z.enum(['zh-CN', 'en-US']).default('zh-CN'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  PUBLIC_URL: url('http:', 'https:').optional(),
  BOARD_TOKEN: z
    .string()
    .regex(/^[\w-]{16,200}$/, 'must be 16 to 200 letters, digits, _ or -')
    .optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a number of days from 1 to 9999')
    .transform(Number)
    .default(14),
  BACKUP_KEY: z.string().min(12, 'must have at least 12 characters').optional(),
});

/** What LARK_APP_ID brings with it; asked of the raw variables so that these faults stand beside the others. */
function missing(given: Readonly<Record<string, string>>): readonly string[] {
  if (given['LARK_APP_ID'] === undefined) return [];
  const webhook = (given['LARK_TRANSPORT'] ?? 'webhook') === 'webhook';
  const needed = ['LARK_APP_SECRET', ...(webhook ? ['LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN'] : [])];
  return needed.filter(name => given[name] === undefined).map(name => `${name} is needed with LARK_APP_ID`);
}

/**
 * Reads the environment. An empty variable counts as not set. Relative folders are taken from the project's root.
 * Fails with one `AppError('config.invalid')` that names every bad variable and never shows a value, since it may be
 * a secret.
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap(name => {
      const value = variables[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse(given, { error: wording });
  const faults = [
    ...(parsed.error?.issues ?? []).map(issue => `${issue.path.join('.')} ${issue.message}`),
    ...missing(given),
  ];
  if (!parsed.success || faults.length > 0) {
    throw new AppError('config.invalid', `The environment is not usable: ${faults.join('; ')}.`);
  }
  return toEnv(parsed.data);
}

/** zod's own words may repeat the value; these do not. */
function wording(issue: z.core.$ZodRawIssue): string {
  return issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : 'is not usable';
}

function toEnv(vars: z.infer<typeof schema>): Env {
  return Object.freeze({
    lark: Object.freeze(larkOf(vars)),
    ...(vars.MONGODB_URI === undefined ? {} : { mongodbUri: vars.MONGODB_URI }),
    dataDir: folder(vars.DATA_DIR),
    host: vars.HOST,
    port: vars.PORT,
    catalogueDir: folder(vars.CATALOGUE_DIR),
    adminOpenIds: Object.freeze(vars.ADMIN_OPEN_IDS),
    timeZone: vars.TIME_ZONE,
    defaultLocale: vars.DEFAULT_LOCALE,
    logLevel: vars.LOG_LEVEL,
    ...(vars.BOARD_TOKEN === undefined ? {} : { boardToken: vars.BOARD_TOKEN }),
    backup: Object.freeze({
      keepDays: vars.BACKUP_KEEP_DAYS,
      ...(vars.BACKUP_DIR === undefined ? {} : { folder: folder(vars.BACKUP_DIR) }),
      ...(vars.BACKUP_KEY === undefined ? {} : { key: vars.BACKUP_KEY }),
    }),
    ...(vars.PUBLIC_URL === undefined ? {} : { publicUrl: vars.PUBLIC_URL.replace(/\/+$/, '') }),
  });
}

function larkOf(vars: z.infer<typeof schema>): Env['lark'] {
  if (vars.LARK_APP_ID === undefined || vars.LARK_APP_SECRET === undefined) return { kind: 'playground' };
  return {
    kind: 'lark',
    appId: vars.LARK_APP_ID,
    appSecret: vars.LARK_APP_SECRET,
    ...(vars.LARK_ENCRYPT_KEY === undefined ? {} : { encryptKey: vars.LARK_ENCRYPT_KEY }),
    ...(vars.LARK_VERIFICATION_TOKEN === undefined
      ? {}
      : { verificationToken: vars.LARK_VERIFICATION_TOKEN }),
    domain: vars.LARK_DOMAIN,
    transport: vars.LARK_TRANSPORT,
  };
}

function folder(path: string): string {
  return isAbsolute(path) ? path : resolve(projectRoot, path);
}

import { Readable } from 'node:stream';
import { defaultHttpInstance, type HttpInstance, type HttpRequestOptions } from '@larksuiteoapi/node-sdk';
import { AppError } from '../../shared/errors.ts';
import { failureOf, refusalCode } from './failure.ts';

/** The SDK itself waits for ever (lark.md 1.1). */
const TIME_OUT_MS = 10_000;
/** Files of up to 30 MB need longer. */
const TRANSFER = /\/im\/v1\/(?:files|images|messages\/[^/]+\/resources\/)/;
const TRANSFER_TIME_OUT_MS = 60_000;
const LONGEST_REFUSAL = 64 * 1024;

export interface HttpInstanceOptions {
  readonly timeOutMs?: number;
  /** False for the long connection, whose SDK client reads refusals itself. */
  readonly refusalsAreErrors?: boolean;
}

/**
 * The HTTP client that is given to the SDK: of our own, so that what is set here does not reach other users of the
 * SDK's shared one. Every failure, a `code` other than 0 included, leaves it as an `AppError`, before the SDK can log
 * or rethrow the raw error with its secret and its bearer token (lark.md 1.1).
 */
export function createHttpInstance(options: HttpInstanceOptions = {}): HttpInstance {
  const http = defaultHttpInstance.create({ timeout: options.timeOutMs ?? TIME_OUT_MS });
  http.interceptors.response.use(
    response => {
      const call = describeCall(response.config);
      if (refusalCode(response.data) !== undefined && options.refusalsAreErrors !== false)
        throw failureOf({ call, status: response.status, body: response.data, headers: response.headers });
      // The SDK's own instance does the same: its methods expect the body, or this pair where they ask for it.
      return '$return_headers' in response.config
        ? { data: response.data, headers: response.headers }
        : response.data;
    },
    async (error: unknown) => {
      throw sanitize(error, await refusalOf(error));
    },
  );
  const perform = (config: HttpRequestOptions<unknown>): Promise<Untyped> =>
    http.request(TRANSFER.test(config.url ?? '') ? { ...config, timeout: TRANSFER_TIME_OUT_MS } : config);
  return {
    request: config => perform(config),
    get: (url, config) => perform({ ...config, url, method: 'get' }),
    delete: (url, config) => perform({ ...config, url, method: 'delete' }),
    head: (url, config) => perform({ ...config, url, method: 'head' }),
    options: (url, config) => perform({ ...config, url, method: 'options' }),
    post: (url, data, config) => perform({ ...config, url, data, method: 'post' }),
    put: (url, data, config) => perform({ ...config, url, data, method: 'put' }),
    patch: (url, data, config) => perform({ ...config, url, data, method: 'patch' }),
  };
}

/** The SDK's methods declare what each answer holds without looking; here the answer has no type yet. */
type Untyped = ReturnType<typeof JSON.parse>;

/** A refused download comes as a stream like the download itself: its few words are read. */
async function refusalOf(error: unknown): Promise<unknown> {
  const data = property(property(error, 'response'), 'data');
  if (!(data instanceof Readable)) return data;
  let text = '';
  try {
    for await (const chunk of data) {
      text += String(chunk);
      if (text.length > LONGEST_REFUSAL) break;
    }
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    return undefined;
  }
}

function sanitize(error: unknown, body: unknown): AppError {
  if (error instanceof AppError) return error;
  const call = describeCall(property(error, 'config'));
  const response = property(error, 'response');
  const status = property(response, 'status');
  const networkCode = property(error, 'code');
  return failureOf({
    call,
    body,
    headers: property(response, 'headers'),
    ...(typeof status === 'number' && { status }),
    ...(typeof networkCode === 'string' && status === undefined && { networkCode }),
  });
}

/** Method and path; ids in the path are cut out, so that the text can be a label. */
function describeCall(config: unknown): string {
  const method = property(config, 'method');
  const url = property(config, 'url');
  const path = typeof url === 'string' ? url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/\?.*$/s, '') : '';
  const shape = path
    .split('/')
    .map(part => (/^(?:(?:ou|om|oc|od|on|img|file)[_-]|.{40})/.test(part) ? ':id' : part))
    .join('/');
  return `${typeof method === 'string' ? method.toUpperCase() : 'CALL'} ${shape}`;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/telemetry.ts';

/**
 * The SDK's logger. It is handed requests, connection addresses, whole events and whatever Lark answered, so only what is
 * surely harmless is passed on: errors of ours, and of texts the first words and a code. What matters comes back to us
 * as an error anyway, so nothing here is louder than `debug`.
 */
export function sdkLogger(log: Logger) {
  const pass = (messages: unknown) => log.debug({ sdk: harmless(messages) }, 'lark sdk');
  return { error: pass, warn: pass, info: quiet, debug: quiet, trace: quiet };
}

function quiet(): void {
  // Start-up notes and traces with whole payloads.
}

function harmless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(harmless);
  if (value instanceof AppError) return value.message;
  if (typeof value !== 'string') return `(${typeof value})`;
  const code = /\bcode[:=]\s*(\d+)/.exec(value)?.[1];
  return [/^[\w [\]]{0,60}/.exec(value)?.[0], code].filter(part => part !== undefined).join(' ');
}

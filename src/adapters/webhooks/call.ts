import { createHmac } from 'node:crypto';
import type { CallWebhook } from '../../application/ports-integrations.ts';
import { AppError } from '../../shared/errors.ts';

const TIMEOUT_MS = 10_000;

/**
 * Posts a webhook's JSON with the headers `x-onewindow-delivery` (its id) and `x-onewindow-signature`
 * (`t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>` with the webhook's secret). Redirects are not followed. Any
 * answer but 2xx within 10 s fails as `webhook.failed`, to be tried again.
 */
export const callWebhook: CallWebhook = async ({ url, secret, id, at, body }) => {
  const seconds = Math.floor(at / 1000);
  let status = 0;
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'onewindow',
        'x-onewindow-delivery': id,
        'x-onewindow-signature': `t=${seconds},v1=${signature(secret, seconds, body)}`,
      },
      body,
    });
    await response.body?.cancel();
    status = response.status;
  } catch {
    // The cause may name the address with what is secret in it: it is left out.
    throw failed(0);
  }
  if (status < 200 || status > 299) throw failed(status);
};

function failed(status: number): AppError {
  return new AppError('webhook.failed', 'A webhook did not take what it was sent', {
    retryable: true,
    expected: true,
    details: { status },
  });
}

function signature(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

import { z } from 'zod';

const id = z.string().min(1).max(80);

/** 系统对接: tokens of the API, and webhooks. */
export const integrationShapes = [
  z.object({ a: z.literal('integrations.open') }),
  z.object({ a: z.literal('integrations.clientForm') }),
  z.object({ a: z.literal('integrations.clientAdd') }),
  z.object({ a: z.literal('integrations.clientRemove'), client: id }),
  z.object({ a: z.literal('integrations.webhookForm') }),
  z.object({ a: z.literal('integrations.webhookAdd') }),
  z.object({ a: z.literal('integrations.webhookRemove'), webhook: id }),
  z.object({ a: z.literal('integrations.log'), webhook: id }),
] as const;

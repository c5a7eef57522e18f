import Koa from 'koa';
import { MongoClient } from 'mongodb';
import getRawBody from 'raw-body';
import { z } from 'zod';

/**
 * What the approve tap is measured against: a Koa route that parses a body and does one conditional update through the
 * mongodb driver, on documents of a request's size in the same database. No signature, no card, no messages.
 */
const bodySchema = z.object({ id: z.string(), version: z.number() });

const client = await MongoClient.connect(process.env['BENCH_MONGODB_URI'] ?? '', { maxPoolSize: 20 });
const requests = client.db(process.env['BENCH_DB']).collection<{ _id: string; version: number }>('bare');

const app = new Koa();
app.use(async ctx => {
  const { id, version } = bodySchema.parse(JSON.parse((await getRawBody(ctx.req)).toString('utf8')));
  const result = await requests.updateOne(
    { _id: id, version },
    { $set: { 'state.status': 'APPROVED' }, $inc: { version: 1 } },
  );
  ctx.body = { done: result.matchedCount === 1 };
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.once('SIGTERM', () => {
  void client.close().then(() => process.exit(0));
});

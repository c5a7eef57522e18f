import type { Delivery, StoredRequest } from '../../../src/application/ports.ts';
import type { Fleet } from './fleet.ts';

/** Every request there is. */
export async function allRequests({ connection, stores }: Fleet): Promise<readonly StoredRequest[]> {
  const found = await connection.collection<{ _id: string }>('requests').find().project({ _id: 1 }).toArray();
  return stores.requests.loadAll(found.map(({ _id }) => String(_id)));
}

/** What became of every effect. */
export async function allDeliveries({ connection }: Fleet): Promise<readonly Delivery[]> {
  const found = await connection
    .collection<Omit<Delivery, 'id'> & { _id: string }>('deliveries')
    .find()
    .toArray();
  return found.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
}

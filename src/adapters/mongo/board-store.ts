import type { Connection } from 'mongoose';
import type { BoardStore } from '../../application/board.ts';
import { hotCollection } from './hot.ts';
import type { RequestDocument } from './request-document.ts';
import { reach } from './failures.ts';

/** What the lobby's board shows: a few fields of the requests that changed last, by the index on that time. */
export function createBoardStore(connection: Connection): BoardStore {
  const requests = hotCollection<RequestDocument>(connection, 'requests');
  return {
    latest: async limit => {
      const found = await reach(() =>
        requests
          .find(
            {},
            {
              projection: {
                number: 1,
                status: 1,
                changedAt: 1,
                'state.itemId': 1,
                'state.itemVersion': 1,
                'live.nodeId': 1,
              },
            },
          )
          .sort({ changedAt: -1, _id: -1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(({ number, status, changedAt, state, live }) => ({
        number,
        itemId: state.itemId,
        itemVersion: state.itemVersion,
        status,
        changedAt,
        nodeIds: [...new Set((live ?? []).map(({ nodeId }) => nodeId))],
      }));
    },
  };
}

import { beforeEach, describe } from 'vitest';
import type { RequestState } from '../../../src/core/request.ts';
import { memoryCalendars } from '../../support/stores-calendars.ts';
import { memoryStores } from '../../support/stores.ts';
import { calendarContract } from './calendars-suite.ts';

function empty() {
  const states: RequestState[] = [];
  const { requests } = memoryStores();
  return {
    calendars: memoryCalendars(() => states),
    requests: {
      insert: (...args: Parameters<typeof requests.insert>) => {
        states.push(args[1].state);
        return requests.insert(...args);
      },
    },
  };
}

describe('calendars in memory, on which unit tests run', () => {
  let stores = empty();
  beforeEach(() => {
    stores = empty();
  });
  calendarContract(() => stores);
});

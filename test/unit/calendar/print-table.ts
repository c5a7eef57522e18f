import { countedTable, knownDays } from './support.ts';

/** Run as a process of its own with `TZ` set: the zone of the machine must not change a due time. */
const local = new Date(2026, 0, 1).getTimezoneOffset();
process.stdout.write(JSON.stringify({ local, table: countedTable(), days: knownDays() }));

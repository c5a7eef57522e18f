import type { Inbound, Inbox } from '../../src/application/ports.ts';

/** The inbox in memory. */
export function memoryInbox(): Inbox {
  const rows = new Map<string, { event: Inbound; open: boolean; nextAt: number; attempts: number }>();
  return {
    put: async (event, at) => {
      if (rows.has(event.key)) return false;
      rows.set(event.key, { event, open: true, nextAt: at, attempts: 0 });
      return true;
    },
    lease: async (now, leaseUntil, key) => {
      const due = [...rows.values()]
        .filter(row => row.open && row.nextAt <= now)
        .filter(row => key === undefined || row.event.key === key)
        .sort((a, b) => a.nextAt - b.nextAt)[0];
      if (due === undefined) return undefined;
      due.nextAt = leaseUntil;
      due.attempts += 1;
      return { event: due.event, tries: due.attempts };
    },
    finish: async key => {
      const row = rows.get(key);
      if (row !== undefined) row.open = false;
    },
    prolong: async (key, leaseUntil) => {
      const row = rows.get(key);
      if (row?.open === true) row.nextAt = leaseUntil;
    },
    giveBack: async (key, nextAt) => {
      const row = rows.get(key);
      if (row?.open === true) row.nextAt = nextAt;
    },
  };
}

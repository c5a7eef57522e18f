/** A document of about a request's size (2 KB). */
export interface RequestDocument {
  _id: number;
  number: string;
  item: string;
  status: string;
  version: number;
  applicant: string;
  department: string;
  form: Record<string, string | number>;
  tasks: { id: string; actor: string; step: number; state: string; dueAt: Date }[];
  timeline: { at: Date; what: string; who: string; comment?: string }[];
  outbox: string[];
  processed: string[];
  dueAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

const START = Date.UTC(2026, 0, 1);

/** So many people have the tasks: among 1000 documents 20 wait for each of them. */
export const PEOPLE = 150;

/** The document of a number: the same each time, its tasks due at a time of their own. */
export function requestDocument(at: number): RequestDocument {
  const created = new Date(START + at * 1000);
  const due = new Date(START + ((at * 7919) % 10_000_000) * 1000);
  return {
    _id: at,
    number: `SBZL-${at}`,
    item: 'SBZL',
    status: 'running',
    version: 1,
    applicant: `ou_${(at * 31) % 5000}`,
    department: `od_${at % 40}`,
    form: {
      equipment: '汽车起重机 QY50',
      quantity: 1 + (at % 5),
      price: 1000 + (at % 900),
      days: 1 + (at % 30),
      reason: '线路大修施工需要，原设备在检修。'.repeat(8),
      supplier: '上海某某机械租赁有限公司',
    },
    tasks: [0, 1, 2].map(step => ({
      id: `t-${at}-${step}`,
      actor: `ou_${(at + step * 50) % PEOPLE}`,
      step,
      state: step === 0 ? 'open' : 'waiting',
      dueAt: due,
    })),
    timeline: [0, 1, 2, 3].map(step => ({
      at: new Date(created.getTime() + step * 60_000),
      what: 'commented',
      who: `ou_${step}`,
      comment: '请补充比价明细，按规定三家。',
    })),
    outbox: [],
    processed: [`key-${at}-1`, `key-${at}-2`],
    dueAt: due,
    createdAt: created,
    updatedAt: created,
  };
}

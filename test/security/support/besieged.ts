import { createHash } from 'node:crypto';
import { EJSON } from 'bson';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';
import type { Ids } from './every-action.ts';

/** What nobody but the parties may read, wherever it stands. */
export const SECRETS = ['机密缘由四二', '草稿机密四三', '评论机密四四'] as const;
const [REASON, IN_DRAFT, IN_COMMENT] = SECRETS;

export const APPLICANT = 'ou_li';
export const APPROVER = 'ou_chen';
/** Who has no part in the applicant's request, by what they are to him. */
export const FOREIGN = {
  'a stranger': 'ou_luo',
  'another applicant': 'ou_he',
  'the head of another department': 'ou_xu',
  'an item administrator of another department': 'ou_sun',
  'a window clerk': 'ou_jiang',
  'somebody who has left': 'ou_wang',
  'somebody whom nobody knows': 'ou_nobody',
} as const;
/** Sees everything and changes nothing. */
export const AUDITOR = 'ou_zheng';

export interface Besieged {
  readonly office: Office;
  readonly bot: Bot;
  readonly number: string;
  /** The ids of the applicant's things. */
  readonly ids: Ids;
  /** The same of another applicant, who is one of those without part. */
  readonly own: Ids;
  /** A digest of all that is shared, by collection: what people keep for themselves is left out. */
  holdings(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

const LEAVE = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: REASON };

/** An office with a request, a draft, a comment, a delegation, a client and a webhook that foreign hands reach for. */
export async function openBesieged(env: Readonly<Record<string, string>> = {}): Promise<Besieged> {
  // A time at which nothing comes due by itself while the tests run.
  const office = await openOffice({ env, at: '2026-11-23T15:00+08:00' });
  const left = FOREIGN['somebody who has left'];
  office.lark.directory.users.set(left, {
    open_id: left,
    name: '王志强',
    department_ids: ['od_overhaul_1'],
    status: { is_resigned: true },
  });
  const bot = await office.start();
  const number = await bot.apply(APPLICANT, 'QJSQ', LEAVE);
  const other = await bot.apply(FOREIGN['another applicant'], 'QJSQ', { ...LEAVE, reason: '探亲' });
  const { state } = await office.request(number);
  const rival = (await office.request(other)).state;
  await bot.act(APPLICANT, { a: 'request.comment', request: state.id }, { comment: IN_COMMENT });
  const at = { id: 'om_draft_form' };
  const opened = await bot.act(APPLICANT, { a: 'item.form', item: 'QJSQ' }, undefined, at.id);
  await bot.tap(APPLICANT, { ...at, content: opened.card }, '保存草稿', { ...LEAVE, reason: IN_DRAFT });
  const draft = await office.stores.drafts.latest(APPLICANT, 'QJSQ');
  const now = office.clock.now();
  const delegation = {
    id: 'delegation-of-the-victim',
    principal: APPLICANT,
    agent: APPROVER,
    items: 'all',
  } as const;
  await office.stores.delegations.save({
    ...delegation,
    from: now,
    to: now + 9e8,
    mode: 'both',
    handOpen: false,
  });
  const made = { createdBy: 'ou_lin', createdAt: now, items: [] } as const;
  const secretHash = createHash('sha256').update('x'.repeat(32)).digest('hex');
  await office.stores.integrations.addClient({
    id: 'clientid',
    name: 'HR',
    secretHash,
    rights: ['read'],
    ...made,
  });
  const hook = { id: 'webhook-id', name: 'HR', url: 'https://hr.example/hook', secret: 's'.repeat(32) };
  await office.stores.integrations.addWebhook({ ...hook, ...made });
  await office.delivered();
  await bot.settle();
  const comment = (await office.request(number)).state.comments[0]?.id;
  if (draft === undefined || comment === undefined) throw new Error('the draft or the comment is missing');
  const connection = await connectMongo(office.uri);
  const taskOf = (from: typeof state) => from.tasks[0]?.id ?? '';
  const common = {
    item: 'QJSQ',
    step: 'manager',
    field: 'reason',
    person: APPLICANT,
    role: 'finance',
    part: 'flow',
  };
  return {
    office,
    bot,
    number,
    ids: {
      ...common,
      request: state.id,
      task: taskOf(state),
      draft: draft.id,
      change: draft.id,
      comment,
      delegation: delegation.id,
      client: 'clientid',
      webhook: hook.id,
      calendar: 'cn',
      delivery: `${state.id}-1-0`,
    },
    own: { ...common, request: rival.id, task: taskOf(rival) },
    holdings: () => holdingsOf(connection),
    close: async () => {
      await connection.close();
      await office.close();
    },
  };
}

/** What is one's own, what only notes that something came in or goes out, and what is drawn from the rest. */
const NOT_SHARED =
  /^(drafts|personal.*|marks|inbox|deliveries|sent_cards|counters|jobs|agenda.*|report_.*|health.*|facts.*)$/;

async function holdingsOf(
  connection: Awaited<ReturnType<typeof connectMongo>>,
): Promise<Readonly<Record<string, string>>> {
  const names = (await connection.listCollections())
    .map(({ name }) => name)
    .filter(name => !NOT_SHARED.test(name));
  const digests = await Promise.all(
    names.sort().map(async name => {
      const documents = await connection.collection(name).find({}).toArray();
      const texts = documents.map(document => EJSON.stringify(document)).sort();
      return [name, createHash('sha256').update(texts.join('\n')).digest('hex')] as const;
    }),
  );
  return Object.fromEntries(digests);
}

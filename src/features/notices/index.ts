import { noticeCard } from '../../../cards/notice.ts';
import type { OutgoingFile } from '../../application/ports-files.ts';
import type { CardRenderer } from '../../application/ports.ts';
import type { Notice } from '../../core/effects.ts';
import { refusalOf } from '../../core/permissions.ts';
import type { ArchiveFormat } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { detailOf } from '../shared/detail.ts';
import { summaryOf } from '../shared/facts.ts';
import { actsOf } from '../shared/acts.ts';
import { nextOf } from '../shared/next.ts';
import { cardTime, headOf } from '../shared/head.ts';
import { receiptOf } from '../shared/receipt.ts';
import { canSee, hiddenOf, type RequestView, viewOf } from '../shared/request-view.ts';
import { taskCardOf } from '../shared/task-card.ts';
import { supervisionCardOf } from '../shared/supervision-card.ts';
import { awayOf } from './away.ts';
import { digestTells } from './digest-tells.ts';
import { supersededCardOf } from './superseded.ts';
import { isSupervision, isTheirs, noticeView } from './view.ts';

/** Turns effects into cards, and the standard form into a file, from the state at the time of sending (house.md, rule 3). */
export function createCardRenderer(
  deps: FeatureDeps,
  archive: (view: RequestView, format: ArchiveFormat) => Promise<OutgoingFile | undefined>,
): CardRenderer {
  return {
    message: async (effect, stored, mayBeThere = false) => {
      const view = await viewOf(deps, stored);
      if (effect.kind === 'taskCard') {
        const task = stored.state.tasks.find(each => each.id === effect.taskId);
        // Decided or handed on before the card went out: there is nothing to ask any more.
        if (task === undefined || (task.status !== 'PENDING' && !mayBeThere)) return undefined;
        const card = await taskCardOf(deps, view, task.id);
        if (card === undefined) return undefined;
        return { content: { kind: 'card', card }, remember: { kind: 'task', taskId: task.id } };
      }
      if (effect.kind === 'receiptCard')
        return { content: { kind: 'card', card: receiptOf(deps, view) }, remember: { kind: 'receipt' } };
      if (effect.kind === 'archiveForm') {
        const file = await archive(view, effect.format);
        return file === undefined ? undefined : { content: { kind: 'file', ...file } };
      }
      if (isSupervision(effect.notice)) {
        const card = supervisionCardOf(deps, view, effect.notice, effect.to);
        return { content: { kind: 'card', card } };
      }
      if (await isInDigest(deps, view, effect.notice, effect.to)) return undefined;
      const notice = noticeView(view, effect.notice, effect.to);
      if (notice === undefined) return undefined;
      const card = noticeCard(
        {
          request: headOf(view),
          notice,
          rate: asksRating(view, effect.notice, effect.to),
          ...atTheEnd(view, effect.notice, effect.to),
          summary: summaryOf(view.definition, view.state.form, view.organisation, {
            hidden: hiddenOf(view, effect.to),
          }),
          ...(notice.kind === 'approved' && effect.to === stored.state.applicant ? awayOf(view) : {}),
          time: cardTime(deps),
        },
        deps.texts,
      );
      return { content: { kind: 'card', card } };
    },
    update: async (sent, stored) => {
      const view = await viewOf(deps, stored);
      if (sent.superseded === true) return supersededCardOf(deps, view, sent);
      switch (sent.kind) {
        case 'task':
          return sent.taskId === undefined ? undefined : taskCardOf(deps, view, sent.taskId);
        case 'receipt':
          return receiptOf(deps, view);
        case 'detail':
          return canSee(view, sent.person) ? detailOf(deps, view, sent.person) : undefined;
        case 'notice':
          return undefined;
        default:
          return sent.kind satisfies never;
      }
    },
  };
}

/** With the news of the end the applicant reads what to do now, and may apply again. */
function atTheEnd(view: RequestView, notice: Notice, to: string) {
  if (notice.kind !== 'approved' && notice.kind !== 'rejected') return {};
  const next = nextOf(view, to);
  return {
    ...(next === undefined ? {} : { next }),
    again: actsOf(view, to).includes('again'),
  };
}

/** A plain reminder of a task that the reader's own digest of this hour lists. */
async function isInDigest(
  deps: FeatureDeps,
  view: RequestView,
  notice: Notice,
  to: string,
): Promise<boolean> {
  if (notice.kind !== 'reminder' || !isTheirs(view, notice.taskId, to)) return false;
  return digestTells(deps, view, notice.taskId);
}

/** With the news of the end, of whoever it was for (满意度). */
function asksRating({ context, state }: RequestView, notice: Notice, to: string): boolean {
  const end = notice.kind === 'approved' || notice.kind === 'rejected';
  return end && refusalOf(context, state, to, 'rate') === undefined;
}

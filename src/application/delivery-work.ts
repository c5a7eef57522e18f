import { AppError } from '../shared/errors.ts';
import type { DeliverDeps } from './deliver-effects.ts';
import { afterFailure, mayHelpLater, tooLateToRepeat } from './delivery-policy.ts';
import type { Delivery, PersonalEffect, SentCard, StoredRequest } from './ports.ts';
import { createRefresher } from './refresh-cards.ts';

/** Carries out one leased delivery and settles it. Throws only when the database does. */
export type DeliveryWork = (delivery: Delivery, exceptMessageId?: string) => Promise<void>;

export function createDeliveryWork(deps: DeliverDeps): DeliveryWork {
  const refresh = createRefresher(deps);

  /** `arrived` is told once the message is in the person's chat, whatever fails after that. */
  const send = async (
    delivery: Delivery,
    effect: PersonalEffect,
    stored: StoredRequest,
    arrived: () => void,
  ): Promise<string> => {
    const before = delivery.uncertain === true;
    const message = await deps.renderer.message(effect, stored, before);
    if (message === undefined) return '';
    const target = { kind: 'person', openId: effect.to } as const;
    const { content } = message;
    const { messageId } =
      content.kind === 'file'
        ? await deps.messenger.sendFile(target, content, delivery.id)
        : await deps.messenger.send(target, content, delivery.id);
    arrived();
    if ('urgent' in effect) await buzz(messageId, effect.to);
    if (message.remember !== undefined) {
      const card: SentCard = {
        messageId,
        person: effect.to,
        requestId: stored.state.id,
        ...message.remember,
        sentAt: deps.clock.now(),
        // Lark drops a repetition: what an earlier try brought may be what stands there.
        shows: before ? 0 : stored.version,
      };
      await deps.sentCards.add(card);
      await showLatest(card);
      if ('again' in effect) await supersede(card);
    }
    return messageId;
  };

  /** What was sent before of the same leads to the fresh message; where it cannot be changed any more, its buttons do. */
  const supersede = async (fresh: SentCard): Promise<void> => {
    const all = await deps.sentCards.find(fresh.requestId, fresh.kind, fresh.taskId);
    const old = all.filter(each => each.person === fresh.person && each.messageId !== fresh.messageId);
    for (const card of old) {
      const marked = { ...card, superseded: true } as const;
      await deps.sentCards.add(marked);
      await showLatest({ ...marked, shows: 0 });
    }
  };

  /** The message has arrived: one that does not buzz (their quota is full, say) is not sent again. */
  const buzz = async (messageId: string, to: string): Promise<void> => {
    try {
      await deps.messenger.urgent(messageId, to);
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      deps.log.warn({ code }, 'a message was sent, but not marked as urgent');
    }
  };

  /** A change between drawing and remembering found no card to refresh: it is shown now. The message itself has arrived. */
  const showLatest = async (card: SentCard): Promise<void> => {
    try {
      await refresh.card(card);
    } catch (error) {
      if (!(error instanceof AppError) || mayHelpLater(error)) throw error;
      deps.log.warn(
        { requestId: card.requestId, code: error.code },
        'a card that was just sent was not updated',
      );
    }
  };

  const carryOut = async (
    delivery: Delivery,
    arrived: () => void,
    exceptMessageId?: string,
  ): Promise<string> => {
    const { effect, requestId } = delivery;
    if (effect.kind === 'refreshTask')
      return refresh.all(requestId, ['task'], effect.taskId, exceptMessageId);
    if (effect.kind === 'refreshReceipt')
      return refresh.all(requestId, ['receipt', 'detail'], undefined, exceptMessageId);
    // Divided among their receivers when they were copied from the outbox.
    if (effect.kind === 'noticeToAdministrators' || effect.kind === 'statusChanged') return '';
    const stored = await deps.requests.load(requestId);
    if (stored === undefined) return '';
    if ('to' in effect) return send(delivery, effect, stored, arrived);
    await deps.commands(effect, stored, delivery.id);
    return '';
  };

  return async (delivery, exceptMessageId) => {
    const now = deps.clock.now();
    if ('to' in delivery.effect && tooLateToRepeat(delivery, now)) {
      deps.log.warn({ delivery: delivery.id }, 'the outcome of a send is not known and too old to repeat');
      await deps.deliveries.settle(delivery.id, { status: 'unknown' });
      return;
    }
    const come = { arrived: false };
    const arrived = (): void => {
      come.arrived = true;
    };
    try {
      const messageId = await carryOut(delivery, arrived, exceptMessageId);
      await deps.deliveries.settle(
        delivery.id,
        messageId === '' ? { status: 'sent' } : { status: 'sent', messageId },
      );
    } catch (error) {
      const tried = come.arrived ? { ...delivery, uncertain: true } : delivery;
      const outcome = afterFailure(tried, error, deps.clock.now());
      const code = error instanceof AppError ? error.code : 'internal';
      const details = {
        delivery: delivery.id,
        kind: delivery.effect.kind,
        code,
        attempts: delivery.attempts,
      };
      if (outcome.status !== 'dead') deps.log.warn(details, 'a delivery failed and will be tried again');
      else if (error instanceof AppError && error.expected)
        deps.log.warn(details, 'a person cannot be reached');
      else deps.log.error({ ...details, error }, 'a delivery was given up');
      await deps.deliveries.settle(delivery.id, outcome);
    }
  };
}

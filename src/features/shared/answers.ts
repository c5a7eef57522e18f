import { wordFault } from '../../../cards/kit/form-fault.ts';
import { DateTime } from 'luxon';
import { messageCard } from '../../../cards/message.ts';
import type { Text } from '../../../cards/kit/texts.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { ChatAnswer } from '../../application/router.ts';
import type { CommandMeta, Refusal } from '../../core/commands.ts';
import type { FeatureDeps } from './deps.ts';
import { shownFault } from './form-fields.ts';
import { nameOf, peopleNamed } from './people.ts';

type ToastType = NonNullable<TapAnswer['toast']>['type'];

/** A toast, with the card that replaces the tapped one if there is one. */
export function answer(type: ToastType, text: Text, card?: CardJson): TapAnswer {
  return { toast: { type, text }, ...(card === undefined ? {} : { card }) };
}

/** Only a new card. */
export function show(card: CardJson): TapAnswer {
  return { card };
}

/** For whoever has no business here, or something that is gone: nothing is shown. */
export function politeNo(
  deps: Pick<FeatureDeps, 'texts'>,
  key: 'notYours' | 'notFound' = 'notYours',
): TapAnswer {
  return answer('warning', deps.texts(`refusal.${key}`));
}

export function notFoundInChat(deps: Pick<FeatureDeps, 'texts'>): ChatAnswer {
  return { card: messageCard({ kind: 'notFound' }, deps.texts) };
}

/** Who taps, when and by which key: what every command of a tap begins with. */
export function tapMeta(deps: Pick<FeatureDeps, 'clock'>, tap: CardTap): CommandMeta {
  return { key: tap.key, at: deps.clock.now(), by: tap.person, channel: 'card' };
}

export function textInput(tap: CardTap, name: string): string | undefined {
  const value = tap.form?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Why a command changed nothing, in words; a lost race says who did what and when (semantics C0). */
export async function refusalText(deps: FeatureDeps, refusal: Refusal): Promise<Text> {
  const t = deps.texts;
  switch (refusal.code) {
    case 'alreadyDecided': {
      const part = await peopleNamed(deps, [refusal.by]);
      const who = refusal.by === 'system' ? t('refusal.system') : nameOf(part, refusal.by);
      return t('refusal.alreadyDecided', { who, time: clockTime(deps, refusal.at) });
    }
    case 'requestEnded':
      return t('refusal.requestEnded', { status: t(`outcome.${refusal.status}`) });
    case 'coolDown':
      return t('refusal.coolDown', { time: clockTime(deps, refusal.until) });
    case 'urgedOften':
      return t('refusal.urgedOften', { max: refusal.max });
    case 'badPerson':
      return t(`refusal.badPerson.${refusal.why}`);
    case 'formInvalid': {
      const taken = refusal.faults.find(({ problem }) => problem === 'taken');
      return taken === undefined ? t('refusal.formInvalid') : wordFault(shownFault(taken, []), t);
    }
    case 'badSigners':
      return t('refusal.badSigners');
    default:
      return t(`refusal.${refusal.code}`);
  }
}

/** `HH:mm` of today; with the date where it was another day. */
function clockTime(deps: Pick<FeatureDeps, 'clock' | 'timeZone'>, at: number): string {
  const time = DateTime.fromMillis(at, { zone: deps.timeZone });
  const today = DateTime.fromMillis(deps.clock.now(), { zone: deps.timeZone });
  return time.toFormat(time.hasSame(today, 'day') ? 'HH:mm' : 'yyyy-MM-dd HH:mm');
}

import { messageCard } from '../../../cards/message.ts';
import { joinTexts, same, type Text } from '../../../cards/kit/texts.ts';
import type { PersonalFile } from '../../application/ports-personal.ts';
import { may } from '../../application/rights.ts';
import type { ChatAnswer } from '../../application/router.ts';
import { AppError } from '../../shared/errors.ts';
import { differenceCard } from './change.ts';
import type { CalendarsDeps } from './deps.ts';

/** Years of holidays are small; a larger file is something else. */
const LARGEST = 1024 * 1024;
const MOST_IGNORED = 5;

/**
 * A file of holidays that an administrator sent to the bot: the difference it makes, to be confirmed, or what is wrong with it
 * and where. Undefined: it is no such file, or the sender has no business with calendars.
 */
export async function importFile(
  deps: CalendarsDeps,
  person: string,
  sent: PersonalFile,
): Promise<ChatAnswer | undefined> {
  if (sent.kind !== 'file' || !/\.(ics|json)$/i.test(sent.name)) return undefined;
  if (!may(await deps.stores.settings.current(), person, 'calendars.edit')) return undefined;
  const text = await read(deps, sent);
  if (typeof text !== 'string') return refusal(deps, text.problem);
  const calendar = deps.readCalendar(text);
  if (!calendar.ok) {
    const where = same(`${sent.name}, ${calendar.place}`);
    return refusal(deps, joinTexts([where, calendar.problem], { zh: '：', en: ': ' }));
  }
  const ignored =
    calendar.ignored.length === 0
      ? []
      : [deps.texts('calendar.ignored', { names: calendar.ignored.slice(0, MOST_IGNORED).join(', ') })];
  return { card: await differenceCard(deps, person, { kind: 'years', years: calendar.years }, ignored) };
}

async function read(deps: CalendarsDeps, sent: PersonalFile): Promise<string | { readonly problem: Text }> {
  try {
    const { messageId, key, kind } = sent;
    const bytes = await deps.sentFiles.read({ messageId, key, kind }, LARGEST);
    return new TextDecoder('utf-8').decode(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const tooLarge = error.code === 'file.tooLarge';
    return { problem: deps.texts(tooLarge ? 'calendar.fileTooLarge' : 'calendar.fileNotRead') };
  }
}

function refusal(deps: CalendarsDeps, text: Text): ChatAnswer {
  return { card: messageCard({ kind: 'refused', text }, deps.texts) };
}

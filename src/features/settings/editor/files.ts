import { messageCard } from '../../../../cards/message.ts';
import { readItem } from '../../../../config/catalogue.ts';
import { writeItem } from '../../../../config/write-item.ts';
import { fingerprint } from '../../../application/ids.ts';
import type { CardTap, TapAnswer } from '../../../application/ports.ts';
import type { PersonalFile } from '../../../application/ports-personal.ts';
import { may, maySomewhere } from '../../../application/rights.ts';
import type { ChatAnswer } from '../../../application/router.ts';
import { AppError } from '../../../shared/errors.ts';
import { answer, politeNo } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { importOrder } from '../hall-order.ts';
import { liveItem } from '../items.ts';
import { saveDraft } from './draft.ts';
import { reviewDraft } from './review.ts';

/** Far more than any item has. */
const LARGEST_ITEM = 512 * 1024;
const MAX_FAULTS = 8;

/** 导出: the live item as a file of the catalogue, so that it can be kept in a repository. */
export async function exportItem(deps: FeatureDeps, item: string, tap: CardTap): Promise<TapAnswer> {
  const live = await liveItem(deps, item);
  if (live === undefined) return politeNo(deps, 'notFound');
  const file = { name: `${item}.yaml`, bytes: new TextEncoder().encode(writeItem(live.definition)) };
  await deps.messenger.sendFile(
    { kind: 'person', openId: tap.person },
    file,
    `y-${fingerprint(40, tap.key)}`,
  );
  return answer('success', deps.texts('editor.exported', { name: file.name }));
}

/**
 * A file of the catalogue that an administrator sends is compared with what is live and kept as a draft, to be confirmed like any
 * other change. A file that is none is refused with the lines that are wrong. Undefined: it is no such file, or not for this person.
 */
export async function importItem(
  deps: FeatureDeps,
  person: string,
  sent: PersonalFile,
): Promise<ChatAnswer | undefined> {
  const { texts: t } = deps;
  const settings = await deps.stores.settings.current();
  if (sent.kind !== 'file' || !/\.ya?ml$/i.test(sent.name)) return undefined;
  if (!maySomewhere(settings, person, 'items.edit')) return undefined;
  const text = await textOf(deps, sent);
  if (text === undefined) return { text: t('editor.import.tooLarge') };
  if (/^hall:/m.test(text) && may(settings, person, 'items.order'))
    return importOrder(deps, person, text, settings);
  const { item, faults } = readItem(sent.name, text);
  if (item === undefined || faults.length > 0) {
    const lines = faults.slice(0, MAX_FAULTS).map(fault => `${fault.line}: ${fault.problem}`);
    const what = lines.join('\n');
    const said = t('editor.import.refused', { name: sent.name, what });
    return { card: messageCard({ kind: 'refused', text: said }, t) };
  }
  const live = await liveItem(deps, item.id);
  const mine = [item, live?.definition].every(
    each => each === undefined || may(settings, person, 'items.edit', { item: each }),
  );
  if (!mine) return { text: t('editor.fault.notYourDepartment') };
  const basedOn = live?.definition.version ?? 0;
  const definition = { ...item, version: basedOn };
  await saveDraft(deps, person, definition, basedOn);
  const shown = await reviewDraft(deps, { person }, { item: definition, basedOn, saved: true });
  return shown.card === undefined ? undefined : { card: shown.card };
}

async function textOf(deps: FeatureDeps, sent: PersonalFile): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await deps.sentFiles.read(sent, LARGEST_ITEM));
  } catch (error) {
    if (error instanceof AppError && error.code === 'file.tooLarge') return undefined;
    throw error;
  }
}

import type { Command } from '../commands.ts';
import { sendArchiveForm } from '../engine/archive.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';

/** The document number of an approved request, given once (semantics C18). Giving the same one again changes nothing. */
export function giveDocumentNumber(
  turn: Turn,
  command: Extract<Command, { type: 'GiveDocumentNumber' }>,
): void {
  const { status, documentNumber } = turn.state;
  if (command.by !== 'system' || turn.context.definition.documentNumber === undefined) {
    return refuse(turn, { code: 'notAllowed' });
  }
  if (documentNumber === command.number) return;
  if (status !== 'APPROVED' || documentNumber !== undefined) return refuse(turn, { code: 'notAllowed' });
  emit(turn, { type: 'DocumentNumbered', number: command.number });
  sendArchiveForm(turn);
}

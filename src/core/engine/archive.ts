import { applicantHand } from '../rights/people.ts';
import { tell } from './turn.ts';
import type { Turn } from './turn.ts';

/** The applicant gets the standard form (规范表式): at the end, after the document number, and again when revoked. */
export function sendArchiveForm(turn: Turn): void {
  const to = applicantHand(turn.state);
  for (const format of turn.context.definition.archive?.send ?? [])
    tell(turn, { kind: 'archiveForm', to, format });
}

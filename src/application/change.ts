import type { Command, Decision } from '../core/commands.ts';
import type { RequestState, TimelineEntry } from '../core/request.ts';
import { findParts, wordsOnForm } from '../core/form/find-words.ts';
import type { ItemDefinition } from '../core/definition.ts';
import { AppError } from '../shared/errors.ts';
import { bookedNow } from './bookings.ts';
import { recordActOf } from './audit-acts.ts';
import type { Core } from './execute-command.ts';
import type { RequestChange, StoredRequest } from './ports.ts';
import { statusChangeOf } from './status-changes.ts';

/**
 * What one decided command writes: the new state, the timeline entries of its events, its effects for the outbox with ids
 * `<requestId>-<version>-<n>`, and its key; and the document as it is after that. `definition`: that by whose fields the words
 * of a form are read, where the form was changed; `claims`: what that takes.
 */
export function changeOf(
  evolve: Core['evolve'],
  before: StoredRequest | undefined,
  command: Command,
  decision: Extract<Decision, { ok: true }>,
  definition?: Pick<ItemDefinition, 'id' | 'fields' | 'bookings'>,
  claims: readonly string[] = [],
): { readonly change: RequestChange; readonly stored: StoredRequest } {
  const version = (before?.version ?? 0) + 1;
  const firstSeq = (before?.timeline.length ?? 0) + 1;
  const entries = decision.events.map(
    (event, n): TimelineEntry => ({
      seq: firstSeq + n,
      at: command.at,
      by: command.by,
      channel: command.channel,
      event,
    }),
  );
  let state: RequestState | undefined = before?.state;
  for (const entry of entries) state = evolve(state, entry);
  if (state === undefined) throw new AppError('internal', 'A first command made no event');
  const id = state.id;
  const status = statusChangeOf(before?.state, state);
  const act = decision.events.length === 0 ? undefined : recordActOf(command);
  const effects = [...decision.effects, ...[status, act].filter(effect => effect !== undefined)];
  const read = definition !== undefined && before?.state.form !== state.form;
  const outbox = effects.map((effect, n) => ({ id: `${id}-${version}-${n}`, effect }));
  return {
    change: {
      state,
      entries,
      outbox,
      key: command.key,
      ...(definition?.bookings === undefined ? {} : { booked: bookedNow(definition, state) }),
      ...(claims.length > 0 && state.form !== before?.state.form ? { claims } : {}),
      ...(read ? { words: findParts(wordsOnForm(definition, state.form)) } : {}),
    },
    stored: {
      state,
      version,
      timeline: [...(before?.timeline ?? []), ...entries],
      outbox: [...(before?.outbox ?? []), ...outbox],
      processed: [...(before?.processed ?? []), command.key],
    },
  };
}

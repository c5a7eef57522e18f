import type { ActionOf } from '../../../cards/kit/action.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import type { RequestCommand } from '../../application/execute-command.ts';
import type { CardTap } from '../../application/ports.ts';
import type { CommandMeta } from '../../core/commands.ts';
import type { Text } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import type { RequestView } from '../shared/request-view.ts';

export type ActAction = ActionOf<'act.do'>;
export type ActKind = ActAction['act'];

/** One tap on an act, with everything that it may look at. */
export interface ActCall {
  readonly deps: FeatureDeps;
  readonly view: RequestView;
  readonly action: ActAction;
  readonly tap: CardTap;
  readonly meta: CommandMeta;
}

/** What an act asks for, as a form; `typed` fills it again after a refusal. */
export interface ActForm {
  /** The step it is about, for the title. */
  readonly step?: Text;
  readonly note?: Text;
  readonly fields: readonly FormField[];
}

/** Either the command, or the field that has to be filled in first (worded as `act.missing.<field>`). */
export type ReadAct =
  | RequestCommand
  | { readonly missing: 'target' | 'position' | 'people' | 'node' | 'task' | 'card' };

/** How one act is asked for, carried out and said. */
export interface ActSpec {
  /** Absent: the act needs no more than the tap. */
  readonly form?: (call: ActCall) => Promise<ActForm>;
  readonly read: (call: ActCall) => Promise<ReadAct>;
  /** Whose card stands there afterwards: the tapper's task, or the request as a whole. */
  readonly shows: 'task' | 'detail';
  /** The task whose card it is, where it is not the action's. */
  readonly own?: (call: ActCall) => string | undefined;
  /** The toast's key, where it is not `act.toast.<act>`. */
  readonly toast?: (call: ActCall) => string;
  /** Names in the toast. */
  readonly who?: (call: ActCall) => readonly string[];
}

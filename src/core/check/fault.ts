type DefinitionProblem =
  | 'duplicateId'
  | 'reservedId'
  | 'unknownField'
  | 'wrongFieldType'
  | 'wrongOperand'
  | 'noOptions'
  | 'emptyFlow'
  | 'emptyWho'
  | 'noDefault'
  | 'defaultNotLast'
  | 'conditionOnParallel'
  | 'tooFewBranches'
  | 'badTarget'
  | 'noPrevious'
  | 'badLevel'
  | 'chainNeedsSequence'
  | 'badThreshold'
  | 'autoNotAllowed'
  | 'handleHasNoReject'
  | 'rulesWithoutLimit'
  | 'badDuration'
  | 'badRepeat'
  | 'missingTo'
  | 'ownItem'
  | 'noSeq'
  | 'unknownPart'
  | 'unknownItem'
  | 'itemCycle'
  | 'missingInput'
  | 'startsUnchosen'
  | 'shownByItself'
  | 'numberRepeats'
  | 'formulaCycle'
  | 'wrongDefault'
  | 'notRequired'
  | 'twoLimits'
  | 'notOnEveryWay';

/** `path`: where it stands in the definition; `detail`: the id or text that is wrong. */
export interface PlainFault {
  readonly path: string;
  readonly problem: DefinitionProblem;
  readonly detail?: string;
}

/** With the reason in words, for the person who wrote the definition. */
export interface DefinitionFault extends PlainFault {
  readonly reason: string;
}

const REASONS: Readonly<Record<DefinitionProblem, string>> = {
  duplicateId: 'this id is used twice',
  reservedId: 'this id is reserved',
  unknownField: 'there is no such field',
  wrongFieldType: 'a field of this type cannot be used here',
  wrongOperand: 'this value cannot be compared with the field',
  noOptions: 'a select needs options',
  emptyFlow: 'the flow has no node that does anything',
  emptyWho: 'nobody is named',
  noDefault: 'one branch must have no condition: the default',
  defaultNotLast: 'the default branch must be the last',
  conditionOnParallel: 'parallel branches have no conditions',
  tooFewBranches: 'a branch node needs two branches at least',
  badTarget: 'this step may not have run before',
  noPrevious: 'there is no step before that could choose',
  badLevel: 'levels begin at 1',
  chainNeedsSequence: 'a chain of managers needs the method sequence',
  badThreshold: 'this threshold or weight cannot be met, or is no whole number',
  autoNotAllowed:
    'an automatic decision where an amount or a signature is involved must be expressly allowed',
  handleHasNoReject: 'a handle step cannot reject',
  rulesWithoutLimit: 'time rules need a limit of the step',
  badDuration: 'must be longer than nothing',
  badRepeat: 'must repeat after some time, and a whole number of times',
  missingTo: 'to whom is missing',
  ownItem: 'an item cannot start itself',
  noSeq: 'a number needs {SEQ}',
  unknownPart: 'the template has a part that is not known',
  unknownItem: 'there is no such item',
  startsUnchosen: 'the applicant would have to choose who acts in the item that is started',
  shownByItself: 'this field is shown only by itself, or by fields that it shows',
  numberRepeats: 'the number begins anew more often than its text changes, so it would be given twice',
  itemCycle: 'items start each other in a circle',
  missingInput: 'a started item needs this field and is not given it',
  formulaCycle: 'a formula may read only formulas above it',
  wrongDefault: 'a field of this type cannot have this default',
  notRequired: 'this field must be required',
  twoLimits: 'the limit is one thing: a duration, a date of the form, or the same day',
  notOnEveryWay: 'this is no step that every request comes to',
};

export function withReason(fault: PlainFault): DefinitionFault {
  const about = fault.detail === undefined ? '' : `: ${fault.detail}`;
  return { ...fault, reason: `${REASONS[fault.problem]}${about}` };
}

/** The second and further appearances of an id. */
export function duplicates(ids: readonly string[]): readonly number[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [index]));
}

import type { FormField } from '../../../../cards/kit/form-field.ts';
import type { Method, StepNode } from '../../../core/definition.ts';
import { reader, type Reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { nodeNote, stepsOf } from './words.ts';

const METHODS = ['all', 'any', 'sequence', 'vote', 'random', 'claim'] as const;
const ACTS = ['approve', 'handle'] as const;
const RETURNS = ['no', 'ask', 'rerun', 'direct'] as const;
const NOBODY = ['item', 'admin', 'autoPass', 'autoReject', 'blockSubmit', 'keep'] as const;
/** What a reject of one of several means, by how they decide. */
const DETAILS = { all: ['immediate', 'waitAll'], any: ['first', 'allMustReject'] } as const;
const HALF = 50;

/** One step: how it decides, until when, what it asks, where a reject leads. Who acts and its rules have lists of their own. */
export function stepPart(context: EditorContext, node: StepNode): Part {
  const { t, names } = context;
  return {
    kind: 'form',
    title: node.name,
    notes: [nodeNote({ names, t }, node), t('settings.step.timesHint')],
    up: 'flow',
    fields: stepFields(context, node),
    links: [
      { label: t('editor.link.who'), part: `who/${node.id}`, primary: node.who.length === 0 },
      { label: t('editor.link.rules'), part: `rules/${node.id}` },
      { label: t('editor.link.rights'), part: `rights/${node.id}` },
      { label: t('editor.link.copies'), part: `copies/${node.id}` },
      { label: t('editor.link.feedback'), part: `feedback/${node.id}` },
      { label: t('editor.link.more'), part: `more/${node.id}` },
    ],
    save: values => {
      const read = reader(values, t);
      const fresh = readStep(read, node);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      // What the new way of deciding asks for stands on this card from now on.
      const asks = fresh.method.kind === 'vote' && node.method.kind !== 'vote';
      const next = asks ? `node/${node.id}` : node.who.length === 0 ? `who/${node.id}` : 'flow';
      return { acts: [{ do: 'putNode', node: fresh }], next };
    },
  };
}

const NO_FIELD = 'none';

/** Dates of the form, one of which may be the step's limit. */
function dateChoices({ item, t }: EditorContext, { limitField }: StepNode) {
  const dates = item.fields.filter(({ id, type }) => type === 'date' || id === limitField);
  return [{ id: NO_FIELD, label: t('admin.value.none') }, ...dates.map(({ id, label }) => ({ id, label }))];
}

function stepFields(context: EditorContext, node: StepNode): readonly FormField[] {
  const { make, item, t } = context;
  const others = stepsOf(item).filter(({ id }) => id !== node.id);
  const rejects = [
    ...(['end', 'toStart'] as const).map(id => ({ id, label: t(`editor.option.onReject.${id}`) })),
    ...others.map(({ id, label }) => ({ id: `step:${id}`, label: t('editor.backTo', { step: label }) })),
  ];
  return [
    ...make.both('nodeName', node.name),
    make.choice('act', ACTS, node.act),
    make.choice('method', METHODS, node.method.kind),
    ...methodFields(make, node.method),
    make.duration('stepRespond', node.respond),
    make.duration('limit', node.limit),
    make.select('limitField', dateChoices(context, node), node.limitField ?? NO_FIELD),
    make.select(
      'onReject',
      rejects,
      typeof node.onReject === 'string' ? node.onReject : `step:${node.onReject.toStep}`,
    ),
    make.choice('returns', RETURNS, node.return.allowed ? node.return.mode : 'no'),
    make.choice('stepNobody', NOBODY, nobodyOf(node)),
    make.check('needsOpinion', node.requires?.opinion),
    make.check('needsSignature', node.requires?.signature),
    make.check('needsAttachment', node.requires?.attachment),
    make.check('mayTransfer', node.allow.transfer),
    make.check('mayAddSigner', node.allow.addSigner),
    make.check('mayTakeBack', node.allow.takeBack),
  ];
}

/** What this way of deciding asks for; another way shows its own once it is saved. */
function methodFields(make: EditorContext['make'], method: Method): readonly FormField[] {
  switch (method.kind) {
    case 'all':
    case 'any':
      return [make.choice('methodReject', DETAILS[method.kind], method.reject)];
    case 'vote':
      return [
        make.number('votePercent', 'percent' in method.pass ? method.pass.percent : undefined),
        make.number('voteCount', 'count' in method.pass ? method.pass.count : undefined),
      ];
    default:
      return [];
  }
}

function nobodyOf({ nobody }: StepNode): (typeof NOBODY)[number] {
  if (nobody === undefined) return 'item';
  return nobody.do === 'people' ? 'keep' : nobody.do;
}

function readStep(read: Reader, node: StepNode): StepNode {
  const { limit: _, nobody: __, requires: ___, limitField: ____, respond: _____, ...rest } = node;
  const typedField = read.text('limitField');
  const limitField = typedField === '' || typedField === NO_FIELD ? undefined : typedField;
  const limit = read.duration('limit');
  if (limit !== undefined && limit.amount === 0) read.fault('limit', 'admin.notZero');
  if (limit === undefined && limitField === undefined && node.rules.length > 0)
    read.fault('limit', 'admin.needsLimit');
  const respond = read.duration('stepRespond');
  if (respond !== undefined && respond.amount === 0) read.fault('stepRespond', 'admin.notZero');
  const act = read.one('act', ACTS, node.act);
  const returns = read.one('returns', RETURNS, 'ask');
  const nobody = read.one('stepNobody', NOBODY, 'item');
  const reject = read.text('onReject');
  const requires = {
    ...(read.check('needsOpinion') ? { opinion: true } : {}),
    ...(read.check('needsSignature') ? { signature: true } : {}),
    ...(read.check('needsAttachment') ? { attachment: true } : {}),
  };
  return {
    ...rest,
    name: read.both('nodeName'),
    act,
    method: readMethod(read, node.method),
    onReject: reject.startsWith('step:')
      ? { toStep: reject.slice(5) }
      : reject === 'toStart'
        ? 'toStart'
        : 'end',
    return:
      returns === 'no'
        ? { ...node.return, allowed: false }
        : { ...node.return, allowed: true, mode: returns },
    allow: {
      transfer: read.check('mayTransfer'),
      addSigner: read.check('mayAddSigner'),
      takeBack: read.check('mayTakeBack'),
    },
    ...(respond === undefined ? {} : { respond }),
    ...(limit === undefined ? {} : { limit }),
    ...(limitField === undefined ? {} : { limitField }),
    ...(Object.keys(requires).length === 0 ? {} : { requires }),
    ...(nobody === 'item'
      ? {}
      : nobody === 'keep'
        ? node.nobody === undefined
          ? {}
          : { nobody: node.nobody }
        : { nobody: { do: nobody } }),
  };
}

/** How several people decide. What the form does not show of a method (weights of votes) stays while the kind stays. */
function readMethod(read: Reader, before: Method): Method {
  const kind = read.one('method', METHODS, before.kind);
  switch (kind) {
    case 'all':
      return { kind, reject: read.one('methodReject', DETAILS.all, 'immediate') };
    case 'any':
      return { kind, reject: read.one('methodReject', DETAILS.any, 'first') };
    case 'vote': {
      const percent = read.number('votePercent', { whole: true, min: 1 });
      const count = read.number('voteCount', { whole: true, min: 1 });
      const abstain = before.kind === 'vote' ? before.abstain : 'count';
      if (percent !== undefined && percent <= 100) return { kind, pass: { percent }, abstain };
      if (count !== undefined) return { kind, pass: { count }, abstain };
      if (before.kind !== 'vote') return { kind, pass: { percent: HALF }, abstain };
      if ('weights' in before.pass) return before;
      read.fault('votePercent', 'editor.fault.vote');
      return before;
    }
    case 'sequence':
    case 'random':
    case 'claim':
      return { kind };
    default:
      return kind satisfies never;
  }
}

import type { SupervisionStage } from '../../../core/supervision/types.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import { whoText } from '../../shared/who-text.ts';
import type { Words } from './step-words.ts';
import { reader } from './controls.ts';
import { stagesIn, withStage } from './stages.ts';
import type { EditorContext, Part } from './part.ts';

const SUPERVISED = ['usual', 'off', 'own'] as const;
const DIRECTIONS = ['before', 'after'] as const;
/** What somebody begins from who wants stages of their own. */
const FIRST: SupervisionStage = { id: 'stage1', at: { amount: -1, unit: 'wd' }, up: 1 };

type Times = Pick<ItemDefinition, 'respond' | 'urgent' | 'calendar' | 'supervision'>;

/** 承诺与督办: the promise of a first act, the calendar, 加急, and whether and how the item is supervised (issue 6). */
export function timesPart({ item, make, t, calendars }: EditorContext): Part {
  const { supervision } = item;
  const stages = stagesIn(item);
  const known = calendars.some(({ id }) => id === item.calendar)
    ? calendars
    : [
        ...calendars,
        ...(item.calendar === undefined ? [] : [{ id: item.calendar, label: same(item.calendar) }]),
      ];
  return {
    kind: 'form',
    title: t('editor.part.times'),
    notes: [t('settings.step.timesHint'), t('editor.note.supervision')],
    up: '',
    fields: [
      make.duration('itemRespond', item.respond),
      make.select('calendar', known, item.calendar ?? known[0]?.id),
      make.check('urgent', item.urgent),
      make.choice(
        'supervised',
        SUPERVISED,
        supervision === undefined ? 'usual' : supervision === 'off' ? 'off' : 'own',
      ),
    ],
    links: [
      ...(stages.length === 0 ? [] : [{ label: t('editor.link.stages'), part: 'stages' }]),
      { label: t('editor.link.extension'), part: 'extension' },
    ],
    save: values => {
      const read = reader(values, t);
      const respond = read.duration('itemRespond');
      if (respond !== undefined && respond.amount === 0) read.fault('itemRespond', 'admin.notZero');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const how = read.one('supervised', SUPERVISED, 'usual');
      const calendar = read.text('calendar');
      // The usual calendar is what an item without one has.
      const named = calendar !== '' && (calendar !== known[0]?.id || item.calendar !== undefined);
      const fresh: Times = {
        ...(respond === undefined ? {} : { respond }),
        ...(named ? { calendar } : {}),
        ...(read.check('urgent') ? { urgent: true } : item.urgent === undefined ? {} : { urgent: false }),
        ...(how === 'off' ? { supervision: how } : {}),
        ...(how === 'own' ? { supervision: { stages: stages.length === 0 ? [FIRST] : stages } } : {}),
      };
      const clear = (['respond', 'calendar', 'urgent', 'supervision'] as const).filter(
        key => fresh[key] === undefined,
      );
      return {
        acts: [{ do: 'set', values: fresh, clear }],
        next: how === 'own' && stages.length === 0 ? 'stages' : '',
      };
    },
  };
}

/** 督办时点: when a supervision card goes out, and how far up. */
export function stagesPart({ item, names, t }: EditorContext): Part | undefined {
  const stages = stagesIn(item);
  if (stages.length === 0) return undefined;
  return {
    kind: 'list',
    title: t('editor.link.stages'),
    up: 'times',
    rows: stages.map(stage => ({
      title: timeText(stage, t),
      note: stageNote(stage, names, t),
      part: `stage/${stage.id}`,
    })),
    links: [{ label: t('editor.add.stage'), part: 'stage/new', primary: true }],
  };
}

export function stagePart({ item, make, t }: EditorContext, id: string): Part | undefined {
  const stages = stagesIn(item);
  const stage = stages.find(each => each.id === id);
  if (stages.length === 0 || (stage === undefined && id !== 'new')) return undefined;
  const shown = stage ?? { ...FIRST, id: freeStageId(stages) };
  const replaced = (fresh: readonly SupervisionStage[]) => withStage(stages, id, fresh);
  return {
    kind: 'form',
    title: t(stage === undefined ? 'editor.add.stage' : 'editor.link.stages'),
    notes: [t('settings.step.timesHint')],
    up: 'stages',
    fields: [
      make.choice('direction', DIRECTIONS, shown.at.amount < 0 ? 'before' : 'after'),
      make.duration('at', { amount: Math.abs(shown.at.amount), unit: shown.at.unit }),
      make.number('stageUp', shown.up),
      make.duration('every', shown.repeat?.every),
      make.number('times', shown.repeat?.max),
    ],
    ...(stage === undefined ? {} : { links: [{ label: t('editor.link.also'), part: `who/also:${id}` }] }),
    // Without any stage left an item would not be supervised: that is said in 督办, not by taking the last one away.
    ...(stage === undefined || stages.length === 1 ? {} : { acts: { remove: replaced([]) } }),
    next: 'stages',
    save: values => {
      const read = reader(values, t);
      const at = read.duration('at') ?? { amount: 0, unit: 'wd' };
      const before = read.one('direction', DIRECTIONS, 'after') === 'before';
      const up = read.number('stageUp', { whole: true, min: 0 }) ?? 1;
      if (up > 20) read.fault('stageUp', 'admin.badLevel');
      const every = read.duration('every');
      const max = read.number('times', { whole: true, min: 1 });
      const repeats = every !== undefined || max !== undefined;
      if (repeats && (every === undefined || every.amount === 0)) read.fault('every', 'admin.needsEvery');
      if (repeats && (max === undefined || max > 1000)) read.fault('times', 'admin.tooOften');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const { repeat: _, ...rest } = shown;
      const fresh: SupervisionStage = {
        ...rest,
        at: { amount: before && at.amount !== 0 ? -at.amount : at.amount, unit: at.unit },
        up,
        ...(every === undefined || max === undefined ? {} : { repeat: { every, max } }),
      };
      return { acts: [replaced([fresh])], next: 'stages' };
    },
  };
}

function freeStageId(stages: readonly SupervisionStage[]): string {
  for (let n = 1; ; n += 1) if (!stages.some(({ id }) => id === `stage${n}`)) return `stage${n}`;
}

function timeText({ at, repeat }: SupervisionStage, t: EditorContext['t']): Text {
  const time = (amount: number, unit: string): Text => t(`admin.unit.${unit}`, { n: Math.abs(amount) });
  const when =
    at.amount === 0
      ? t('editor.said.atDue')
      : joinTexts(
          [t(`editor.option.direction.${at.amount < 0 ? 'before' : 'after'}`), time(at.amount, at.unit)],
          {
            zh: ' ',
            en: ' ',
          },
        );
  return repeat === undefined
    ? when
    : joinTexts([
        when,
        t('editor.said.repeats', { every: time(repeat.every.amount, repeat.every.unit), n: repeat.max }),
      ]);
}

/** Whom a stage tells: how far up, and who besides. */
function stageNote({ up, also = [] }: SupervisionStage, names: Words['names'], t: Words['t']): Text {
  const above = t('editor.said.up', { n: up });
  return also.length === 0 ? above : joinTexts([above, whoText(also, names, t)], { zh: '、', en: ', ' });
}

/** What this part says, in words that differ when it differs. */
export function timesText({ item, names, t }: Words): Text {
  const { respond, calendar, urgent, supervision } = item;
  const dot = { zh: ' · ', en: ' · ' };
  return joinTexts(
    [
      ...(respond === undefined
        ? []
        : [
            joinTexts(
              [t('editor.field.itemRespond'), t(`admin.unit.${respond.unit}`, { n: respond.amount })],
              { zh: ' ', en: ' ' },
            ),
          ]),
      ...(calendar === undefined ? [] : [same(calendar)]),
      ...(urgent === true ? [t('editor.field.urgent')] : []),
      t(
        `editor.option.supervised.${supervision === undefined ? 'usual' : supervision === 'off' ? 'off' : 'own'}`,
      ),
      ...stagesIn(item).map(stage =>
        joinTexts([timeText(stage, t), stageNote(stage, names, t)], { zh: ' ', en: ' ' }),
      ),
    ],
    dot,
  );
}

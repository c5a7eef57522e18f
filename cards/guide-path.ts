import type { CardElement, Column, ColumnSet, MarkdownElement } from './kit/element.ts';
import { formatDuration, formatNames } from './kit/format.ts';
import { bold, coloured, lines, markdown, words } from './kit/markdown.ts';
import type { Markdown } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { PathStepView } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Texts } from './kit/texts.ts';
import type { Text } from './kit/texts.ts';

/** A place where the path depends on the form. */
export interface PathFork {
  readonly kind: 'fork';
  /** What decides, e.g. 按金额. */
  readonly name: Text;
  /** One of the ways, all whose condition holds, or all. */
  readonly mode: 'exclusive' | 'inclusive' | 'parallel';
  readonly ways: readonly PathWay[];
}
export interface PathWay {
  /** When it is taken, e.g. 超过 50 000 元. */
  readonly when: Text;
  /** Empty: nothing further is asked. */
  readonly steps: readonly PathStepView[];
}

const MAX_PARTS = 12;
const MAX_WAYS = 6;
const MAX_WAY_STEPS = 6;
const MAX_NAMES = 4;
/** More ways than these do not stand beside each other. */
const WAYS_IN_A_ROW = 3;

/**
 * The path as a flow chart in the card's own elements: boxes with arrows between them from 提交 to 办结, and at a fork its ways
 * beside each other; on a phone they stand one below the other, each in its own box.
 */
export function flowChart(parts: readonly (PathStepView | PathFork)[], t: Texts): readonly CardElement[] {
  if (parts.length === 0) return [];
  const shown = parts.slice(0, MAX_PARTS);
  const more = parts.length - shown.length;
  return [
    end(t('guide.start')),
    ...shown.flatMap(part => [
      arrow,
      ...(part.kind === 'fork' ? forkElements(part, t) : [box(stepLines(part, t))]),
    ]),
    ...(more > 0 ? [centred(coloured(t('path.more', { n: more }), 'grey'))] : []),
    arrow,
    end(t('guide.end')),
  ];
}

const arrow: MarkdownElement = { ...markdown(coloured(same('↓'), 'grey')), text_align: 'center' };

function centred(text: Markdown): MarkdownElement {
  return { ...markdown(text), text_align: 'center' };
}

function end(text: Text): MarkdownElement {
  return centred(words(coloured(same('●'), 'blue'), bold(text)));
}

function box(text: Markdown): ColumnSet {
  return { tag: 'column_set', flex_mode: 'none', columns: [shaded([centred(text)])] };
}

function forkElements(fork: PathFork, t: Texts): readonly CardElement[] {
  const ways = fork.ways.slice(0, MAX_WAYS).map(way => shaded(wayElements(way, t)));
  const rows: ColumnSet[] = [];
  for (let at = 0; at < ways.length; at += WAYS_IN_A_ROW)
    rows.push({
      tag: 'column_set',
      flex_mode: 'stretch',
      horizontal_spacing: '8px',
      columns: ways.slice(at, at + WAYS_IN_A_ROW),
    });
  const name = words(
    coloured(same('◇'), 'blue'),
    bold(clipText(fork.name, 60)),
    coloured(t(`path.fork.${fork.mode}`), 'grey'),
  );
  return [centred(name), ...rows];
}

function wayElements(way: PathWay, t: Texts): readonly CardElement[] {
  const steps = way.steps.slice(0, MAX_WAY_STEPS);
  const when = centred(coloured(clipText(way.when, 60), 'blue'));
  if (steps.length === 0) return [when, arrow, centred(coloured(t('path.noMore'), 'grey'))];
  return [
    when,
    ...steps.flatMap(step => [arrow, centred(stepLines(step, t))]),
    ...(way.steps.length > steps.length ? [arrow, centred(coloured(same('…'), 'grey'))] : []),
  ];
}

function shaded(elements: readonly CardElement[]): Column {
  return {
    tag: 'column',
    width: 'weighted',
    weight: 1,
    vertical_align: 'top',
    vertical_spacing: '4px',
    background_style: 'grey',
    padding: '8px',
    elements,
  };
}

/** What is done, by whom, how several decide, and within which time. */
function stepLines(step: PathStepView, t: Texts): Markdown {
  const who = step.people.length > 0 ? formatNames(step.people, t, MAX_NAMES) : step.note;
  const note = step.people.length > 0 ? step.note : undefined;
  const several = step.method !== undefined && step.people.length !== 1;
  return lines(
    words(
      bold(clipText(step.name, 40)),
      ...(several && step.method !== undefined ? [coloured(t(`method.${step.method}`), 'blue')] : []),
      ...(step.limit === undefined ? [] : [coloured(formatDuration(step.limit, t), 'grey')]),
    ),
    ...[who, note].flatMap(text => (text === undefined ? [] : [coloured(clipText(text, 100), 'grey')])),
  );
}

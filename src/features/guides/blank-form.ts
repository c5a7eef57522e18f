import { formatInstant, formatValue } from '../../../cards/kit/format.ts';
import type { Text } from '../../../cards/kit/texts.ts';
import type { PrintBlock, PrintDocument } from '../../application/ports-files.ts';
import type { DirectoryPart } from '../../application/ports.ts';
import type { Field, FormData, ItemDefinition, TableField } from '../../core/definition.ts';
import { rowsOf } from '../../core/form/values.ts';
import { allPlaces } from '../../core/flow-walk.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { factValue } from '../shared/facts.ts';

/** Rows to write in, where a table has none yet. */
const EMPTY_ROWS = 5;
const LINE = '＿＿＿＿＿＿＿＿';
const BOX = '□';

/** What is known already, and of whom. */
export interface BlankFormFacts {
  readonly person: string;
  readonly part: DirectoryPart;
  /** Of the person's draft, if there is one. */
  readonly form: FormData;
}

/** 表号: an item's form by its code and version (features 0.8). */
export function formNumber({ id, version }: Pick<ItemDefinition, 'id' | 'version'>): string {
  return `${id}-${version}`;
}

/**
 * The form of an item on paper, to be written on and brought along: filled in as far as the person's draft and the directory
 * know, blank for the rest, with a place for each opinion (features 3.21).
 */
export function blankFormDocument(
  deps: FeatureDeps,
  item: ItemDefinition,
  facts: BlankFormFacts,
): PrintDocument {
  const { texts: t, language } = deps;
  const say = (text: Text): string => text[language];
  const title = say(item.archive?.title ?? t('archive.title', { item: item.name }));
  const number = say(t('guides.formNumber', { number: formNumber(item) }));
  const fact = (label: Text, value: string) => ({ label: say(label), value: { text: value } });
  const asked = item.fields.filter(({ type, filledBy }) => filledBy === undefined && type !== 'table');
  const tables = item.fields.filter(({ type }) => type === 'table');
  const person = facts.part.people[facts.person];
  const department = facts.part.departments[person?.departmentIds[0] ?? '']?.name;
  return {
    title,
    footer: number,
    blocks: [
      { kind: 'title', text: title, below: number },
      {
        kind: 'facts',
        facts: [
          fact(t('label.applicant'), person?.name ?? LINE),
          fact(t('archive.department'), department ?? LINE),
          fact(t('guides.printedAt'), say(formatInstant(deps.clock.now(), deps))),
        ],
      },
      { kind: 'heading', text: say(t('archive.words.content')) },
      {
        kind: 'facts',
        facts: asked.map(field => fact(labelOf(field), valueOf(deps, field, facts))),
      },
      ...tables.flatMap(field => (field.type === 'table' ? tableBlocks(deps, field, facts) : [])),
      ...(item.guide.materials.length === 0
        ? []
        : ([
            { kind: 'heading', text: say(t('guide.materials')) },
            {
              kind: 'list',
              ordered: false,
              items: item.guide.materials.map(material => `${BOX} ${say(material)}`),
            },
          ] satisfies PrintBlock[])),
      { kind: 'heading', text: say(t('archive.words.opinions')) },
      {
        kind: 'table',
        head: (['step', 'opinion', 'signature', 'time'] as const).map(key => say(t(`archive.words.${key}`))),
        shares: [22, 42, 20, 16],
        rows: allPlaces(item.flow)
          .filter(({ node }) => node.kind === 'step')
          .map(({ node }) => [say(node.name), '\n\n', '', ''].map(text => ({ text }))),
      },
      { kind: 'qr', link: deps.links.item(item.id), caption: say(t('guides.scan')) },
    ],
  };
}

function labelOf({ label, required }: Field): Text {
  return required === true ? { zh: `${label.zh} *`, en: `${label.en} *` } : label;
}

/** What is known of a field; else what is to be ticked, or a line to write on. */
function valueOf({ texts, language }: FeatureDeps, field: Field, { form, part }: BlankFormFacts): string {
  const value = factValue(field, form[field.id], part);
  if (value.kind !== 'none') return formatValue(value, texts)[language];
  if (field.type === 'select' || field.type === 'multiselect')
    return field.options.map(({ label }) => `${BOX} ${label[language]}`).join('　');
  return field.type === 'checkbox' ? BOX : LINE;
}

function tableBlocks(
  { texts, language }: FeatureDeps,
  field: TableField,
  { form, part }: BlankFormFacts,
): readonly PrintBlock[] {
  const known = (rowsOf(form[field.id]) ?? []).map(row =>
    field.columns.map(column => formatValue(factValue(column, row[column.id], part), texts)[language]),
  );
  const empty = Array.from({ length: Math.max(0, EMPTY_ROWS - known.length) }, () =>
    field.columns.map(() => ''),
  );
  return [
    { kind: 'heading', text: field.label[language] },
    {
      kind: 'table',
      head: ['#', ...field.columns.map(({ label }) => label[language])],
      shares: [1, ...field.columns.map(() => 4)],
      rows: [...known, ...empty].map((row, index) => [String(index + 1), ...row].map(text => ({ text }))),
    },
  ];
}

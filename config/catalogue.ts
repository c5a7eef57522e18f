import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { checkCatalogue, checkDefinition } from '../src/core/definition-check.ts';
import { AppError } from '../src/shared/errors.ts';
import { nestsTooDeep } from '../src/shared/yaml-depth.ts';
import { catalogueItemSchema, type CatalogueItem } from './catalogue-schema.ts';
import { HALL_ORDER_FILE } from './hall-order.ts';

/** What is wrong in a catalogue file, and where. `line` counts from 1. */
interface CatalogueFault {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

type Place = readonly (string | number)[];

/**
 * Reads and checks every `*.yaml` of a folder but the order of the hall, in the order of their names (the hall's order).
 * Fails with one `AppError('config.invalid')` that lists all faults of all files with file, line and what is wrong.
 */
export async function readCatalogue(folder: string): Promise<readonly CatalogueItem[]> {
  const names = (await readdir(folder))
    .filter(name => /\.ya?ml$/.test(name) && name !== HALL_ORDER_FILE)
    .sort();
  const read = await Promise.all(
    names.map(async name => readItem(name, await readFile(join(folder, name), 'utf8'))),
  );
  const items = read.flatMap(each => (each.item === undefined ? [] : [each.item]));
  const alone = [...read.flatMap(each => each.faults), ...repeatedIds(read)];
  // Between items only where each is right in itself.
  const faults = alone.length > 0 ? alone : [...faultsBetween(read)];
  if (names.length === 0) faults.push({ file: folder, line: 1, problem: 'holds no *.yaml file' });
  if (faults.length > 0) throw new AppError('config.invalid', wordFaults(faults));
  return items;
}

export interface ReadItem {
  readonly file: string;
  readonly item?: CatalogueItem;
  readonly idLine: number;
  /** The line of a path such as `flow[2].start[0]`. */
  readonly lineOf: (path: string) => number;
  readonly faults: readonly CatalogueFault[];
}

/** One file's text: the item, or all that is wrong with it. */
export function readItem(file: string, text: string): ReadItem {
  const refused = (problem: string): ReadItem => ({
    file,
    idLine: 1,
    lineOf: () => 1,
    faults: [{ file, line: 1, problem }],
  });
  if (nestsTooDeep(text)) return refused('is nested too deeply');
  try {
    return readText(file, text);
  } catch (error) {
    // Aliases that stand for more than they say: no item needs them.
    if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error;
    return refused('repeats too much by aliases');
  }
}

function readText(file: string, text: string): ReadItem {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (place: Place): number => lineOf(document, lines, place);
  if (document.errors.length > 0) {
    const faults = document.errors.map(error => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      problem: `is not YAML: ${error.message}`,
    }));
    return { file, idLine: 1, lineOf: () => 1, faults };
  }
  const parsed = catalogueItemSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap(faultsOfIssues).map(fault => ({
      file,
      line: lineAt(fault.place),
      problem: `${pathText(fault.place)} ${fault.problem}`,
    }));
    return { file, idLine: 1, lineOf: () => 1, faults };
  }
  const item = parsed.data;
  const faults = checkDefinition({ ...item, version: 1 }).map(fault => ({
    file,
    line: lineAt(placeOf(fault.path)),
    problem: `${fault.path} ${fault.reason}`,
  }));
  return { file, item, idLine: lineAt(['id']), lineOf: path => lineAt(placeOf(path)), faults };
}

/** What cannot work between the items: sub-requests in a circle, or that are always refused. */
function faultsBetween(read: readonly ReadItem[]): readonly CatalogueFault[] {
  const items = read.flatMap(({ item }) => (item === undefined ? [] : [{ ...item, version: 1 }]));
  return checkCatalogue(items).flatMap(({ item, path, reason }) => {
    const from = read.find(each => each.item?.id === item);
    return from === undefined
      ? []
      : [{ file: from.file, line: from.lineOf(path), problem: `${path} ${reason}` }];
  });
}

function repeatedIds(read: readonly ReadItem[]): readonly CatalogueFault[] {
  return read.flatMap((each, index) => {
    const first = read
      .slice(0, index)
      .find(other => other.item !== undefined && other.item.id === each.item?.id);
    if (first === undefined) return [];
    return [{ file: each.file, line: each.idLine, problem: `id is that of ${first.file}` }];
  });
}

function wordFaults(faults: readonly CatalogueFault[]): string {
  const lines = faults.map(fault => `  ${fault.file}:${fault.line}: ${fault.problem}`);
  return `The catalogue of service items is not usable:\n${lines.join('\n')}`;
}

// ---------------------------------------------------------------- zod's issues in words

interface Fault {
  readonly place: Place;
  readonly problem: string;
}

/** Unknown keys get a fault each, at the key; of a union's failures the nearest miss is told. */
export function faultsOfIssues(issue: z.core.$ZodIssue): readonly Fault[] {
  const place = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ place: [...place, key], problem: 'is not a key that is known here' }));
    case 'invalid_union': {
      const nearest = [...issue.errors].sort((a, b) => misses(a) - misses(b))[0];
      if (nearest === undefined || nearest.length === 0)
        return [{ place, problem: `is none of the kinds known here${known(issue)}` }];
      return nearest.flatMap(inner => faultsOfIssues({ ...inner, path: [...issue.path, ...inner.path] }));
    }
    case 'invalid_value':
      return [{ place, problem: `must be one of ${issue.values.map(String).join(', ')}` }];
    case 'invalid_type':
      return [{ place, problem: issue.message.replace(/^Invalid input: /, '') }];
    default:
      return [{ place, problem: issue.message }];
  }
}

/** A union's branch of the wrong kind altogether is further away than one with a fault inside. */
function misses(issues: readonly z.core.$ZodIssue[]): number {
  const atTop = issues.filter(issue => issue.path.length === 0 && issue.code === 'invalid_type').length;
  const unknown = issues.filter(
    issue => issue.path.length === 0 && issue.code === 'unrecognized_keys',
  ).length;
  return atTop * 100 + unknown * 10 + issues.length;
}

function known(issue: z.core.$ZodIssueInvalidUnion): string {
  return issue.discriminator === undefined ? '' : ` (see its ${issue.discriminator})`;
}

export function pathText(place: Place): string {
  return place.reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
    '',
  );
}

/** `flow[2].branches[0].when` as a list of keys. */
function placeOf(path: string): Place {
  return [...path.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The line of the place, or of what holds it where it is missing. */
function lineOf(document: Document, lines: LineCounter, place: Place): number {
  for (let length = place.length; length > 0; length -= 1) {
    const node = document.getIn(place.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

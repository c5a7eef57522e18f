import { Document, isMap, visit } from 'yaml';
import type { Duration, DurationUnit, ItemDefinition } from '../src/core/definition.ts';
import { formatDuration } from '../src/core/time-limits.ts';
import type { CatalogueItem } from './catalogue-schema.ts';

/** An item as a catalogue file (config/catalogue): what comes out can be read in again as the same item. */
export function writeItem(item: CatalogueItem | ItemDefinition): string {
  const document = new Document(plainItem(item));
  visit(document, {
    Map: (_, node) => {
      // A text in both languages, a short rule, an option: on one line, as people write them.
      if (node.items.length <= 4 && node.items.every(({ value }) => !isMap(value) || value.flow === true))
        node.flow = onlyTexts(node.toJSON());
    },
  });
  return document.toString({ lineWidth: 110 });
}

/** The item as plain data, as a file says it: without its version, and with durations written out. */
export function plainItem(item: CatalogueItem | ItemDefinition): unknown {
  return written({ ...item, version: undefined });
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  if (isDuration(value)) return formatDuration(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, written(inner)]])),
  );
}

const UNITS: readonly string[] = ['min', 'h', 'd', 'wh', 'wd'] satisfies readonly DurationUnit[];

/** Nothing else in an item has just these two keys. */
function isDuration(value: object): value is Duration {
  const { amount, unit, ...others }: { amount?: unknown; unit?: unknown } = value;
  return (
    typeof amount === 'number' &&
    typeof unit === 'string' &&
    UNITS.includes(unit) &&
    Object.keys(others).length === 0
  );
}

function onlyTexts(map: unknown): boolean {
  const keys = typeof map === 'object' && map !== null ? Object.keys(map) : [];
  return keys.length > 0 && keys.every(key => key === 'zh' || key === 'en');
}

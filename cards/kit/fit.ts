import type { CardElement } from './element.ts';
import { markdown, plain } from './markdown.ts';
import { bytesOf } from './paging.ts';
import { same } from './texts.ts';

/** Room for a card's body: Lark's 30 KB and 200 elements, less what the header and the frame take. */
const MAX_BYTES = 28_000;
const MAX_ELEMENTS = 190;

/**
 * The last guard: cards page their lists, but should one still be too large, its largest texts give way to … until it
 * fits. Buttons and controls stay, so that the card can always be acted on.
 */
export function fit(elements: readonly CardElement[]): readonly CardElement[] {
  let bytes = bytesOf(elements) - MAX_BYTES;
  let count = countElements(elements) - MAX_ELEMENTS;
  if (bytes <= 0 && count <= 0) return elements;
  const gone = new Set<CardElement>();
  for (const { element, size } of bySize(texts(elements))) {
    if (bytes <= 0 && count <= 0) break;
    gone.add(element);
    bytes -= size;
    count -= 1;
  }
  return [...without(elements, gone), markdown(plain(same('…')))];
}

function bySize(elements: readonly CardElement[]) {
  return elements.map(element => ({ element, size: bytesOf(element) })).sort((a, b) => b.size - a.size);
}

/** How many elements Lark counts: nested ones too, columns included. */
export function countElements(elements: readonly CardElement[]): number {
  return elements.reduce(
    (sum, element) => sum + 1 + countElements(childrenOf(element)) + columnCount(element),
    0,
  );
}

/** The elements directly inside of one, through its columns. */
function childrenOf(element: CardElement): readonly CardElement[] {
  if (element.tag === 'column_set') return element.columns.flatMap(column => column.elements);
  return 'elements' in element ? element.elements : [];
}

function columnCount(element: CardElement): number {
  return element.tag === 'column_set' ? element.columns.length : 0;
}

function texts(elements: readonly CardElement[]): readonly CardElement[] {
  return elements.flatMap(element => (element.tag === 'markdown' ? [element] : texts(childrenOf(element))));
}

function without(elements: readonly CardElement[], gone: ReadonlySet<CardElement>): readonly CardElement[] {
  return elements.flatMap((element): readonly CardElement[] => {
    if (gone.has(element)) return [];
    if (element.tag === 'column_set') {
      const kept = element.columns
        .map(column => ({ ...column, elements: without(column.elements, gone) }))
        .filter(column => column.elements.length > 0);
      return kept.length === 0 ? [] : [{ ...element, columns: kept }];
    }
    if (!('elements' in element)) return [element];
    const inside = without(element.elements, gone);
    return inside.length === 0 ? [] : [{ ...element, elements: inside }];
  });
}

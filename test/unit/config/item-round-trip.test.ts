import { assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalogue, readItem } from '../../../config/catalogue.ts';
import { checkItem } from '../../../config/check-item.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { writeItem } from '../../../config/write-item.ts';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { blankItem, editItem } from '../../../src/core/editing/edit-item.ts';
import { previewPath } from '../../../src/core/preview.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';
import { anyItem } from '../../support/flow/arbitrary.ts';
import { editActs } from '../../support/flow/edit-acts.ts';
import { organisation } from '../../support/flow/organisation.ts';

const text = (zh: string) => ({ zh, en: zh });
const blank = blankItem({
  id: 'NEW',
  name: text('新事项'),
  category: text('综合'),
  department: text('办公室'),
});

function readBack(item: ItemDefinition) {
  const { version: _, ...content } = item;
  return { read: readItem('item.yaml', writeItem(item)), content };
}

describe('an item and its file say the same (issue 8: export and import)', () => {
  test('any item that works comes back from its file as it was', () => {
    assert(
      property(anyItem, generated => {
        const item = { ...generated, id: 'ITEM' };
        const { read, content } = readBack(item);
        expect(read.faults).toEqual([]);
        expect(read.item).toEqual(content);
      }),
      { numRuns: 60 },
    );
  });

  test('the built-in items come back as they were', async () => {
    for (const item of await readCatalogue(`${projectRoot}/config/catalogue`))
      expect(readItem('again.yaml', writeItem(item)).item).toEqual(item);
  });
});

describe('whatever is done in the editor (issue 8)', () => {
  test('leaves an item that works, or faults with their places', () => {
    let valid = 0;
    assert(
      property(anyItem, editActs, (generated, acts) => {
        let item: ItemDefinition = { ...generated, id: 'ITEM' };
        for (const act of acts) {
          const edited = editItem(item, act(item));
          if (edited.refused === undefined) item = edited.item;
        }
        const faults = checkItem(item);
        for (const fault of faults) {
          expect(fault.path).not.toBe('');
          expect(fault.reason).not.toBe('');
        }
        if (faults.length > 0) return;
        valid += 1;
        const { read, content } = readBack(item);
        expect(read.item).toEqual(content);
        previewPath(
          { definition: item, organisation: organisation(), calendar: plainCalendar },
          'ann',
          {},
          {},
        );
      }),
      { numRuns: 150 },
    );
    // Not all draws end in faults: the property says something of items that work too.
    expect(valid).toBeGreaterThan(5);
  });

  test('an item begun from nothing says what it lacks', () => {
    expect(checkItem(blank).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['fields', 'summary', 'flow']),
    );
  });

  test('never loses or doubles what it was not about', () => {
    assert(
      property(anyItem, editActs, (generated, acts) => {
        for (const act of acts) {
          const drawn = act(generated);
          const edited = editItem(generated, drawn);
          if (edited.refused !== undefined) continue;
          if (drawn.do.endsWith('Field') || drawn.do === 'set') expect(edited.item.flow).toBe(generated.flow);
          else expect(edited.item.fields).toBe(generated.fields);
          if (drawn.do === 'moveField') expect(ids(edited.item.fields)).toEqual(ids(generated.fields));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function ids(list: readonly { readonly id: string }[]): readonly string[] {
  return list.map(({ id }) => id).sort();
}

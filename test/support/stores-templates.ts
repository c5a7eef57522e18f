import type { ArchiveTemplate, TemplateStore } from '../../src/application/ports-archive.ts';

export function memoryTemplates(): TemplateStore {
  const all: ArchiveTemplate[] = [];
  return {
    inForce: async (itemId, at) => {
      const latest = all
        .filter(each => each.itemId === itemId && each.at <= at)
        .toSorted((a, b) => b.at - a.at)[0];
      return latest?.bytes === undefined ? undefined : latest;
    },
    add: async template => {
      all.splice(
        0,
        all.length,
        ...all.filter(each => each.itemId !== template.itemId || each.at !== template.at),
      );
      all.push(template);
    },
  };
}

import type { JsonObject } from '../../types.ts';
import { usePage } from '../context.ts';
import { useCard } from './context.ts';
import { listOf, stringOf, textOf } from './text.ts';

export interface Option {
  readonly value: string;
  readonly text: string;
}

/** What can be chosen; people by name. A people picker without candidates offers the members of the chat. */
export function useOptions(element: JsonObject): readonly Option[] {
  const { language, nameOf } = usePage();
  const { members } = useCard();
  const options = listOf(element['options']);
  if (!stringOf(element['tag']).endsWith('_person'))
    return options.map(one => ({ value: stringOf(one['value']), text: textOf(one['text'], language) }));
  const people = options.length > 0 ? options.map(one => stringOf(one['value'])) : members;
  return people.map(id => ({ value: id, text: nameOf(id) }));
}

import type { JSX } from 'preact';
import { Avatar } from '../avatar.tsx';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { listOf, stringOf } from './text.ts';

export function Person({ element }: ElementProps): JSX.Element {
  return (
    <PersonChip
      id={stringOf(element['user_id'])}
      avatar={element['show_avatar'] !== false}
      name={element['show_name'] === true}
    />
  );
}

export function PersonList({ element }: ElementProps): JSX.Element {
  const { world } = usePage();
  const drop = element['drop_invalid_user_id'] === true;
  const ids = listOf(element['persons']).map(one => stringOf(one['id']));
  const shown = ids.filter(id => !drop || world.people.some(person => person.id === id));
  return (
    <div class="person-list">
      {shown.map(id => (
        <PersonChip
          key={id}
          id={id}
          avatar={element['show_avatar'] !== false}
          name={element['show_name'] !== false}
        />
      ))}
    </div>
  );
}

export function PersonChip(props: { id: string; avatar: boolean; name: boolean }): JSX.Element {
  const { nameOf } = usePage();
  return (
    <span class="person" title={nameOf(props.id)}>
      {props.avatar && <Avatar id={props.id} small />}
      {(props.name || !props.avatar) && nameOf(props.id)}
    </span>
  );
}

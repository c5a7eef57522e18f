import type { JSX } from 'preact';
import { usePage } from './context.ts';

const COLOURS = 8;

/** A round mark with the initials of a person (the last two characters of a Chinese name), or the bot's. */
export function Avatar(props: { id: string; small?: boolean }): JSX.Element {
  const { world, nameOf } = usePage();
  const isBot = props.id === world.bot.id;
  const hue = hueOf(props.id);
  const classes = [
    'avatar',
    isBot ? 'avatar-bot' : `avatar-${hue}`,
    props.small === true ? 'avatar-small' : '',
  ];
  return (
    <span class={classes.join(' ')} aria-hidden="true">
      {isBot ? '窗' : initials(nameOf(props.id))}
    </span>
  );
}

/** A group's mark: square, with its first character. */
export function GroupAvatar(props: { name: string }): JSX.Element {
  return (
    <span class="avatar avatar-group" aria-hidden="true">
      {props.name.slice(0, 1)}
    </span>
  );
}

/** Always the same colour for the same person. */
function hueOf(id: string): number {
  return Array.from(id, letter => letter.codePointAt(0) ?? 0).reduce((sum, one) => sum + one, 0) % COLOURS;
}

function initials(name: string): string {
  const words = name.split(' ');
  return words.length > 1 ? words.map(part => part.slice(0, 1)).join('') : name.slice(-2);
}

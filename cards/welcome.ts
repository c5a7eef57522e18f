import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { bold, lines, markdown, plain, words } from './kit/markdown.ts';
import type { Texts } from './kit/texts.ts';

export interface WelcomeCardProps {
  /** In a group it says how to speak to the bot there. */
  readonly where: 'person' | 'group';
  readonly administrator: boolean;
  /** How many tasks wait already: said first, since this card may lie below theirs. */
  readonly todo?: number;
}

/** Sent once, at the first entry or when the bot is added to a group. */
export function welcomeCard(props: WelcomeCardProps, t: Texts): Card {
  return card({
    title: t('welcome.title'),
    template: 'blue',
    elements: [
      markdown(plain(t('welcome.text'))),
      ...((props.todo ?? 0) > 0 ? [markdown(bold(t('welcome.todo', { n: props.todo ?? 0 })))] : []),
      ...(props.where === 'group' ? [markdown(plain(t('welcome.group')))] : []),
      ...ways(props, t),
    ],
  });
}

export interface HelpCardProps {
  readonly where: 'person' | 'group';
  /** Administrators see their commands too. */
  readonly administrator: boolean;
  /** Reports are for this person. */
  readonly reports?: boolean;
}

const COMMANDS = [
  'hall',
  'apply',
  'guide',
  'todo',
  'my',
  'done',
  'status',
  'urge',
  'withdraw',
  'board',
  'acts',
  'requestActs',
  'batch',
  'delegate',
  'phrases',
  'signature',
  'help',
] as const;

/** What the bot can do for this person. */
export function helpCard(props: HelpCardProps, t: Texts): Card {
  const line = (name: string) => words(bold(t(`help.command.${name}`)), plain(t(`help.what.${name}`)));
  return card({
    title: t('help.title'),
    template: 'blue',
    elements: [
      markdown(
        lines(
          ...COMMANDS.map(line),
          ...(props.reports === true ? [line('report'), line('ledger')] : []),
          ...(props.administrator ? [line('settings')] : []),
        ),
      ),
      ...(props.where === 'group' ? [markdown(plain(t('welcome.group')))] : []),
      ...ways(props, t),
    ],
  });
}

/** The ways in. In a group nobody's own business is opened. */
function ways(props: WelcomeCardProps, t: Texts): readonly CardElement[] {
  const own = props.where === 'person';
  const waits = own && (props.todo ?? 0) > 0;
  const todo = button(t('button.todo'), { a: 'todo.open' }, waits ? { type: 'primary_filled' } : {});
  return buttonRow([
    ...(waits ? [todo] : []),
    button(t('button.hall'), { a: 'hall.open' }, waits ? {} : { type: 'primary_filled' }),
    ...(own && !waits ? [todo] : []),
    ...(own ? [button(t('button.my'), { a: 'my.open' })] : []),
    ...(own && props.administrator ? [button(t('button.settings'), { a: 'settings.open' })] : []),
  ]);
}

import type { CardAction } from '../../../cards/kit/action.ts';
import type { Right } from '../../application/rights.ts';

/** A page that the settings menu leads to, shown to whoever has its right somewhere. */
export interface SettingsPage {
  readonly right: Right;
  /** Keys of its name and of what it is for. */
  readonly title: string;
  readonly about: string;
  readonly open: CardAction;
}

/** The rooms of the settings menu in their order. A feature that brings settings adds one line. */
export const PAGES: readonly SettingsPage[] = [
  {
    right: 'items.see',
    title: 'settings.items.title',
    about: 'settings.items.about',
    open: { a: 'settings.items' },
  },
  { right: 'requests.see', title: 'running.title', about: 'running.about', open: { a: 'running.open' } },
  {
    right: 'people.see',
    title: 'settings.people.title',
    about: 'settings.people.about',
    open: { a: 'settings.people' },
  },
  {
    right: 'reports.edit',
    title: 'report.recipients',
    about: 'report.recipientsAbout',
    open: { a: 'settings.reports' },
  },
  { right: 'calendars.see', title: 'calendar.title', about: 'calendar.about', open: { a: 'calendar.open' } },
  {
    right: 'people.see',
    title: 'peopleCheck.title',
    about: 'peopleCheck.about',
    open: { a: 'settings.peopleCheck' },
  },
  {
    right: 'delegations.see',
    title: 'delegations.title',
    about: 'delegations.about',
    open: { a: 'delegations.open' },
  },
  { right: 'handOver.see', title: 'handOver.title', about: 'handOver.room', open: { a: 'handOver.open' } },
  { right: 'audit.see', title: 'audit.title', about: 'audit.about', open: { a: 'audit.open' } },
  { right: 'health.see', title: 'health.title', about: 'health.about', open: { a: 'health.open' } },
  { right: 'health.see', title: 'setup.title', about: 'setup.about', open: { a: 'setup.open' } },
  {
    right: 'integrations.edit',
    title: 'integrations.title',
    about: 'integrations.room',
    open: { a: 'integrations.open' },
  },
  { right: 'integrations.edit', title: 'mirror.title', about: 'mirror.room', open: { a: 'mirror.open' } },
];

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PersonView } from '../types.ts';
import { Avatar } from './avatar.tsx';
import { usePage } from './context.ts';
import { unreadOf } from './state.ts';

/** Left: choose who to be; people by department, with what they have not read. */
export function PeopleRail(props: { onChoose: (person: string) => void }): JSX.Element {
  const { world, t, pick } = usePage();
  const [words, setWords] = useState('');
  const [unreadOnly, setUnreadOnly] = useState(false);
  const waiting = world.people.filter(person => unreadOf(world, person.id) > 0);
  const matching = (unreadOnly ? waiting : world.people).filter(person =>
    matches(person, words.trim().toLowerCase()),
  );
  const departments = world.departments
    .map(department => ({
      department,
      people: matching.filter(person => person.departmentId === department.id),
    }))
    .filter(({ people }) => people.length > 0);
  return (
    <nav class="rail" aria-label={t('whoAmI')}>
      <h1 class="column-title">{t('whoAmI')}</h1>
      <input
        type="search"
        class="search"
        aria-label={t('searchPeople')}
        placeholder={t('searchPeople')}
        value={words}
        onInput={event => setWords(event.currentTarget.value)}
      />
      <label class="unread-only">
        <input
          type="checkbox"
          checked={unreadOnly}
          onChange={event => setUnreadOnly(event.currentTarget.checked)}
        />
        {t('unreadOnly')}
        <Badge count={waiting.length} />
      </label>
      <div class="scroll">
        {departments.map(({ department, people }) => (
          <section key={department.id}>
            <h2 class="department">{pick(department.name)}</h2>
            {people.map(person => (
              <PersonRow key={person.id} person={person} onChoose={props.onChoose} />
            ))}
          </section>
        ))}
        {departments.length === 0 && <p class="hint">{t('nobody')}</p>}
      </div>
    </nav>
  );
}

function PersonRow(props: { person: PersonView; onChoose: (person: string) => void }): JSX.Element {
  const page = usePage();
  const { person } = props;
  const unread = unreadOf(page.world, person.id);
  return (
    <button
      type="button"
      class="row"
      aria-pressed={page.person === person.id}
      onClick={() => props.onChoose(person.id)}
    >
      <Avatar id={person.id} />
      <span class="row-text">
        <span class="row-name">{page.pick(person.name)}</span>
        <span class="row-note">{page.pick(person.title)}</span>
      </span>
      <Badge count={unread} />
    </button>
  );
}

export function Badge(props: { count: number }): JSX.Element | null {
  if (props.count === 0) return null;
  return <span class="badge">{props.count > 99 ? '99+' : props.count}</span>;
}

function matches(person: PersonView, words: string): boolean {
  const { name, title } = person;
  return [name.zh, name.en, title.zh, title.en].some(text => text.toLowerCase().includes(words));
}

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { moveToNextDue, send } from './api.ts';
import { type PageContext, usePage } from './context.ts';
import type { Language } from './state.ts';
import { longTime } from './time.ts';
import { type WordKey, word } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const units = [
  { key: 'minutes', ms: MINUTE },
  { key: 'hours', ms: HOUR },
  { key: 'days', ms: DAY },
] as const;

/** Top: the playground's time with its levers, and the language. `ahead`: its time minus the browser's. */
export function ClockBar(props: { ahead: number; onLanguage: (language: Language) => void }): JSX.Element {
  const page = usePage();
  const { world, t, pick, language } = page;
  const [now, setNow] = useState(Date.now());
  const [amount, setAmount] = useState('30');
  const [unit, setUnit] = useState<number>(MINUTE);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <header class="bar">
      <strong class="brand">{pick(world.name)}</strong>
      <div class="clock" role="group" aria-label={t('clock')}>
        <time class="clock-time">{longTime(now + props.ahead, world.timeZone, language)}</time>
        <button type="button" onClick={() => move(HOUR)}>
          {t('hour')}
        </button>
        <button type="button" onClick={() => move(DAY)}>
          {t('day')}
        </button>
        <button type="button" title={t('nextDueTips')} onClick={() => void moveOn(page)}>
          {t('nextDue')}
        </button>
        <form
          class="clock-free"
          onSubmit={event => {
            event.preventDefault();
            move(Number(amount) * unit);
          }}
        >
          <input
            type="number"
            min="1"
            max="10000"
            aria-label={t('amount')}
            value={amount}
            onInput={event => setAmount(event.currentTarget.value)}
          />
          <select
            aria-label={t('unit')}
            value={unit}
            onChange={event => setUnit(Number(event.currentTarget.value))}
          >
            {units.map(({ key, ms }) => (
              <option key={key} value={ms}>
                {t(key)}
              </option>
            ))}
          </select>
          <button type="submit">{t('forward')}</button>
        </form>
      </div>
      <div class="languages" role="group" aria-label={t('language')}>
        {(['zh', 'en'] as const).map(one => (
          <button
            key={one}
            type="button"
            aria-pressed={language === one}
            onClick={() => props.onLanguage(one)}
          >
            {one === 'zh' ? '中文' : 'English'}
          </button>
        ))}
      </div>
    </header>
  );
}

async function moveOn(page: PageContext): Promise<void> {
  const moved = await moveToNextDue().catch(() => undefined);
  if (moved === undefined) page.showToast({ type: 'error', text: both('failed') });
  else if (!moved) page.showToast({ type: 'info', text: both('nothingDue') });
}

function both(key: WordKey) {
  return { zh: word(key, 'zh'), en: word(key, 'en') };
}

function move(advanceMs: number): void {
  if (advanceMs >= 1 && advanceMs <= 366 * DAY) void send('clock', { advanceMs: Math.round(advanceMs) });
}

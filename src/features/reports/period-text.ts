import { formatDate } from '../../../cards/kit/format.ts';
import { joinTexts, type Text, type Texts } from '../../../cards/kit/texts.ts';
import { writeDay } from '../../core/calendar/days.ts';
import { type Period, periodKey } from '../../core/reports/period.ts';

/** A period in words: 2026年11月24日, 2026年11月16日 至 22日 …, 2026年9月, 2026年第三季度, 2026年. */
export function periodText(period: Period, t: Texts): Text {
  const key = periodKey(period);
  const year = key.slice(0, 4);
  switch (period.kind) {
    case 'day':
    case 'week': {
      const days = [period.from, period.to - 1].map(day => formatDate(writeDay(day)));
      return period.to - period.from === 1 ? joinTexts(days.slice(0, 1)) : joinTexts(days, BETWEEN);
    }
    case 'month':
      return t('report.period.month', { year, month: Number(key.slice(5)) });
    case 'quarter':
      return t('report.period.quarter', { year, n: Number(key.slice(6)) });
    case 'year':
      return t('report.period.year', { year });
    default:
      return period.kind satisfies never;
  }
}

const BETWEEN: Text = { zh: ' 至 ', en: ' to ' };

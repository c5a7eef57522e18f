import { REPORT_FORM, reportChoiceCard } from '../../../cards/report-choice.ts';
import { noReportCard } from '../../../cards/report.ts';
import { messageCard } from '../../../cards/message.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { type Day, readDay } from '../../core/calendar/days.ts';
import { zoneOf } from '../../core/calendar/local-time.ts';
import type { Text } from '../../core/definition.ts';
import { parsePeriod } from '../../core/reports/parse-period.ts';
import { type Period, periodOf } from '../../core/reports/period.ts';
import { REPORT_KINDS, type ReportKind, reportFor } from '../../core/reports/report.ts';
import { answer, show, textInput } from '../shared/answers.ts';
import type { ReportDeps } from './deps.ts';
import { cardOf, drawReport, type Wish } from './draw.ts';
import { fileOf } from './files.ts';
import { everyDepartment, includes, reachOf } from './reach.ts';

/** The last whole period of each report: what is meant where none is typed. */
const USUAL = {
  daily: ['day', 0],
  weekly: ['week', -1],
  monthly: ['month', -1],
  quarterly: ['quarter', -1],
} as const satisfies Record<ReportKind, readonly [Period['kind'], number]>;

export function today(deps: Pick<ReportDeps, 'clock' | 'timeZone'>): Day {
  return zoneOf(deps.timeZone).local(deps.clock.now()).day;
}

/** `/report 上月`: the report at once; without a period the card to choose on; what is no period is answered with examples. */
export async function typedReport(deps: ReportDeps, person: string, typed: string): Promise<CardJson> {
  if (typed === '') return choiceCard(deps, person, {});
  const period = parsePeriod(typed, today(deps));
  if (period !== undefined) return drawnCard(deps, person, { kind: reportFor(period), period });
  const known = (await reachOf(deps, person)) !== undefined;
  return known ? noReportCard('unknownPeriod', typed, deps.texts) : refusedCard(deps);
}

async function drawnCard(deps: ReportDeps, person: string, wish: Wish): Promise<CardJson> {
  const drawn = await drawReport(deps, person, wish);
  if (drawn.kind === 'refused') return refusedCard(deps);
  return drawn.kind === 'notBegun' ? noReportCard('notBegun', '', deps.texts) : cardOf(deps, drawn);
}

function refusedCard(deps: ReportDeps): CardJson {
  return messageCard({ kind: 'refused', text: deps.texts('report.refused') }, deps.texts);
}

/** What to choose from is what this person may see. */
export async function choiceCard(
  deps: ReportDeps,
  person: string,
  typed: Parameters<typeof reportChoiceCard>[0]['typed'],
  fault?: Text,
): Promise<CardJson> {
  const reach = await reachOf(deps, person);
  if (reach === undefined) return refusedCard(deps);
  const [{ departments }, live] = await Promise.all([everyDepartment(deps), deps.stores.items.live()]);
  return reportChoiceCard(
    {
      departments: Object.values(departments)
        .filter(({ id }) => includes(reach.departments, id))
        .map(({ id, name }) => ({ id, label: { zh: name, en: name } })),
      items: live
        .filter(({ definition }) => includes(reach.items, definition.id))
        .map(({ definition }) => ({ id: definition.id, label: definition.name })),
      typed,
      ...(fault === undefined ? {} : { fault }),
    },
    deps.texts,
  );
}

/** 看图, XLSX, PDF on the card to choose on. */
export async function chosenReport(
  deps: ReportDeps,
  tap: CardTap,
  as: 'card' | 'xlsx' | 'pdf',
): Promise<TapAnswer> {
  const typed = Object.fromEntries(
    Object.values(REPORT_FORM).flatMap(name => {
      const value = textInput(tap, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const kind = REPORT_KINDS.find(each => each === typed[REPORT_FORM.report]);
  const words = typed[REPORT_FORM.period];
  const period = words === undefined ? usualPeriod(deps, kind ?? 'weekly') : parsePeriod(words, today(deps));
  if (period === undefined) {
    const fault = deps.texts('report.noText.unknownPeriod', { typed: words ?? '' });
    return answer(
      'warning',
      deps.texts('report.no.unknownPeriod'),
      await choiceCard(deps, tap.person, typed, fault),
    );
  }
  const { department, item } = typed;
  const wish = { kind: kind ?? reportFor(period), period, ...optional({ department, item }) };
  return as === 'card' ? show(await drawnCard(deps, tap.person, wish)) : sendFile(deps, tap, wish, as);
}

function usualPeriod(deps: ReportDeps, kind: ReportKind): Period {
  const [length, shift] = USUAL[kind];
  return periodOf(length, today(deps), shift);
}

/** XLSX, PDF on a report: the same report again, as a file. */
export async function reportFile(
  deps: ReportDeps,
  action: ActionOf<'report.file'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const [from, to] = [readDay(action.from), readDay(action.to)];
  if (from === undefined || to === undefined || to < from)
    return answer('warning', deps.texts('report.refused'));
  const { department, item } = action;
  const period = { kind: action.period, from, to: to + 1 };
  return sendFile(deps, tap, { kind: action.report, period, ...optional({ department, item }) }, action.as);
}

/** Written in a process of its own and sent to whoever asked; a tap that is repeated sends the same message. */
async function sendFile(deps: ReportDeps, tap: CardTap, wish: Wish, as: 'xlsx' | 'pdf'): Promise<TapAnswer> {
  const drawn = await drawReport(deps, tap.person, wish);
  if (drawn.kind === 'refused') return answer('warning', deps.texts('report.refused'));
  if (drawn.kind === 'notBegun') return answer('info', deps.texts('report.no.notBegun'));
  const file = await fileOf(deps, drawn, as);
  await deps.messenger.sendFile({ kind: 'person', openId: tap.person }, file, `rf-${tap.key}`.slice(0, 50));
  return answer('success', deps.texts('report.fileSent', { name: file.name }));
}

function optional(of: { readonly department: string | undefined; readonly item: string | undefined }) {
  return {
    ...(of.department === undefined ? {} : { department: of.department }),
    ...(of.item === undefined ? {} : { item: of.item }),
  };
}

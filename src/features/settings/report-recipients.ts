import { REPORTS } from '../../../cards/kit/action-reports.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { reportAudienceCard, reportRecipientsCard } from '../../../cards/report-recipients.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { audienceFor } from '../../application/report-audience.ts';
import type { Feature } from '../../application/router.ts';
import { show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { withRight } from '../shared/guard.ts';
import { candidatesWith } from './members.ts';
import { audienceText } from './settings-difference.ts';
import { idsOf } from './settings-edit.ts';
import { previewSettings, settingsNames } from './settings-publish.ts';

/** Who gets which report by itself (issue 6.6). */
export function reportTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'settings.reports': withRight(deps, 'reports.edit', async () => show(await listCard(deps))),
    'settings.report': withRight(deps, 'reports.edit', (action, tap) => form(deps, action, tap)),
    'settings.reportPreview': withRight(deps, 'reports.edit', ({ report, basedOn }, tap) =>
      previewSettings(deps, tap, { kind: 'report', id: report }, typedAudience(tap), basedOn),
    ),
  };
}

async function listCard(deps: FeatureDeps): Promise<CardJson> {
  const settings = await deps.stores.settings.current();
  const names = await settingsNames(deps, settings);
  return reportRecipientsCard(
    REPORTS.map(report => ({ report, to: audienceText(audienceFor(settings, report), names, deps.texts) })),
    deps.texts,
  );
}

async function form(
  deps: FeatureDeps,
  { report }: ActionOf<'settings.report'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const settings = await deps.stores.settings.current();
  const audience = audienceFor(settings, report);
  const candidates = await candidatesWith(deps, tap, audience.people);
  return show(reportAudienceCard({ report, basedOn: settings.version, ...audience, candidates }, deps.texts));
}

function typedAudience(tap: CardTap) {
  return {
    supervisors: tap.form?.['supervisors'] === true,
    heads: tap.form?.['heads'] === true,
    people: idsOf(tap.form?.['people']),
  };
}

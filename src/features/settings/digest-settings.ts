import { digestSettingsCard } from '../../../cards/digest-settings.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { show, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { withRight } from '../shared/guard.ts';
import { previewSettings } from './settings-publish.ts';

/** Whether the morning digest is sent, and when (issue 8, point 4). */
export function digestTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'settings.digest': withRight(deps, 'reports.edit', () => form(deps)),
    'settings.digestPreview': withRight(deps, 'reports.edit', ({ basedOn }, tap) =>
      previewSettings(deps, tap, { kind: 'digest' }, typed(tap), basedOn),
    ),
  };
}

async function form(deps: FeatureDeps): Promise<TapAnswer> {
  const { digest = { on: true }, version } = await deps.stores.settings.current();
  return show(digestSettingsCard({ ...digest, basedOn: version }, deps.texts));
}

/** A tick, and a time: `08:30`, with or without the zone that Lark adds. */
function typed(tap: CardTap) {
  const time = /^\d{2}:\d{2}/.exec(textInput(tap, 'time') ?? '')?.[0];
  return { on: tap.form?.['on'] === true, ...(time === undefined ? {} : { time }) };
}

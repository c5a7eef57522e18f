import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';
import type { ReportName } from './report.ts';

/** Each report with who gets it by itself. */
export function reportRecipientsCard(
  rows: readonly { readonly report: ReportName; readonly to: Text }[],
  t: Texts,
): Card {
  return card({
    title: t('report.recipients'),
    template: 'blue',
    elements: [
      markdown(coloured(t('report.recipientsText'), 'grey'), 'notation'),
      ...rows.map(({ report, to }) =>
        sideBySide(
          markdown(
            lines(
              bold(t(`report.title.${report}`)),
              plain(clipText(to, 200)),
              coloured(t(`report.when.${report}`), 'grey'),
            ),
          ),
          button(t('settings.edit'), { a: 'settings.report', report }, { size: 'small' }),
        ),
      ),
      sideBySide(
        markdown(lines(bold(t('digestSettings.title')), coloured(t('digestSettings.text'), 'grey'))),
        button(t('settings.edit'), { a: 'settings.digest' }, { size: 'small' }),
      ),
      ...buttonRow([button(t('button.settings'), { a: 'settings.open' }, { size: 'small' })]),
    ],
  });
}

export interface ReportAudienceProps {
  readonly report: ReportName;
  /** The settings' version that the form was filled from. */
  readonly basedOn: number;
  readonly supervisors: boolean;
  readonly heads: boolean;
  /** Open ids. */
  readonly people: readonly string[];
  readonly candidates: readonly string[];
}

/** Who gets one report. The form's values: `supervisors`, `heads`, `people`. Nobody at all: it is not sent. */
export function reportAudienceCard(props: ReportAudienceProps, t: Texts): Card {
  const { report, basedOn } = props;
  const fields: readonly FormField[] = [
    {
      id: 'supervisors',
      kind: 'checkbox',
      label: t('office.supervisors.name'),
      required: false,
      value: props.supervisors,
    },
    { id: 'heads', kind: 'checkbox', label: t('report.heads'), required: false, value: props.heads },
    {
      id: 'people',
      kind: 'people',
      label: t('report.others'),
      required: false,
      candidates: props.candidates,
      value: props.people,
    },
  ];
  return card({
    title: t(`report.title.${report}`),
    subtitle: t('report.recipients'),
    template: 'blue',
    elements: [
      markdown(coloured(t('report.audienceText'), 'grey'), 'notation'),
      {
        tag: 'form',
        name: 'audience',
        elements: [
          ...fields.flatMap(field => fieldElements(field, t)),
          ...buttonRow([
            submitButton(
              t('settings.step.check'),
              { a: 'settings.reportPreview', report, basedOn },
              { type: 'primary_filled' },
            ),
          ]),
        ],
      },
      ...buttonRow([button(t('button.back'), { a: 'settings.reports' })]),
    ],
  });
}

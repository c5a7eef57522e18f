import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface HealthCardProps {
  /** `detail`: the service's own words, for whoever runs it. */
  readonly parts: readonly { readonly name: Text; readonly ok: boolean; readonly detail?: string }[];
  /** Messages that did not arrive, or may not have. */
  readonly messages: readonly {
    readonly id: string;
    readonly status: 'dead' | 'unknown';
    readonly at: number;
    /** A name; left out for what goes to no person. */
    readonly to?: string;
    readonly error?: string;
  }[];
  readonly unsent: { readonly dead: number; readonly unknown: number };
  readonly stalled: readonly { readonly id: string; readonly number: string }[];
  /** `helps`: where Lark's own refusals lead. */
  readonly scopes: {
    readonly names: readonly string[];
    readonly link?: string;
    readonly helps: readonly string[];
  };
  readonly missingYear?: number;
  readonly backup:
    | { readonly kind: 'elsewhere' }
    | {
        readonly kind: 'here';
        readonly last?: { readonly at: number; readonly bytes: number };
        readonly late: boolean;
      };
  readonly storeBytes: number;
  /** How many there are of what grows. */
  readonly stored: readonly { readonly name: Text; readonly n: number }[];
  /** Messages that wait to be sent, and the request that has been under way longest. */
  readonly pending: number;
  readonly oldest?: { readonly number: string; readonly at: number };
  readonly mayRepair: boolean;
  readonly time: CardTime;
}
const MAX_ROWS = 8;

/** 运行状况: what a person must look at. */
export function healthCard(props: HealthCardProps, t: Texts): Card {
  const bad =
    props.parts.some(({ ok }) => !ok) ||
    props.unsent.dead + props.unsent.unknown + props.stalled.length + props.scopes.names.length > 0 ||
    props.missingYear !== undefined ||
    (props.backup.kind === 'here' && props.backup.late);
  return card({
    title: t('health.title'),
    subtitle: t(bad ? 'health.look' : 'health.fine'),
    template: bad ? 'orange' : 'green',
    elements: [
      markdown(
        lines(
          bold(t('health.parts')),
          ...props.parts.map(({ name, ok, detail }) =>
            words(
              coloured(t(ok ? 'health.good' : 'health.bad'), ok ? 'green' : 'red'),
              plain(clipText(name, 40)),
              ...(ok || detail === undefined ? [] : [coloured(same(clip(detail, 100)), 'grey')]),
            ),
          ),
        ),
      ),
      ...messages(props, t),
      ...stalled(props, t),
      ...scopes(props, t),
      ...(props.missingYear === undefined
        ? []
        : [markdown(coloured(t('health.missingYear', { year: String(props.missingYear) }), 'red'))]),
      backup(props, t),
      markdown(
        lines(
          coloured(t('health.size', { size: megabytes(props.storeBytes) }), 'grey'),
          ...props.stored.map(({ name, n }) => coloured(t('health.count', { name, n }), 'grey')),
          coloured(t('health.pending', { n: props.pending }), 'grey'),
          ...(props.oldest === undefined
            ? []
            : [
                coloured(
                  t('health.oldest', {
                    number: clip(props.oldest.number, 60),
                    time: formatInstant(props.oldest.at, props.time),
                  }),
                  'grey',
                ),
              ]),
        ),
        'notation',
      ),
      ...buttonRow([
        button(t('health.refresh'), { a: 'health.open' }, { size: 'small' }),
        button(t('button.settings'), { a: 'settings.open' }, { size: 'small' }),
      ]),
    ],
  });
}

function messages(props: HealthCardProps, t: Texts): readonly CardElement[] {
  const { dead, unknown } = props.unsent;
  const title = markdown(
    lines(
      bold(t('health.messages')),
      dead + unknown === 0
        ? coloured(t('health.allSent'), 'green')
        : coloured(t('health.unsent', { dead, unknown }), 'red'),
    ),
  );
  const rows = props.messages.slice(0, MAX_ROWS).map(message => {
    const row = markdown(
      lines(
        words(
          plain(t(`health.status.${message.status}`)),
          plain(same(clip(message.to ?? '', 40))),
          coloured(formatInstant(message.at, props.time), 'grey'),
        ),
        ...(message.error === undefined ? [] : [coloured(same(clip(message.error, 80)), 'grey')]),
      ),
    );
    if (!props.mayRepair) return row;
    const sure = { title: t('health.retryTitle'), text: t('health.retryText') };
    return sideBySide(
      row,
      button(
        t('health.retry'),
        { a: 'health.retry', delivery: message.id },
        { size: 'small', ...(message.status === 'unknown' ? { confirm: sure } : {}) },
      ),
    );
  });
  return [title, ...rows];
}

function stalled({ stalled }: HealthCardProps, t: Texts): readonly CardElement[] {
  if (stalled.length === 0) return [];
  return [
    markdown(lines(bold(t('health.stalled')), coloured(t('health.stalledText'), 'red'))),
    ...stalled
      .slice(0, MAX_ROWS)
      .map(({ id, number }) =>
        sideBySide(
          markdown(plain(same(clip(number, 60)))),
          button(t('button.detail'), { a: 'request.detail', request: id }, { size: 'small' }),
        ),
      ),
  ];
}

function scopes({ scopes }: HealthCardProps, t: Texts): readonly CardElement[] {
  if (scopes.names.length === 0) return [];
  return [
    markdown(
      lines(
        bold(t('health.scopes')),
        coloured(t('health.scopesText', { scopes: clip(scopes.names.join(' '), 300) }), 'red'),
        ...(scopes.link === undefined ? [] : [plain(same(clip(scopes.link, 500)))]),
        ...scopes.helps.map(help => plain(same(clip(help, 500)))),
      ),
    ),
  ];
}

function backup({ backup, mayRepair, time }: HealthCardProps, t: Texts): CardElement {
  if (backup.kind === 'elsewhere')
    return markdown(lines(bold(t('health.backup')), coloured(t('health.backupElsewhere'), 'grey')));
  const { last, late } = backup;
  const said =
    last === undefined
      ? t('health.noBackup')
      : t('health.lastBackup', { at: formatInstant(last.at, time), size: megabytes(last.bytes) });
  const row = markdown(lines(bold(t('health.backup')), coloured(said, late ? 'red' : 'green')));
  return mayRepair
    ? sideBySide(row, button(t('health.backupNow'), { a: 'health.backup' }, { size: 'small' }))
    : row;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

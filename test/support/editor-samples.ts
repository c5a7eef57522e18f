import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { auditCard } from '../../cards/audit.ts';
import { editorFormCard, editorListCard } from '../../cards/editor.ts';
import { healthCard } from '../../cards/health.ts';
import { setupCard } from '../../cards/setup.ts';
import { tryOutCard } from '../../cards/try-out.ts';
import { both, NOW, TIME, times } from './card-samples.ts';
import type { Filling } from './card-samples.ts';

/** The item editor and 运行状况. */
export function sampleEditor(fill: Filling, t: Texts): Record<string, Card> {
  const what = both(fill);
  const open = { a: 'settings.open' } as const;
  const base = {
    item: what,
    title: what,
    notes: [what],
    buttons: [{ label: what, action: open, primary: true }],
  };
  return {
    'editor list': editorListCard(
      {
        ...base,
        rows: times(fill.rows, index => ({
          title: what,
          note: what,
          fault: what,
          depth: index % 6,
          button: { label: what, action: { a: 'edit.open', item: 'SBZL', part: `node/n${index}` } as const },
        })),
        empty: t('editor.empty.fields'),
        turn: page => ({ a: 'edit.open', item: 'SBZL', part: 'flow', page }),
      },
      t,
    ),
    'editor form': editorFormCard(
      {
        ...base,
        buttons: [{ label: what, action: open }],
        fields: [
          {
            field: { kind: 'text', id: 'label', label: what, required: false, value: fill.text },
            fault: what,
          },
        ],
        submit: { label: t('editor.save'), action: { a: 'edit.save', item: 'SBZL', part: 'field/f1' } },
      },
      t,
    ),
    'trial of a draft': tryOutCard(
      {
        item: what,
        applicant: fill.text,
        facts: [],
        path: [],
        incomplete: times(fill.rows, () => what),
        again: open,
        back: { a: 'settings.items' },
      },
      t,
    ),
    audit: auditCard(
      {
        rows: times(fill.rows, index => ({
          id: `log/${index}`,
          at: NOW,
          by: fill.text,
          what,
          version: index + 1,
          summary: times(fill.rows, () => what),
          reason: fill.text,
        })),
        asked: { person: 'ou_1', what: 'items', words: 'A' },
        said: times(4, () => what),
        further: true,
        head: { entry: 7, hash: fill.text, anchoredAt: NOW },
        faults: times(fill.rows, () => what),
        time: TIME,
      },
      t,
    ),
    health: healthCard(
      {
        parts: [{ name: what, ok: false, detail: fill.text }],
        messages: times(fill.rows, index => ({
          id: `d${index}`,
          status: index % 2 === 0 ? ('dead' as const) : ('unknown' as const),
          at: NOW,
          to: fill.text,
          error: fill.text,
        })),
        unsent: { dead: 1, unknown: fill.rows },
        stalled: times(fill.rows, index => ({ id: `r${index}`, number: fill.text })),
        scopes: {
          names: times(fill.rows, () => fill.text),
          link: 'https://lark/auth?q=a',
          helps: [fill.text, fill.text, fill.text],
        },
        missingYear: 2027,
        backup: { kind: 'here', late: true, last: { at: NOW, bytes: 1_000_000 } },
        storeBytes: 12_000_000,
        stored: times(5, () => ({ name: what, n: 1_234_567 })),
        pending: 7,
        oldest: { number: fill.text, at: NOW },
        mayRepair: true,
        time: TIME,
      },
      t,
    ),
    'set-up': setupCard(
      {
        findings: (['credentials', 'bot', 'scopes', 'events', 'callbacks', 'menu', 'arriving'] as const).map(
          (part, index) => ({
            part,
            state: (['missing', 'unknown', 'good'] as const)[index % 3] ?? 'missing',
            names: times(fill.rows, () => fill.text),
            link: 'https://lark/app/cli_a/auth?q=a',
          }),
        ),
        at: NOW,
        time: TIME,
      },
      t,
    ),
    'set-up, in the playground': setupCard({ findings: [], at: NOW, time: TIME }, t),
    'health, all well': healthCard(
      {
        parts: [],
        messages: [],
        unsent: { dead: 0, unknown: 0 },
        stalled: [],
        scopes: { names: [], helps: [] },
        backup: { kind: 'elsewhere' },
        storeBytes: 0,
        stored: [],
        pending: 0,
        mayRepair: false,
        time: TIME,
      },
      t,
    ),
  };
}

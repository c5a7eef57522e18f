import { formatDuration } from '../../../cards/kit/format.ts';
import { same, type Text } from '../../../cards/kit/texts.ts';
import type { PrintBlock, PrintDocument } from '../../application/ports-files.ts';
import type { FlowNode, ItemDefinition } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { formNumber } from './blank-form.ts';
import { promiseText } from '../shared/promise-text.ts';
import { whoText } from '../shared/who-text.ts';

export interface GuideFigures {
  readonly average?: { readonly days: number; readonly ended: number };
  readonly role: (id: string) => Text;
  readonly person: (id: string) => string;
}

/** The guide of an item to be put on a wall, with a QR code that leads to it (features 0.9). */
export function guideDocument(deps: FeatureDeps, item: ItemDefinition, figures: GuideFigures): PrintDocument {
  const { texts: t, language } = deps;
  const say = (text: Text): string => text[language];
  const fact = (label: string, value: Text) => ({ label: say(t(label)), value: { text: say(value) } });
  const { average } = figures;
  const promise = promiseText(item, t);
  const blocks: readonly PrintBlock[] = [
    { kind: 'title', text: say(item.name), below: say(t('guide.subtitle')) },
    { kind: 'text', text: say(item.guide.summary) },
    {
      kind: 'facts',
      facts: [
        fact('guide.department', item.department),
        fact('guide.category', item.category),
        ...(promise === undefined ? [] : [fact('guide.limit', promise)]),
        ...(average === undefined
          ? []
          : [
              fact(
                'guide.average',
                t('guide.averageDays', { days: average.days.toFixed(1), n: average.ended }),
              ),
            ]),
      ],
    },
    { kind: 'heading', text: say(t('guide.materials')) },
    item.guide.materials.length === 0
      ? { kind: 'text', text: say(t('guide.noMaterials')) }
      : { kind: 'list', ordered: true, items: item.guide.materials.map(say) },
    { kind: 'heading', text: say(t('guide.path')) },
    { kind: 'list', ordered: true, items: item.flow.map(node => nodeWords(deps, node, figures)) },
    ...(item.guide.samples === undefined || item.guide.samples.length === 0
      ? []
      : ([
          { kind: 'heading', text: say(t('guide.samples')) },
          { kind: 'list', ordered: false, items: item.guide.samples.map(say) },
        ] satisfies PrintBlock[])),
    ...(item.guide.policy === undefined
      ? []
      : ([
          { kind: 'heading', text: say(t('guide.policy')) },
          { kind: 'text', text: say(item.guide.policy) },
        ] satisfies PrintBlock[])),
    { kind: 'qr', link: deps.links.item(item.id), caption: say(t('guides.scan')) },
  ];
  return {
    title: say(item.name),
    footer: say(t('guides.footer', { id: item.id, version: item.version })),
    blocks,
  };
}

/** All items with what one must know first: to be put on a wall (目录上墙). */
export function catalogueDocument(deps: FeatureDeps, items: readonly ItemDefinition[]): PrintDocument {
  const { texts: t, language } = deps;
  const say = (text: Text): string => text[language];
  const categories = [...new Map(items.map(item => [item.category.zh, item.category])).values()];
  const head = ['code', 'item', 'department', 'limit'].map(key => say(t(`guides.column.${key}`)));
  return {
    title: say(t('guides.catalogue')),
    footer: say(t('guides.catalogue')),
    blocks: [
      { kind: 'title', text: say(t('guides.catalogue')), below: say(t('guides.count', { n: items.length })) },
      ...categories.flatMap((category): readonly PrintBlock[] => [
        { kind: 'heading', text: say(category) },
        {
          kind: 'table',
          head,
          shares: [14, 46, 24, 16],
          rows: items
            .filter(item => item.category.zh === category.zh)
            .map(item => [
              { text: formNumber(item) },
              { text: `${say(item.name)}\n${say(item.guide.summary)}` },
              { text: say(item.department) },
              { text: say(promiseText(item, t) ?? same('')) },
            ]),
        },
      ]),
      { kind: 'qr', link: deps.links.item('HALL'), caption: say(t('guides.scanHall')) },
    ],
  };
}

function nodeWords(deps: FeatureDeps, node: FlowNode, figures: GuideFigures): string {
  const { texts: t, language } = deps;
  const name = node.name[language];
  if (node.kind === 'branch') {
    const ways = node.branches.map(branch => {
      const steps = branch.nodes.map(inner => nodeWords(deps, inner, figures));
      return `　${branch.name[language]} → ${steps.length === 0 ? t('path.noMore')[language] : steps.join(' → ')}`;
    });
    return [`${name} ${t(`path.fork.${node.mode}`)[language]}`, ...ways].join('\n');
  }
  if (node.kind !== 'step') return name;
  const who = whoText(node.who, { role: figures.role, people: figures.person }, t)[language];
  const limit = node.limit === undefined ? [] : [formatDuration(node.limit, t)[language]];
  return `${name}（${[who, ...limit].join('，')}）`;
}

/** A card as text for the terminal: what `npm run demo` shows. Takes any Card JSON 2.0. */

type Node = Readonly<Record<string, unknown>>;
type Language = 'zh' | 'en';

const WIDTH = 76;

/** The card in a frame, its texts in the language, controls as ▢, buttons as [ … ]. */
export function cardText(card: unknown, language: Language = 'zh'): string {
  if (!isNode(card)) return '';
  const header = isNode(card['header']) ? card['header'] : {};
  const body = isNode(card['body']) ? card['body'] : {};
  const tags = list(header['text_tag_list']).map(tag => `‹${wording(tag['text'], language)}›`);
  const title = [wording(header['title'], language), ...tags].join(' ');
  const subtitle = wording(header['subtitle'], language);
  const lines = list(body['elements']).flatMap(element => elementLines(element, language));
  return [
    `┌─ ${title} ${'─'.repeat(Math.max(0, WIDTH - 4 - width(title)))}`,
    ...(subtitle === '' ? [] : [`│ ${subtitle}`]),
    ...lines.map(line => `│ ${line}`),
    `└${'─'.repeat(WIDTH - 1)}`,
  ].join('\n');
}

function elementLines(element: Node, language: Language): readonly string[] {
  switch (element['tag']) {
    case 'markdown':
      return markdownText(wording(element, language)).split('\n');
    case 'hr':
      return ['─'.repeat(WIDTH - 4)];
    case 'button':
      return [buttonText(element, language)];
    case 'column_set':
      return columnLines(list(element['columns']), language);
    case 'form':
      return list(element['elements']).flatMap(inner => elementLines(inner, language));
    case 'collapsible_panel':
      return panelLines(element, language);
    default:
      return [controlText(element, language)];
  }
}

/** Columns of one line each stand beside each other; others below each other. */
function columnLines(columns: readonly Node[], language: Language): readonly string[] {
  const cells = columns.map(column =>
    list(column['elements']).flatMap(inner => elementLines(inner, language)),
  );
  const height = Math.max(0, ...cells.map(cell => cell.length));
  const each = Math.max(...cells.flat().map(width), 0) + 3;
  if (each * cells.length > WIDTH + 3 && cells.every(cell => cell.length === 1)) return wrap(cells.flat());
  if (each * cells.length > WIDTH + 20) return cells.flat();
  return Array.from({ length: height }, (_, row) =>
    cells
      .map(cell => pad(cell[row] ?? '', each))
      .join('')
      .trimEnd(),
  );
}

function wrap(pieces: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last === undefined || width(last) + width(piece) + 2 > WIDTH) lines.push(piece);
    else lines[lines.length - 1] = `${last}  ${piece}`;
  }
  return lines;
}

function panelLines(panel: Node, language: Language): readonly string[] {
  const header = isNode(panel['header']) ? panel['header'] : {};
  const title = wording(header['title'], language);
  if (panel['expanded'] !== true) return [`▸ ${title}`];
  return [
    `▾ ${title}`,
    ...list(panel['elements']).flatMap(inner => elementLines(inner, language).map(line => `  ${line}`)),
  ];
}

function buttonText(button: Node, language: Language): string {
  const label = wording(button['text'], language);
  return String(button['type']).startsWith('primary') ? `【${label}】` : `[ ${label} ]`;
}

function controlText(control: Node, language: Language): string {
  const label = wording(control['label'] ?? control['text'], language);
  const chosen =
    control['default_value'] ??
    control['initial_option'] ??
    control['selected_values'] ??
    control['initial_date'] ??
    control['initial_time'] ??
    control['initial_datetime'];
  const shown = [chosen]
    .flat()
    .map(value => optionLabel(control, value, language))
    .filter(Boolean)
    .join(', ');
  const box = control['checked'] === true ? '☑' : '▢';
  const value = shown === '' ? wording(control['placeholder'], language) : shown;
  return [box, label, value].filter(part => part !== '').join(' ');
}

function optionLabel(control: Node, value: unknown, language: Language): string {
  const option = list(control['options']).find(one => one['value'] === value);
  const label = option === undefined ? '' : wording(option['text'], language);
  return label === '' && typeof value === 'string' ? value : label;
}

function markdownText(markdown: string): string {
  return markdown
    .replace(/<[^>]*>/g, '')
    .replace(/\*\*/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function wording(node: unknown, language: Language): string {
  if (!isNode(node)) return '';
  const i18n = isNode(node['i18n_content']) ? node['i18n_content'] : {};
  const text = i18n[language === 'zh' ? 'zh_cn' : 'en_us'] ?? node['content'];
  return typeof text === 'string' ? text : '';
}

/** Columns that a text takes in a terminal: Chinese characters take two. */
function width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/[\u1100-\u{ffdc}]/u.test(character) ? 2 : 1), 0);
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

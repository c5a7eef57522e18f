const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const SECTIONS = ['', '万', '亿', '万亿'] as const;

/**
 * An amount in Chinese capitals (大写), as cheques and contracts want it: `80000.00` is 捌万元整, `1409.5` 壹仟肆佰零玖元伍角整,
 * `325.04` 叁佰贰拾伍元零肆分. Amounts of up to 15 digits before the point; undefined for anything else.
 */
export function capitalAmount(amount: string): string | undefined {
  const match = /^(-?)0*(\d{0,15})(?:\.(\d{1,2}))?$/.exec(amount);
  if (match === null || !/\d/.test(amount)) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const [tenths = 0, hundredths = 0] = Array.from(fraction, Number);
  const yuan = wholeInCapitals(whole);
  if (yuan === '' && tenths === 0 && hundredths === 0) return '零元整';
  return `${sign === '' ? '' : '负'}${yuan === '' ? '' : `${yuan}元`}${cents(tenths, hundredths, yuan !== '')}`;
}

function cents(tenths: number, hundredths: number, afterYuan: boolean): string {
  if (tenths === 0 && hundredths === 0) return '整';
  if (hundredths === 0) return `${DIGITS[tenths]}角整`;
  if (tenths > 0) return `${DIGITS[tenths]}角${DIGITS[hundredths]}分`;
  return `${afterYuan ? '零' : ''}${DIGITS[hundredths]}分`;
}

/** Sections of four digits; a gap of zeros, in a section or before it, is one 零. */
function wholeInCapitals(whole: string): string {
  const sections: string[] = [];
  for (let end = whole.length; end > 0; end -= 4) sections.push(whole.slice(Math.max(0, end - 4), end));
  let text = '';
  let gap = false;
  for (let index = sections.length - 1; index >= 0; index -= 1) {
    const section = sections[index] ?? '';
    if (Number(section) === 0) {
      gap = text !== '';
      continue;
    }
    const zero = text !== '' && (gap || section.startsWith('0'));
    text += `${zero ? '零' : ''}${sectionInCapitals(section)}${unit(index, sections)}`;
    gap = false;
  }
  return text;
}

/** 万亿 is said as 万 where the section of 亿 follows: 壹万零壹亿元. */
function unit(index: number, sections: readonly string[]): string {
  return index === 3 && Number(sections[2]) > 0 ? '万' : (SECTIONS[index] ?? '');
}

function sectionInCapitals(section: string): string {
  let text = '';
  let gap = false;
  for (const [at, digit] of Array.from(section, Number).entries()) {
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[section.length - 1 - at]}`;
    gap = false;
  }
  return text;
}

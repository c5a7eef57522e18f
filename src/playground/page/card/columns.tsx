import type { JSX } from 'preact';
import { Elements, type ElementProps } from './elements.tsx';
import { listOf, stringOf } from './text.ts';

/** `flex_mode` says what becomes of the columns where there is little room. */
export function ColumnSet({ element, path }: ElementProps): JSX.Element {
  const mode = stringOf(element['flex_mode']) || 'none';
  const background = stringOf(element['background_style']);
  const classes = [
    'columns',
    `columns-${mode}`,
    background !== '' && background !== 'default' ? 'shaded' : '',
  ];
  return (
    <div class={classes.join(' ')}>
      <Elements elements={listOf(element['columns'])} path={path} />
    </div>
  );
}

export function Column({ element, path }: ElementProps): JSX.Element {
  const width = stringOf(element['width']) || 'auto';
  const weight = typeof element['weight'] === 'number' ? element['weight'] : 1;
  const fixed = /^\d+px$/.test(width);
  const style = width === 'weighted' ? { flex: `${weight} 1 0` } : fixed ? { flex: `0 0 ${width}` } : {};
  const direction = stringOf(element['direction']) === 'horizontal' ? 'horizontal' : 'vertical';
  const align = stringOf(element['vertical_align']) || 'top';
  const background = stringOf(element['background_style']);
  const shade = background !== '' && background !== 'default' ? ' shaded' : '';
  return (
    <div class={`column column-${direction} align-${align}${shade}`} style={style}>
      <Elements elements={listOf(element['elements'])} path={path} />
    </div>
  );
}

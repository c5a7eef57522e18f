import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Json, JsonObject } from '../../types.ts';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { MarkdownText } from './markdown-view.tsx';
import { PersonChip } from './people.tsx';
import { cellText } from './table-cell.ts';
import { listOf, stringOf, stringsOf } from './text.ts';

/** A table with pages, 5 rows each unless it says otherwise. */
export function Table({ element }: ElementProps): JSX.Element {
  const { t } = usePage();
  const [page, setPage] = useState(0);
  const columns = listOf(element['columns']);
  const rows = listOf(element['rows']);
  const size = typeof element['page_size'] === 'number' ? element['page_size'] : 5;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  return (
    <div class="table-frame">
      <div class="table-scroll">
        <table class="table">
          <thead>
            <tr>
              {columns.map(column => (
                <th key={stringOf(column['name'])} class={alignOf(column)}>
                  {stringOf(column['display_name'])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * size, (page + 1) * size).map((row, at) => (
              <tr key={at}>
                {columns.map(column => (
                  <td key={stringOf(column['name'])} class={alignOf(column)}>
                    <Cell column={column} value={row[stringOf(column['name'])]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <p class="table-pages">
          <button
            type="button"
            aria-label={t('previous')}
            disabled={page === 0}
            onClick={() => setPage(page - 1)}
          >
            ‹
          </button>
          {page + 1} / {pages}
          <button
            type="button"
            aria-label={t('next')}
            disabled={page + 1 >= pages}
            onClick={() => setPage(page + 1)}
          >
            ›
          </button>
        </p>
      )}
    </div>
  );
}

function Cell(props: { column: JsonObject; value: Json | undefined }): JSX.Element {
  const { world } = usePage();
  const { column, value } = props;
  switch (stringOf(column['data_type'])) {
    case 'lark_md':
    case 'markdown':
      return <MarkdownText source={stringOf(value)} />;
    case 'options':
      return (
        <>
          {(Array.isArray(value) ? listOf(value) : [{ text: stringOf(value) }]).map((option, at) => (
            <span key={at} class={`tag tag-${stringOf(option['color']) || 'blue'}`}>
              {stringOf(option['text'])}
            </span>
          ))}
        </>
      );
    case 'persons':
      return (
        <>
          {(Array.isArray(value) ? stringsOf(value) : [stringOf(value)]).map(id => (
            <PersonChip key={id} id={id} avatar name />
          ))}
        </>
      );
    default:
      return <>{cellText(column, value, world.timeZone)}</>;
  }
}

function alignOf(column: JsonObject): string {
  return `align-${stringOf(column['horizontal_align']) || 'left'}`;
}

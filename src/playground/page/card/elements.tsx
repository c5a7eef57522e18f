import type { JSX } from 'preact';
import type { JsonObject } from '../../types.ts';
import { usePage } from '../context.ts';
import { Button } from './button.tsx';
import { Chart } from './chart.tsx';
import { Checker } from './checker.tsx';
import { Column, ColumnSet } from './columns.tsx';
import { Container } from './container.tsx';
import { DatePicker } from './date-picker.tsx';
import { Div } from './div.tsx';
import { Form } from './form.tsx';
import { Input } from './input.tsx';
import { Markdown } from './markdown-view.tsx';
import { MultiSelect } from './multi-select.tsx';
import { Overflow } from './overflow.tsx';
import { Panel } from './panel.tsx';
import { Person, PersonList } from './people.tsx';
import { Select } from './select.tsx';
import { Table } from './table.tsx';
import { stringOf, textOf } from './text.ts';

/** `path`: the element's place, unique in the card. `labelledBy`: the text above, which names a field without a label. */
export interface ElementProps {
  readonly element: JsonObject;
  readonly path: string;
  readonly labelledBy?: string | undefined;
}

const views: Readonly<Record<string, (props: ElementProps) => JSX.Element | null>> = {
  markdown: Markdown,
  div: Div,
  hr: () => <hr class="card-rule" />,
  img: Picture,
  img_combination: Picture,
  column_set: ColumnSet,
  column: Column,
  form: Form,
  interactive_container: Container,
  collapsible_panel: Panel,
  button: Button,
  input: Input,
  select_static: Select,
  select_person: Select,
  multi_select_static: MultiSelect,
  multi_select_person: MultiSelect,
  date_picker: DatePicker,
  picker_time: DatePicker,
  picker_datetime: DatePicker,
  checker: Checker,
  overflow: Overflow,
  person: Person,
  person_list: PersonList,
  table: Table,
  chart: Chart,
};

const texts = new Set(['markdown', 'div']);

export function Elements(props: { elements: readonly JsonObject[]; path: string }): JSX.Element {
  return (
    <>
      {props.elements.map((element, at) => {
        const path = `${props.path}-${at}`;
        const before = props.elements[at - 1];
        const labelled = before !== undefined && texts.has(stringOf(before['tag']));
        const View = views[stringOf(element['tag'])] ?? Unknown;
        return (
          <View
            key={path}
            element={element}
            path={path}
            labelledBy={labelled ? `${props.path}-${at - 1}` : undefined}
          />
        );
      })}
    </>
  );
}

function Picture({ element }: ElementProps): JSX.Element {
  const { language, t } = usePage();
  const alt = textOf(element['alt'], language) || t('image');
  return (
    <div class="picture" role="img" aria-label={alt}>
      {alt}
    </div>
  );
}

function Unknown({ element }: ElementProps): JSX.Element {
  const { t } = usePage();
  return (
    <p class="note">
      {t('unknownElement')}
      {stringOf(element['tag'])}
    </p>
  );
}

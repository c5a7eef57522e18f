/**
 * The part of Card JSON 2.0 that our cards use, with exactly the properties that Lark knows (lark.md 2, property table).
 * Type aliases, not interfaces, so that a card is a plain record for those who send it.
 */

type I18n = { readonly zh_cn: string; readonly en_us: string };

export type PlainText = {
  readonly tag: 'plain_text';
  readonly content: string;
  readonly i18n_content?: I18n;
};

export type MarkdownElement = {
  readonly tag: 'markdown';
  readonly content: string;
  readonly i18n_content?: I18n;
  readonly text_size?:
    | 'heading-0'
    | 'heading-1'
    | 'heading-2'
    | 'heading-3'
    | 'heading-4'
    | 'normal'
    | 'notation';
  readonly text_align?: 'left' | 'center' | 'right';
};

export type Hr = { readonly tag: 'hr' };

type Behavior =
  | { readonly type: 'callback'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly type: 'open_url'; readonly default_url: string };

type Confirm = { readonly title: PlainText; readonly text?: PlainText };

export type ButtonType = 'default' | 'primary' | 'danger' | 'text' | 'primary_text' | 'primary_filled';

export type Button = {
  readonly tag: 'button';
  readonly name?: string;
  readonly text: PlainText;
  readonly type: ButtonType;
  readonly size?: 'tiny' | 'small' | 'medium' | 'large';
  readonly width?: 'default' | 'fill';
  readonly disabled?: boolean;
  readonly form_action_type?: 'submit' | 'reset';
  readonly confirm?: Confirm;
  readonly behaviors?: readonly Behavior[];
};

export type Input = {
  readonly tag: 'input';
  readonly name: string;
  readonly required?: boolean;
  readonly label?: PlainText;
  readonly label_position?: 'top' | 'left';
  readonly placeholder?: PlainText;
  readonly default_value?: string;
  readonly input_type?: 'text' | 'multiline_text' | 'password';
  readonly rows?: number;
  readonly auto_resize?: boolean;
  readonly max_length?: number;
  readonly width?: 'default' | 'fill';
};

export type SelectOption = { readonly text: PlainText; readonly value: string };
export type PersonOption = { readonly value: string };

type Picker = {
  readonly name: string;
  readonly required?: boolean;
  readonly placeholder?: PlainText;
  readonly width?: 'default' | 'fill';
};

type SelectStatic = Picker & {
  readonly tag: 'select_static';
  readonly options: readonly SelectOption[];
  readonly initial_option?: string;
};
type MultiSelectStatic = Picker & {
  readonly tag: 'multi_select_static';
  readonly options: readonly SelectOption[];
  readonly selected_values?: readonly string[];
};
type SelectPerson = Picker & {
  readonly tag: 'select_person';
  readonly options: readonly PersonOption[];
  readonly initial_option?: string;
};
type MultiSelectPerson = Picker & {
  readonly tag: 'multi_select_person';
  readonly options: readonly PersonOption[];
  readonly selected_values?: readonly string[];
};
type DatePicker = Picker & { readonly tag: 'date_picker'; readonly initial_date?: string };
type TimePicker = Picker & { readonly tag: 'picker_time'; readonly initial_time?: string };
type DatetimePicker = Picker & { readonly tag: 'picker_datetime'; readonly initial_datetime?: string };

type Checker = {
  readonly tag: 'checker';
  readonly name: string;
  readonly checked: boolean;
  readonly text: PlainText;
};

export type Column = {
  readonly tag: 'column';
  readonly width: 'auto' | 'weighted';
  readonly weight?: number;
  readonly vertical_align?: 'top' | 'center' | 'bottom';
  readonly vertical_spacing?: string;
  readonly background_style?: 'default' | 'grey';
  readonly padding?: string;
  readonly elements: readonly CardElement[];
};
export type ColumnSet = {
  readonly tag: 'column_set';
  readonly flex_mode: 'none' | 'stretch' | 'flow' | 'bisect' | 'trisect';
  readonly horizontal_spacing?: string;
  readonly columns: readonly Column[];
};
export type CollapsiblePanel = {
  readonly tag: 'collapsible_panel';
  readonly expanded: boolean;
  readonly header: { readonly title: PlainText };
  readonly border?: { readonly color: string; readonly corner_radius: string };
  readonly padding?: string;
  readonly elements: readonly CardElement[];
};
type Form = {
  readonly tag: 'form';
  readonly name: string;
  readonly vertical_spacing?: string;
  readonly elements: readonly CardElement[];
};

export type FormControl =
  | Input
  | SelectStatic
  | MultiSelectStatic
  | SelectPerson
  | MultiSelectPerson
  | DatePicker
  | TimePicker
  | DatetimePicker
  | Checker;

/** One mark of a chart: its place, its height, and the series that it belongs to. */
type ChartValue = { readonly x: string; readonly y: number; readonly s: string };

/** The part of a VChart spec that our charts use: data alone, no function in it. */
export type ChartSpec = {
  readonly type: 'bar' | 'line';
  readonly data: { readonly values: readonly ChartValue[] };
  readonly direction?: 'horizontal';
  readonly xField: string | readonly string[];
  readonly yField: string | readonly string[];
  readonly seriesField: 's';
  readonly stack?: boolean;
  /** Each series by its name. */
  readonly color?: {
    readonly type: 'ordinal';
    readonly domain: readonly string[];
    readonly range: readonly string[];
  };
  readonly label?: { readonly visible: boolean };
  readonly legends?: { readonly visible: boolean; readonly orient: 'bottom' };
};

export type Chart = {
  readonly tag: 'chart';
  readonly chart_spec: ChartSpec;
  readonly aspect_ratio?: '1:1' | '2:1' | '4:3' | '16:9';
  readonly height?: string;
  readonly preview?: boolean;
};

export type CardElement =
  | MarkdownElement
  | Hr
  | Button
  | FormControl
  | ColumnSet
  | CollapsiblePanel
  | Form
  | Chart;

export type HeaderTemplate = 'default' | 'blue' | 'green' | 'red' | 'orange' | 'yellow' | 'grey';
export type TagColor = 'blue' | 'green' | 'red' | 'orange' | 'yellow' | 'neutral';

export type HeaderTag = { readonly tag: 'text_tag'; readonly text: PlainText; readonly color: TagColor };

type CardHeader = {
  readonly title: PlainText;
  readonly subtitle?: PlainText;
  readonly template: HeaderTemplate;
  readonly text_tag_list?: readonly HeaderTag[];
};

/** A whole card, ready to send. */
export type Card = {
  readonly schema: '2.0';
  readonly config: {
    readonly update_multi: true;
    readonly enable_forward: boolean;
    readonly locales: readonly ['zh_cn', 'en_us'];
    readonly summary: { readonly content: string; readonly i18n_content: I18n };
  };
  readonly header: CardHeader;
  readonly body: {
    readonly direction: 'vertical';
    readonly padding: string;
    readonly vertical_spacing: string;
    readonly elements: readonly CardElement[];
  };
};

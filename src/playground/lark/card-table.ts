/**
 * Card JSON 2.0 as data: which properties each tag has and what stands in them (lark.md 2). A `*` behind the kind
 * marks a property that must be there. It is a reading of the platform's documents of its own, apart from `cards/kit`,
 * so that a mistake in one is found by the other.
 */
type PropertyKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'object'
  | 'array'
  | 'any'
  | 'strings'
  | 'text'
  | 'elements'
  | 'columns'
  | 'behaviors'
  | 'confirm'
  | 'options'
  | 'people'
  | 'panelHeader'
  | 'icon';

type Properties = Readonly<Record<string, PropertyKind | `${PropertyKind}*`>>;

const spacing: Properties = {
  direction: 'string',
  horizontal_spacing: 'string',
  vertical_spacing: 'string',
  horizontal_align: 'string',
  vertical_align: 'string',
  padding: 'string',
};
const interactive: Properties = {
  name: 'string',
  width: 'string',
  disabled: 'boolean',
  behaviors: 'behaviors',
  confirm: 'confirm',
};
const picker: Properties = { ...interactive, placeholder: 'text', required: 'boolean' };
const select: Properties = { ...picker, type: 'string', options: 'options*' };
const selectPerson: Properties = { ...picker, type: 'string', options: 'people' };

/** Properties by tag; `tag`, `element_id` and `margin` are allowed on every element besides. */
export const elementTable: Readonly<Record<string, Properties>> = {
  markdown: {
    content: 'string*',
    i18n_content: 'object',
    text_size: 'string',
    text_align: 'string',
    icon: 'icon',
  },
  div: { text: 'text', icon: 'icon', fields: 'array', width: 'string' },
  hr: {},
  img: {
    img_key: 'string*',
    alt: 'text*',
    title: 'text',
    scale_type: 'string',
    size: 'string',
    corner_radius: 'string',
    transparent: 'boolean',
    preview: 'boolean',
  },
  column_set: {
    columns: 'columns*',
    flex_mode: 'string',
    horizontal_spacing: 'string',
    horizontal_align: 'string',
    background_style: 'string',
    action: 'object',
  },
  column: {
    ...spacing,
    elements: 'elements',
    width: 'string',
    weight: 'number',
    background_style: 'string',
    action: 'object',
  },
  form: { ...spacing, name: 'string*', elements: 'elements*' },
  interactive_container: {
    ...spacing,
    elements: 'elements*',
    behaviors: 'behaviors*',
    width: 'string',
    height: 'string',
    background_style: 'string',
    has_border: 'boolean',
    border_color: 'string',
    corner_radius: 'string',
    disabled: 'boolean',
    disabled_tips: 'text',
    hover_tips: 'text',
    confirm: 'confirm',
  },
  collapsible_panel: {
    ...spacing,
    header: 'panelHeader*',
    elements: 'elements',
    expanded: 'boolean',
    background_color: 'string',
    border: 'object',
  },
  button: {
    ...interactive,
    text: 'text',
    type: 'string',
    size: 'string',
    icon: 'icon',
    hover_tips: 'text',
    disabled_tips: 'text',
    form_action_type: 'string',
  },
  input: {
    ...picker,
    default_value: 'string',
    label: 'text',
    label_position: 'string',
    input_type: 'string',
    rows: 'number',
    auto_resize: 'boolean',
    max_rows: 'number',
    max_length: 'number',
    show_icon: 'boolean',
    disabled_tips: 'text',
  },
  select_static: { ...select, initial_option: 'string', initial_index: 'number' },
  multi_select_static: { ...select, selected_values: 'strings' },
  select_person: { ...selectPerson, initial_option: 'string' },
  multi_select_person: { ...selectPerson, selected_values: 'strings' },
  date_picker: { ...picker, initial_date: 'string' },
  picker_time: { ...picker, initial_time: 'string' },
  picker_datetime: { ...picker, initial_datetime: 'string' },
  checker: {
    name: 'string',
    checked: 'boolean',
    text: 'text',
    overall_checkable: 'boolean',
    button_area: 'object',
    checked_style: 'object',
    disabled: 'boolean',
    disabled_tips: 'text',
    hover_tips: 'text',
    behaviors: 'behaviors',
    confirm: 'confirm',
    padding: 'string',
  },
  overflow: { options: 'options*', behaviors: 'behaviors', confirm: 'confirm', width: 'string' },
  person: {
    user_id: 'string*',
    size: 'string',
    show_avatar: 'boolean',
    show_name: 'boolean',
    style: 'string',
  },
  person_list: {
    persons: 'array*',
    show_name: 'boolean',
    show_avatar: 'boolean',
    size: 'string',
    lines: 'number',
    drop_invalid_user_id: 'boolean',
    icon: 'icon',
  },
  table: {
    columns: 'array*',
    rows: 'array*',
    page_size: 'number',
    row_height: 'string',
    row_max_height: 'string',
    freeze_first_column: 'boolean',
    header_style: 'object',
  },
  chart: {
    chart_spec: 'object*',
    aspect_ratio: 'string',
    color_theme: 'string',
    height: 'string',
    preview: 'boolean',
  },
};

const plain: Properties = {
  tag: 'string*',
  content: 'string*',
  i18n_content: 'object',
  text_size: 'string',
  text_align: 'string',
  lines: 'number',
};

/** The parts of a card that are no elements. */
export const partTable = {
  card: { schema: 'string*', config: 'object', header: 'object', body: 'object*', card_link: 'object' },
  config: {
    update_multi: 'boolean',
    width_mode: 'string',
    enable_forward: 'boolean',
    enable_forward_interaction: 'boolean',
    summary: 'object',
    locales: 'strings',
    use_custom_translation: 'boolean',
    streaming_mode: 'boolean',
    streaming_config: 'object',
    style: 'object',
  },
  summary: { content: 'string', i18n_content: 'object' },
  header: {
    title: 'text*',
    subtitle: 'text',
    template: 'string',
    text_tag_list: 'array',
    i18n_text_tag_list: 'object',
    icon: 'icon',
    padding: 'string',
  },
  body: { ...spacing, elements: 'elements*' },
  cardLink: { url: 'string*', pc_url: 'string', ios_url: 'string', android_url: 'string' },
  plainText: { ...plain, text_color: 'string' },
  larkMd: plain,
  textTag: { tag: 'string*', text: 'text*', color: 'string', element_id: 'string' },
  confirm: { title: 'text*', text: 'text' },
  option: { text: 'text*', value: 'string*', icon: 'icon', multi_url: 'object' },
  personOption: { value: 'string*' },
  callback: { type: 'string*', value: 'any' },
  openUrl: {
    type: 'string*',
    default_url: 'string*',
    pc_url: 'string',
    ios_url: 'string',
    android_url: 'string',
  },
  standardIcon: { tag: 'string*', token: 'string*', color: 'string', size: 'string' },
  customIcon: { tag: 'string*', img_key: 'string*', size: 'string' },
  panelHeader: {
    title: 'text*',
    background_color: 'string',
    width: 'string',
    vertical_align: 'string',
    padding: 'string',
    icon: 'icon',
    icon_position: 'string',
    icon_expanded_angle: 'number',
  },
  tableColumn: {
    name: 'string*',
    display_name: 'string',
    data_type: 'string',
    width: 'string',
    horizontal_align: 'string',
    vertical_align: 'string',
    format: 'object',
    date_format: 'string',
  },
  i18n: { zh_cn: 'string', en_us: 'string', ja_jp: 'string', zh_hk: 'string', zh_tw: 'string' },
} as const satisfies Readonly<Record<string, Properties>>;

export const allowedValues: Readonly<Record<string, readonly string[]>> = {
  'button.type': [
    'default',
    'primary',
    'danger',
    'text',
    'primary_text',
    'danger_text',
    'primary_filled',
    'danger_filled',
    'laser',
  ],
  'button.size': ['tiny', 'small', 'medium', 'large'],
  'button.form_action_type': ['submit', 'reset'],
  'chart.aspect_ratio': ['1:1', '2:1', '4:3', '16:9'],
  'column_set.flex_mode': ['none', 'stretch', 'flow', 'bisect', 'trisect'],
  'input.input_type': ['text', 'multiline_text', 'password'],
  'header.template': [
    'blue',
    'wathet',
    'turquoise',
    'green',
    'yellow',
    'orange',
    'red',
    'carmine',
    'violet',
    'purple',
    'indigo',
    'grey',
    'default',
  ],
};

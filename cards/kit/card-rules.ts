/**
 * What Lark takes of the elements that we use: allowed properties by tag, `*` after those that must be there
 * (lark.md 2, property table). Every element may also have `tag`, `element_id` and `margin`.
 */
const TABLE: Readonly<Record<string, string>> = {
  plain_text: 'content* i18n_content text_size text_color text_align lines',
  text_tag: 'text* color',
  markdown: 'content* i18n_content text_size text_align icon',
  hr: '',
  button:
    'text* type size width behaviors icon hover_tips disabled disabled_tips confirm name form_action_type',
  input:
    'name required placeholder default_value label label_position input_type rows auto_resize max_rows max_length show_icon width disabled disabled_tips behaviors confirm',
  select_static:
    'options* initial_option initial_index name required type placeholder width disabled behaviors confirm',
  multi_select_static:
    'options* selected_values name required type placeholder width disabled behaviors confirm',
  select_person: 'options initial_option name required type placeholder width disabled behaviors confirm',
  multi_select_person:
    'options selected_values name required type placeholder width disabled behaviors confirm',
  date_picker: 'initial_date placeholder name required width disabled behaviors confirm',
  picker_time: 'initial_time placeholder name required width disabled behaviors confirm',
  picker_datetime: 'initial_datetime placeholder name required width disabled behaviors confirm',
  checker:
    'name checked text overall_checkable button_area checked_style disabled disabled_tips hover_tips behaviors confirm padding',
  column_set: 'columns* flex_mode horizontal_spacing horizontal_align background_style action',
  column:
    'elements width weight vertical_align horizontal_align direction horizontal_spacing vertical_spacing padding background_style action',
  form: 'name* elements* direction horizontal_spacing vertical_spacing horizontal_align vertical_align padding',
  collapsible_panel:
    'header* elements expanded background_color border direction horizontal_spacing vertical_spacing padding',
  chart: 'chart_spec* aspect_ratio color_theme height preview',
  // Parts without a tag of their own.
  card: 'schema* config* header body* card_link',
  config:
    'update_multi width_mode enable_forward enable_forward_interaction summary locales use_custom_translation streaming_mode streaming_config style',
  summary: 'content* i18n_content',
  header: 'title* subtitle template text_tag_list i18n_text_tag_list icon padding',
  body: 'elements* direction padding horizontal_spacing vertical_spacing horizontal_align vertical_align',
  confirm: 'title* text',
  panel_header: 'title background_color width vertical_align icon icon_position icon_expanded_angle',
  panel_border: 'color corner_radius',
  option: 'text value* icon',
  i18n: 'zh_cn* en_us*',
  callback: 'type* value*',
  open_url: 'type* default_url* pc_url ios_url android_url',
};

const COMMON = ['tag', 'element_id', 'margin'];

export interface TagRule {
  readonly allowed: ReadonlySet<string>;
  readonly required: readonly string[];
}

export const RULES: ReadonlyMap<string, TagRule> = new Map(
  Object.entries(TABLE).map(([tag, list]) => {
    const names = list.split(' ').filter(name => name !== '');
    return [
      tag,
      {
        allowed: new Set([...COMMON, ...names.map(name => name.replace('*', ''))]),
        required: names.filter(name => name.endsWith('*')).map(name => name.slice(0, -1)),
      },
    ];
  }),
);

/** Properties with a closed list of values, by tag and name. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  'header.template': [
    'default',
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
  ],
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
  'input.input_type': ['text', 'multiline_text', 'password'],
  'column_set.flex_mode': ['none', 'stretch', 'flow', 'bisect', 'trisect'],
  'markdown.text_size': [
    'heading-0',
    'heading-1',
    'heading-2',
    'heading-3',
    'heading-4',
    'heading',
    'normal',
    'notation',
  ],
};

/** Tags that send something when used, and so need a name of their own. */
export const INTERACTIVE: ReadonlySet<string> = new Set([
  'button',
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
]);

/** Lark's limits. */
export const LIMITS = {
  bytes: 30_000,
  elements: 200,
  depth: 5,
  headerTags: 3,
  charts: 5,
  buttonText: 100,
  placeholder: 100,
  inputLength: 1000,
} as const;

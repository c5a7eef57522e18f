/** Cards with every element that Lark has, to look at and to test how the page draws them. */
const plain = (zh: string, en: string) => ({
  tag: 'plain_text',
  content: zh,
  i18n_content: { zh_cn: zh, en_us: en },
});
const markdown = (zh: string, en: string, more: object = {}) => ({
  tag: 'markdown',
  content: zh,
  i18n_content: { zh_cn: zh, en_us: en },
  ...more,
});
const callback = (value: object) => [{ type: 'callback', value }];
const people = ['ou_wang', 'ou_zhang', 'ou_chen', 'ou_sun'].map(value => ({ value }));

function card(header: object, elements: readonly object[]) {
  return {
    schema: '2.0',
    config: { update_multi: true, width_mode: 'fill', locales: ['zh_cn', 'en_us'] },
    header,
    body: { elements },
  };
}

/** What a form sends when nothing is changed but the required lines. */
export const formCard = card(
  {
    title: plain('设备租赁审批', 'Equipment lease'),
    subtitle: plain('填写申请', 'Fill in the application'),
    template: 'blue',
    text_tag_list: [{ tag: 'text_tag', text: plain('草稿', 'Draft'), color: 'neutral' }],
  },
  [
    markdown('**办理须知** 请如实填写，带 * 的必填。', '**Please note** fields with * are required.'),
    {
      tag: 'form',
      name: 'lease',
      elements: [
        {
          tag: 'input',
          name: 'device',
          required: true,
          max_length: 60,
          label: plain('设备', 'Equipment'),
          placeholder: plain('如 捣固车', 'such as a tamping machine'),
        },
        {
          tag: 'input',
          name: 'reason',
          input_type: 'multiline_text',
          rows: 3,
          max_length: 100,
          default_value: '春季大修',
          label: plain('用途', 'Purpose'),
        },
        markdown('预算科目', 'Budget item'),
        {
          tag: 'select_static',
          name: 'budget',
          required: true,
          placeholder: plain('请选择预算科目', 'Choose a budget item'),
          options: [
            { text: plain('大修费', 'Overhaul'), value: 'overhaul' },
            { text: plain('维修费', 'Repair'), value: 'repair' },
          ],
        },
        markdown('配合单位', 'Departments involved'),
        {
          tag: 'multi_select_static',
          name: 'units',
          selected_values: ['b'],
          options: [
            { text: plain('安全科', 'Safety'), value: 'a' },
            { text: plain('技术科', 'Technology'), value: 'b' },
            { text: plain('财务科', 'Finance'), value: 'c' },
          ],
        },
        {
          tag: 'column_set',
          flex_mode: 'bisect',
          columns: [
            {
              tag: 'column',
              width: 'weighted',
              weight: 1,
              elements: [
                markdown('开始日期', 'From'),
                { tag: 'date_picker', name: 'from', initial_date: '2026-11-23', required: true },
              ],
            },
            {
              tag: 'column',
              width: 'weighted',
              weight: 1,
              elements: [
                markdown('到场时间', 'Arrival'),
                { tag: 'picker_datetime', name: 'at', initial_datetime: '2026-11-23 09:30' },
              ],
            },
          ],
        },
        markdown('每日开工', 'Daily start'),
        { tag: 'picker_time', name: 'daily', initial_time: '08:00' },
        markdown('现场负责人', 'Person on site'),
        { tag: 'select_person', name: 'lead', options: people, initial_option: 'ou_wang' },
        markdown('随车人员', 'Crew'),
        { tag: 'multi_select_person', name: 'crew', options: people },
        {
          tag: 'checker',
          name: 'agree',
          checked: false,
          text: plain('我已阅读安全须知', 'I have read the safety notes'),
        },
        {
          tag: 'column_set',
          flex_mode: 'flow',
          columns: [
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  name: 'submit',
                  type: 'primary_filled',
                  form_action_type: 'submit',
                  text: plain('提交', 'Submit'),
                  behaviors: callback({ a: 'form.preview' }),
                },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                { tag: 'button', name: 'clear', form_action_type: 'reset', text: plain('清空', 'Clear') },
              ],
            },
          ],
        },
      ],
    },
  ],
);

export const approvalCard = card(
  {
    title: plain('待审批：设备租赁', 'To approve: equipment lease'),
    subtitle: plain('SBZL-20261122-0001', 'SBZL-20261122-0001'),
    template: 'orange',
    icon: { tag: 'standard_icon', token: 'approval_colorful' },
    text_tag_list: [
      { tag: 'text_tag', text: plain('待办', 'To do'), color: 'orange' },
      { tag: 'text_tag', text: plain('即将逾期', 'Due soon'), color: 'red' },
    ],
  },
  [
    {
      tag: 'column_set',
      flex_mode: 'bisect',
      background_style: 'grey',
      columns: [
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          elements: [
            markdown('**申请人**\n<person id=ou_li></person>', '**Applicant**\n<person id=ou_li></person>'),
          ],
        },
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          elements: [
            markdown(
              "**金额**\n<font color='red'>80,000.00 元</font>",
              "**Amount**\n<font color='red'>CNY 80,000.00</font>",
            ),
          ],
        },
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          elements: [
            markdown(
              "**应办结时间**\n<local_datetime millisecond='1795413600000' format_type='date_num'></local_datetime>",
              "**Due**\n<local_datetime millisecond='1795413600000' format_type='date_num'></local_datetime>",
            ),
          ],
        },
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          elements: [
            markdown(
              "**状态**\n<text_tag color='blue'>审批中</text_tag>",
              "**State**\n<text_tag color='blue'>Running</text_tag>",
            ),
          ],
        },
      ],
    },
    markdown(
      '备注：&#60;at id=all&#62;&#60;/at&#62; &#42;&#42;不是粗体&#42;&#42; &#60;img src=x onerror=alert(1)&#62; [链接](https://example.com)',
      'Note: &#60;at id=all&#62;&#60;/at&#62; &#42;&#42;not bold&#42;&#42; &#60;img src=x onerror=alert(1)&#62; [link](https://example.com)',
    ),
    { tag: 'hr' },
    {
      tag: 'collapsible_panel',
      expanded: false,
      header: { title: plain('全部内容', 'Everything') },
      border: { color: 'grey', corner_radius: '6px' },
      elements: [
        markdown('1. 设备：捣固车\n2. 数量：1', '1. Equipment: tamping machine\n2. Quantity: 1'),
        {
          tag: 'person_list',
          persons: [{ id: 'ou_li' }, { id: 'ou_chen' }],
          show_name: true,
          show_avatar: true,
        },
      ],
    },
    {
      tag: 'form',
      name: 'decide',
      elements: [
        {
          tag: 'input',
          name: 'opinion',
          input_type: 'multiline_text',
          rows: 2,
          max_length: 500,
          label: plain('意见', 'Opinion'),
          placeholder: plain('拒绝或退回时必填', 'Needed to reject or return'),
        },
        {
          tag: 'column_set',
          flex_mode: 'flow',
          columns: [
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  name: 'approve',
                  type: 'primary_filled',
                  form_action_type: 'submit',
                  text: plain('同意', 'Approve'),
                  behaviors: callback({ a: 'approve' }),
                },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  name: 'reject',
                  type: 'danger',
                  form_action_type: 'submit',
                  text: plain('拒绝', 'Reject'),
                  confirm: {
                    title: plain('拒绝这个申请？', 'Reject this request?'),
                    text: plain('申请随即结束。', 'The request ends at once.'),
                  },
                  behaviors: callback({ a: 'reject' }),
                },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  name: 'return',
                  form_action_type: 'submit',
                  disabled: true,
                  disabled_tips: plain('第一个环节不能退回', 'The first step cannot return'),
                  text: plain('退回', 'Return'),
                  behaviors: callback({ a: 'return' }),
                },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'overflow',
                  options: [
                    { text: plain('转交', 'Transfer'), value: 'transfer' },
                    { text: plain('查看详情', 'Details'), value: 'detail' },
                  ],
                  behaviors: callback({ a: 'more' }),
                },
              ],
            },
          ],
        },
      ],
    },
  ],
);

const buttonTypes = [
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
];

export const displayCard = card({ title: plain('展示组件', 'Display elements'), template: 'green' }, [
  markdown(
    '# 标题\n**粗体** *斜体* ~~删除~~ `代码`\n- 一\n- 二\n\n| 环节 | 人 |\n|--|--|\n| 车间主任 | 陈大勇 |',
    '# Heading\n**bold** *italic* ~~gone~~ `code`\n- one\n- two\n\n| step | who |\n|--|--|\n| head | Chen |',
  ),
  {
    tag: 'div',
    text: { ...plain('灰色小字', 'Small and grey'), text_size: 'notation', text_color: 'grey' },
    icon: { tag: 'standard_icon', token: 'time_outlined', color: 'grey' },
  },
  {
    tag: 'div',
    fields: [
      { is_short: true, text: { tag: 'lark_md', content: '**编号**\nA-1' } },
      { is_short: true, text: { tag: 'lark_md', content: '**环节**\n会签' } },
    ],
  },
  {
    tag: 'table',
    page_size: 2,
    columns: [
      { name: 'who', display_name: '人', data_type: 'persons' },
      { name: 'what', display_name: '事项', data_type: 'text' },
      { name: 'state', display_name: '状态', data_type: 'options' },
      {
        name: 'amount',
        display_name: '金额',
        data_type: 'number',
        horizontal_align: 'right',
        format: { symbol: '¥', precision: 2, separator: true },
      },
      { name: 'at', display_name: '时间', data_type: 'date', date_format: 'MM-DD HH:mm' },
    ],
    rows: ['ou_li', 'ou_wang', 'ou_zhang', 'ou_he', 'ou_yang'].map((who, at) => ({
      who,
      what: `第 ${at + 1} 项`,
      state: [{ text: at % 2 ? '同意' : '审批中', color: at % 2 ? 'green' : 'blue' }],
      amount: 12345.5 * (at + 1),
      at: 1795413600000 + at * 3_600_000,
    })),
  },
  { tag: 'img', img_key: 'img_v3_x', alt: plain('流程图', 'Flow chart') },
  { tag: 'person', user_id: 'ou_li', show_name: true, show_avatar: true },
  {
    tag: 'chart',
    chart_spec: {
      type: 'bar',
      data: { values: [{ x: '租赁', y: 9.2, s: '承诺 Promised' }] },
      xField: 'x',
      yField: 'y',
      seriesField: 's',
    },
  },
  {
    tag: 'column_set',
    flex_mode: 'flow',
    columns: buttonTypes.map(type => ({
      tag: 'column',
      width: 'auto',
      elements: [{ tag: 'button', type, text: plain(type, type), behaviors: callback({ a: type }) }],
    })),
  },
  {
    tag: 'select_static',
    name: 'alone',
    placeholder: plain('单独的选择', 'A select alone'),
    options: [{ text: plain('甲', 'A'), value: 'a' }],
  },
  {
    tag: 'interactive_container',
    has_border: true,
    behaviors: callback({ a: 'container' }),
    elements: [markdown('可点的一块', 'A part to tap')],
  },
]);

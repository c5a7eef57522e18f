import type { Words } from '../types.ts';
import type { Language } from './state.ts';

/** The page's own words; what stands on cards comes from the bot. */
const words = {
  title: { zh: '一窗 · 体验场', en: 'Onewindow · playground' },
  loading: { zh: '正在载入…', en: 'Loading…' },
  whoAmI: { zh: '我是谁', en: 'Who am I' },
  searchPeople: { zh: '搜索姓名、职务', en: 'Search name or title' },
  unreadOnly: { zh: '只看有未读的', en: 'Unread only' },
  nobody: { zh: '没有找到', en: 'Nobody found' },
  chooseWho: {
    zh: '请在左侧选择一个人，以他的身份使用一窗。',
    en: 'Choose a person on the left and use Onewindow as them.',
  },
  chats: { zh: '消息', en: 'Chats' },
  chooseChat: { zh: '请选择一个会话', en: 'Choose a chat' },
  noMessages: { zh: '还没有消息', en: 'No messages yet' },
  robot: { zh: '机器人', en: 'Bot' },
  members: { zh: '人', en: 'members' },
  addBot: { zh: '把一窗加进群', en: 'Add Onewindow to the group' },
  back: { zh: '返回', en: 'Back' },
  write: { zh: '给一窗发消息，例如 大厅、待办、/help', en: 'Write to Onewindow, such as menu, /todo, /help' },
  writeGroup: { zh: '在群里发消息', en: 'Write to the group' },
  send: { zh: '发送', en: 'Send' },
  commands: { zh: '常用命令', en: 'Commands' },
  botMenu: { zh: '机器人菜单', en: 'Bot menu' },
  more: { zh: '更多', en: 'More' },
  picture: { zh: '发图片', en: 'Send a picture' },
  aFile: { zh: '文件', en: 'File' },
  aSticker: { zh: '表情', en: 'Sticker' },
  file: { zh: '发文件', en: 'Send a file' },
  sticker: { zh: '发表情', en: 'Send a sticker' },
  mention: { zh: '@一窗', en: '@Onewindow' },
  reply: { zh: '回复', en: 'Reply to' },
  cancelReply: { zh: '取消回复', en: 'Cancel reply' },
  recalled: { zh: '消息已撤回', en: 'This message was recalled' },
  urgent: { zh: '加急', en: 'Urgent' },
  clock: { zh: '体验场时间', en: 'Playground time' },
  hour: { zh: '+1 小时', en: '+1 hour' },
  day: { zh: '+1 天', en: '+1 day' },
  nextDue: { zh: '到下一个时限', en: 'To the next due time' },
  nextDueTips: {
    zh: '前进到下一次提醒或升级的时刻',
    en: 'Move on to the next reminder or escalation',
  },
  nothingDue: { zh: '没有等待中的时限', en: 'No due time is waiting' },
  amount: { zh: '前进多少', en: 'How far' },
  unit: { zh: '单位', en: 'Unit' },
  minutes: { zh: '分钟', en: 'minutes' },
  hours: { zh: '小时', en: 'hours' },
  days: { zh: '天', en: 'days' },
  forward: { zh: '前进', en: 'Forward' },
  language: { zh: '语言', en: 'Language' },
  processing: { zh: '处理中…', en: 'Processing…' },
  required: { zh: '必填', en: 'Required' },
  choose: { zh: '请选择', en: 'Please choose' },
  none: { zh: '（不选）', en: '(none)' },
  cancel: { zh: '取消', en: 'Cancel' },
  confirm: { zh: '确定', en: 'OK' },
  close: { zh: '关闭', en: 'Close' },
  previous: { zh: '上一页', en: 'Previous' },
  next: { zh: '下一页', en: 'Next' },
  chart: { zh: '图表', en: 'Chart' },
  noChart: { zh: '图表没有画出来，请刷新页面', en: 'The chart could not be drawn; please reload the page' },
  unknownElement: { zh: '体验场不能显示这个组件：', en: 'The playground cannot show this element: ' },
  image: { zh: '图片', en: 'Picture' },
  failed: { zh: '没有成功，请重试', en: 'That did not work, please try again' },
  all: { zh: '所有人', en: 'everyone' },
} as const satisfies Record<string, Words>;

export type WordKey = keyof typeof words;

export function word(key: WordKey, language: Language): string {
  return words[key][language];
}

/** The bot's menu as its console sets it up (words.md). */
export const botMenu = [
  { key: 'hall', zh: '办事大厅', en: 'Service hall' },
  { key: 'todo', zh: '我的待办', en: 'My tasks' },
  { key: 'my', zh: '我的申请', en: 'My requests' },
  { key: 'settings', zh: '设置', en: 'Settings' },
  { key: 'help', zh: '帮助', en: 'Help' },
] as const;

/** Commands to pick from while typing (words.md). */
export const commands = [
  { text: '/hall', zh: '大厅', en: 'service hall' },
  { text: '/apply ', zh: '申请 <事项>', en: 'apply for <item>' },
  { text: '/todo', zh: '待办', en: 'my tasks' },
  { text: '/my', zh: '我的申请', en: 'my requests' },
  { text: '/done', zh: '已办', en: 'what I decided' },
  { text: '/status ', zh: '进度 <编号>', en: 'state of <number>' },
  { text: '/settings', zh: '设置', en: 'settings' },
  { text: '/help', zh: '帮助', en: 'help' },
] as const;

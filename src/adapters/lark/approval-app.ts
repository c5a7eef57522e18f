import type { ApprovalApp, MirroredRequest, MirroredTask } from '../../application/ports-mirror.ts';
import type { Text } from '../../core/definition.ts';
import { AppError } from '../../shared/errors.ts';
import type { LarkClient } from './client.ts';

export interface ApprovalAppOptions {
  /** Where the app sends people: into the chat with the bot. */
  readonly chatLink: string;
  /** Where quick decisions are posted to, and the secrets that show that they are Lark's; absent: no quick decisions. */
  readonly callback?: { readonly url: string; readonly token: string; readonly key: string };
}

/** Lark takes at most 200 tasks of one request; the newest count. */
const MOST_TASKS = 200;

/** Requests in Lark's own Approval app by `approval.v4.externalApproval` and `externalInstance` (lark.md 1.8). */
export function createApprovalApp(client: LarkClient, options: ApprovalAppOptions): ApprovalApp {
  const links = { pc_link: options.chatLink, mobile_link: options.chatLink };
  return {
    define: async item => {
      const answer = await client.call({ name: 'approval.externalApproval.create', repeatable: true }, sdk =>
        sdk.approval.v4.externalApproval.create({
          params: { user_id_type: 'open_id' },
          data: {
            approval_name: keyOf('name'),
            approval_code: `onewindow_${item.id}`,
            group_code: 'onewindow',
            group_name: keyOf('group'),
            description: keyOf('about'),
            external: {
              biz_name: keyOf('name'),
              support_pc: true,
              create_link_pc: options.chatLink,
              support_mobile: true,
              create_link_mobile: options.chatLink,
              ...(options.callback === undefined
                ? {}
                : {
                    action_callback_url: options.callback.url,
                    action_callback_token: options.callback.token,
                    action_callback_key: options.callback.key,
                  }),
              // Without a callback several at once could not be decided either.
              allow_batch_operate: options.callback !== undefined,
            },
            viewers: [{ viewer_type: 'TENANT' }],
            i18n_resources: translated({ name: item.name, group: item.category, about: item.summary }),
          },
        }),
      );
      const code = answer.data?.approval_code;
      if (code === undefined) throw new AppError('lark.transient', 'an approval was defined without a code');
      return code;
    },

    put: async request => {
      await client.call({ name: 'approval.externalInstance.create', repeatable: true }, sdk =>
        sdk.approval.v4.externalInstance.create({ data: instanceOf(request, links, options) }),
      );
    },

    employeeId: async openId => {
      const answer = await client.call({ name: 'contact.user.get', repeatable: true }, sdk =>
        sdk.contact.v3.user.get({ path: { user_id: openId }, params: { user_id_type: 'open_id' } }),
      );
      return answer.data?.user?.user_id;
    },
  };
}

function instanceOf(
  request: MirroredRequest,
  links: { readonly pc_link: string; readonly mobile_link: string },
  { callback }: ApprovalAppOptions,
) {
  const tasks = request.tasks.slice(-MOST_TASKS);
  const resources = translated({
    title: request.title,
    ...Object.fromEntries(
      request.facts.flatMap(({ label, value }, n) => [
        [`l${n}`, label],
        [`v${n}`, value],
      ]),
    ),
    ...Object.fromEntries(tasks.map(({ step }, n) => [`s${n}`, step.name])),
  });
  return {
    approval_code: request.code,
    instance_id: request.id,
    status: request.status,
    links,
    title: keyOf('title'),
    form: request.facts.map((_, n) => ({ name: keyOf(`l${n}`), value: keyOf(`v${n}`) })),
    open_id: request.applicant,
    start_time: String(request.from),
    end_time: String(request.to ?? 0),
    update_time: String(request.changedAt),
    update_mode: 'REPLACE' as const,
    task_list: tasks.map((task, n) => ({
      task_id: `${request.id}_${task.id}`,
      open_id: task.actor,
      status: task.status,
      links,
      create_time: String(task.from),
      end_time: String(task.to ?? 0),
      update_time: String(task.to ?? task.from),
      node_id: task.step.id,
      node_name: keyOf(`s${n}`),
      ...(callback === undefined ? {} : quickActions(request, task)),
    })),
    i18n_resources: resources,
  };
}

function quickActions(request: MirroredRequest, task: MirroredTask) {
  if (!task.quick) return {};
  return {
    action_context: JSON.stringify({ request: request.id, task: task.id }),
    action_configs: [
      { action_type: 'APPROVE', is_need_reason: true, is_reason_required: false },
      { action_type: 'REJECT', is_need_reason: true, is_reason_required: true },
    ],
  };
}

/** Texts under keys as the Approval app wants them: `@i18n@` and a name, of nine characters at least. */
function translated<K extends string>(texts: Readonly<Record<K, Text>>) {
  const named = Object.entries<Text>(texts);
  const resource = (locale: 'zh-CN' | 'en-US', pick: (text: Text) => string, isDefault: boolean) => ({
    locale,
    is_default: isDefault,
    texts: named.map(([name, text]) => ({ key: keyOf(name), value: pick(text) })),
  });
  return [resource('zh-CN', ({ zh }) => zh, true), resource('en-US', ({ en }) => en, false)];
}

function keyOf(name: string): string {
  return `@i18n@text_${name}`;
}

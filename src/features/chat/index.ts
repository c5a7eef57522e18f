import { helpCard, welcomeCard } from '../../../cards/welcome.ts';
import type { CardJson } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { fingerprint } from '../../application/ids.ts';
import { show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { opensSettings, seesReports } from '../shared/people.ts';

/** Message types of Lark's that have a helpful line of their own (`chat.other.<type>`). */
const KNOWN_TYPES = ['file', 'image', 'sticker', 'audio', 'media', 'location', 'share_chat', 'share_user'];

type ChatDeps = Pick<FeatureDeps, 'stores' | 'directory' | 'messenger' | 'clock' | 'texts'>;

/** The welcome, the help, and what is said to pictures, files and stickers. */
export function createChatFeature(deps: ChatDeps): Feature {
  const help = async (person: string, where: 'person' | 'group' = 'person'): Promise<CardJson> => {
    // That somebody may open the settings is not for the others in a group.
    if (where === 'group') return helpCard({ where, administrator: false }, deps.texts);
    const [administrator, reports] = await Promise.all([
      opensSettings(deps, person),
      seesReports(deps, person),
    ]);
    return helpCard({ where, administrator, reports }, deps.texts);
  };
  return {
    name: 'chat',
    taps: { 'help.open': async (_, tap) => show(await help(tap.person)) },
    commands: [
      {
        name: 'help',
        words: ['帮助', '?', 'start', '你好', '您好', 'hello', 'hi'],
        argument: 'none',
        private: false,
        run: async ({ person, where }) => ({ card: await help(person, where) }),
      },
    ],
    menus: { help: async person => ({ card: await help(person) }) },
    on: {
      chatEntered: async ({ person }) => {
        // Lark tells each opening of the chat; the mark keeps it to one welcome. It is set after the welcome was sent, so
        // that a crash in between loses none: the repetition has the same uuid, and Lark drops it.
        const mark = `welcome/${person}`;
        if (await deps.stores.marks.isSet(mark)) return;
        const [administrator, { total: todo }] = await Promise.all([
          opensSettings(deps, person),
          deps.stores.requests.todo(person, { number: 1, size: 1 }),
        ]);
        const card = welcomeCard({ where: 'person', administrator, todo }, deps.texts);
        await deps.messenger.send({ kind: 'person', openId: person }, { kind: 'card', card }, uuidOf(mark));
        await deps.stores.marks.setOnce(mark, deps.clock.now());
      },
      botAdded: async ({ chatId, key }) => {
        const card = welcomeCard({ where: 'group', administrator: false }, deps.texts);
        await deps.messenger.send({ kind: 'chat', chatId }, { kind: 'card', card }, uuidOf(key));
      },
      directoryChanged: ({ people, departments }) => {
        deps.directory.invalidate({ people, departments });
        return Promise.resolve();
      },
    },
    otherMessage: async (person, messageType, sent) => {
      if (sent !== undefined) {
        await deps.stores.personal.addFile(person, sent);
        return { text: deps.texts(`file.kept.${sent.kind}`) };
      }
      const key = KNOWN_TYPES.includes(messageType) ? messageType : 'unknown';
      return { text: deps.texts(`chat.other.${key}`) };
    },
  };
}

/** The same event or mark gives the same id, so that a repetition after a crash is dropped by Lark. */
function uuidOf(key: string): string {
  return `w-${fingerprint(40, key)}`;
}

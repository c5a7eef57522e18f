import { NEW_PHRASE, OLD_PHRASE, opinionsCard, signatureCard } from '../../../cards/personal.ts';
import type { Personal } from '../../application/ports-personal.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { answer, show, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';

const MOST_PHRASES = 20;

/** What a person keeps for approving: phrases (常用意见) and the signature (签名). */
export function createPersonal(deps: FeatureDeps): Feature {
  const signature = async (person: string) => signatureOf(deps, await deps.stores.personal.load(person));
  return {
    name: 'personal',
    taps: {
      'opinion.open': async (from, tap) => show(await opinions(deps, tap.person, from)),
      'opinion.add': (from, tap) => add(deps, tap, from),
      'opinion.remove': (from, tap) => remove(deps, tap, from),
      'signature.set': (_, tap) => setSignature(deps, tap),
    },
    commands: [
      {
        name: 'signature',
        words: ['签名', '我的签名', 'sign'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await signature(person) }),
      },
      {
        name: 'phrases',
        words: ['常用意见', '我的意见'],
        argument: 'none',
        private: true,
        run: async ({ person }) => ({ card: await opinions(deps, person, {}) }),
      },
    ],
  };
}

interface From {
  readonly request?: string | undefined;
  readonly task?: string | undefined;
}

async function opinions(
  deps: FeatureDeps,
  person: string,
  { request, task }: From,
  fault?: string,
): Promise<CardJson> {
  const { opinions: phrases } = await deps.stores.personal.load(person);
  return opinionsCard(
    {
      phrases,
      ...(request === undefined || task === undefined ? {} : { from: { request, task } }),
      ...(fault === undefined ? {} : { fault: deps.texts(fault, { max: MOST_PHRASES }) }),
    },
    deps.texts,
  );
}

async function add(deps: FeatureDeps, tap: CardTap, from: From): Promise<TapAnswer> {
  const phrase = textInput(tap, NEW_PHRASE);
  const { opinions: before } = await deps.stores.personal.load(tap.person);
  const fault =
    phrase === undefined ? 'opinions.empty' : before.length >= MOST_PHRASES ? 'opinions.full' : undefined;
  if (phrase === undefined || fault !== undefined)
    return answer(
      'warning',
      deps.texts(fault ?? 'opinions.empty', { max: MOST_PHRASES }),
      await opinions(deps, tap.person, from, fault),
    );
  await deps.stores.personal.setOpinions(tap.person, [...new Set([...before, phrase])]);
  return answer('success', deps.texts('opinions.added'), await opinions(deps, tap.person, from));
}

async function remove(deps: FeatureDeps, tap: CardTap, from: From): Promise<TapAnswer> {
  const which = /^own-(\d+)$/.exec(textInput(tap, OLD_PHRASE) ?? '')?.[1];
  if (which === undefined) return show(await opinions(deps, tap.person, from));
  const { opinions: before } = await deps.stores.personal.load(tap.person);
  await deps.stores.personal.setOpinions(
    tap.person,
    before.filter((_, n) => n !== Number(which)),
  );
  return answer('success', deps.texts('opinions.removed'), await opinions(deps, tap.person, from));
}

function latestPicture({ files }: Personal) {
  return files.findLast(({ kind }) => kind === 'image');
}

function signatureOf(deps: FeatureDeps, personal: Personal): CardJson {
  const picture = latestPicture(personal);
  const offered = picture !== undefined && picture.key !== personal.signature?.key;
  return signatureCard(
    {
      ...(personal.signature === undefined ? {} : { setAt: personal.signature.at }),
      ...(offered ? { pictureAt: picture.at } : {}),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

async function setSignature(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const picture = latestPicture(await deps.stores.personal.load(tap.person));
  if (picture === undefined)
    return answer(
      'warning',
      deps.texts('signature.none'),
      signatureOf(deps, { opinions: [], favourites: [], files: [] }),
    );
  await deps.stores.personal.setSignature(tap.person, {
    key: picture.key,
    messageId: picture.messageId,
    at: deps.clock.now(),
  });
  const now = await deps.stores.personal.load(tap.person);
  return answer('success', deps.texts('signature.saved'), signatureOf(deps, now));
}

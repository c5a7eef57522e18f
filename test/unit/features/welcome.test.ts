import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadTexts } from '../../../config/texts.ts';
import type { Directory } from '../../../src/application/ports.ts';
import { createChatFeature } from '../../../src/features/chat/index.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { manualClock } from '../../support/clock.ts';
import { recordingMessenger } from '../../support/stores-messenger.ts';
import { memoryStores } from '../../support/stores.ts';

const texts = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const directory: Directory = {
  around: async () => ({ people: {}, departments: {} }),
  candidates: async () => [],
  departments: async () => [],
  everybody: async () => ({ people: {}, departments: {} }),
  invalidate: () => undefined,
};

function open() {
  const messenger = recordingMessenger();
  const stores = memoryStores();
  const chat = createChatFeature({ stores, directory, messenger, clock: manualClock(), texts });
  const enter = async (key: string) =>
    chat.on?.chatEntered?.({ kind: 'chatEntered', key, person: 'ou_an', first: true });
  return { messenger, enter };
}

describe('the welcome', () => {
  test('comes once, however often the chat is opened', async () => {
    const { messenger, enter } = open();
    await enter('ev_1');
    await enter('ev_2');
    expect(messenger.sent).toHaveLength(1);
  });

  test('is not lost when it could not be sent at the first entry', async () => {
    const { messenger, enter } = open();
    messenger.failNext(new AppError('lark.transient', 'no answer'));
    await expect(enter('ev_1')).rejects.toThrow('no answer');
    await enter('ev_2');
    expect(messenger.sent).toHaveLength(1);
  });

  test('comes once although nobody knows whether it arrived, and another entry repeats it', async () => {
    const { messenger, enter } = open();
    messenger.failNext(new AppError('lark.transient', 'no answer'), 'afterAccepting');
    await expect(enter('ev_1')).rejects.toThrow('no answer');
    await enter('ev_2');
    expect(messenger.sent).toHaveLength(1);
  });
});

import { LIMITS } from './card-rules.ts';
import { bytesOf } from './paging.ts';
import { checkElement } from './validate-element.ts';
import { checkPart, isRecord, listOf } from './validate-part.ts';
import type { CardFault, Walk } from './validate-part.ts';

export type { CardFault } from './validate-part.ts';

/**
 * Checks a card as strictly as Lark does, before Lark does: unknown tags and properties, what must be there, nesting,
 * places of forms, unique names, and every limit (lark.md 2). An empty list: the card can be sent.
 */
export function validateCard(card: unknown): readonly CardFault[] {
  const walk: Walk = {
    faults: [],
    names: new Set(),
    ids: new Set(),
    formNames: new Set(),
    count: 0,
    charts: 0,
  };
  const fault = (path: string, problem: string) => walk.faults.push({ path, problem });
  if (!isRecord(card)) return [{ path: '', problem: 'not an object' }];
  checkPart('card', card, '', walk);
  if (card['schema'] !== '2.0') fault('schema', 'must be "2.0"');
  checkConfig(card['config'], walk);
  if (card['header'] !== undefined) checkHeader(card['header'], walk);
  checkBody(card['body'], walk);
  if (walk.count > LIMITS.elements) fault('body', `${walk.count} elements, at most ${LIMITS.elements}`);
  if (walk.charts > LIMITS.charts) fault('body', `${walk.charts} charts, at most ${LIMITS.charts}`);
  const bytes = bytesOf(card);
  if (bytes > LIMITS.bytes) fault('', `${bytes} bytes, at most ${LIMITS.bytes}`);
  return walk.faults;
}

function checkConfig(config: unknown, walk: Walk): void {
  if (!checkPart('config', config, 'config', walk)) return;
  if (config['update_multi'] !== true)
    walk.faults.push({ path: 'config.update_multi', problem: 'must be true, or the card cannot be updated' });
  if (config['summary'] !== undefined) checkPart('summary', config['summary'], 'config.summary', walk);
}

function checkHeader(header: unknown, walk: Walk): void {
  if (!checkPart('header', header, 'header', walk)) return;
  checkElement(header['title'], 'header.title', walk, { depth: 0, inForm: false, expect: 'plain_text' });
  if (header['subtitle'] !== undefined)
    checkElement(header['subtitle'], 'header.subtitle', walk, {
      depth: 0,
      inForm: false,
      expect: 'plain_text',
    });
  const tags = listOf(header['text_tag_list']);
  if (tags.length > LIMITS.headerTags)
    walk.faults.push({ path: 'header.text_tag_list', problem: `at most ${LIMITS.headerTags}` });
  tags.forEach((tag, index) =>
    checkElement(tag, `header.text_tag_list[${index}]`, walk, {
      depth: 0,
      inForm: false,
      expect: 'text_tag',
    }),
  );
}

function checkBody(body: unknown, walk: Walk): void {
  if (!checkPart('body', body, 'body', walk)) return;
  listOf(body['elements']).forEach((element, index) =>
    checkElement(element, `body.elements[${index}]`, walk, { depth: 1, inForm: false }),
  );
}

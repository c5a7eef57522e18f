/** Where a QR code or a link leads: back to a request or an item, wherever the bot may be reached. */
export interface Links {
  request(number: string): string;
  item(id: string): string;
}

export interface LinkOptions {
  /** The address at which people reach the service's pages, without a slash at its end. */
  readonly base?: string;
  readonly appId: string;
  /** `feishu`, `lark`, or a base URL. */
  readonly domain: string;
}

/**
 * With an address of our own: a small page there, which says what to write to the bot and opens it (adapters/http/links).
 * Without one: the chat with the bot, by Lark's applink, with the number or the item as a parameter that Lark ignores.
 */
export function createLinks(options: LinkOptions): Links {
  const bot = botLink(options);
  const to = (path: string, name: string, value: string): string =>
    options.base === undefined
      ? `${bot}&${name}=${encodeURIComponent(value)}`
      : `${options.base}/${path}/${encodeURIComponent(value)}`;
  return {
    request: number => to('r', 'request', number),
    item: id => to('i', 'item', id),
  };
}

/** Opens the chat with the bot in Lark's own programs. */
export function botLink({ appId, domain }: Pick<LinkOptions, 'appId' | 'domain'>): string {
  const host = domain === 'lark' ? 'applink.larksuite.com' : 'applink.feishu.cn';
  return `https://${host}/client/bot/open?appId=${encodeURIComponent(appId)}`;
}

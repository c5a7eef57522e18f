import { createHash } from 'node:crypto';

/**
 * Versions of settings and items are chained: each holds a hash of what it says and of the hash before it, so that a version that
 * was changed or taken out behind the bot's back shows (issue 8, audit).
 */
export interface ChainFault {
  /** `settings`, or an item's id. */
  readonly subject: string;
  readonly version: number;
  /** missing: the version is not there; changed: it no longer says what it said when it was saved. */
  readonly what: 'missing' | 'changed';
}

/** One link of a chain: which version of what, and its hash. */
export interface ChainLink {
  readonly subject: string;
  readonly version: number;
  readonly chain: string;
}

/** Links that were there once and are there no more as they were: the end of a chain was cut off, or made anew. */
export function lostLinks(known: readonly ChainLink[], links: readonly ChainLink[]): readonly ChainFault[] {
  return known
    .filter(({ subject, version, chain }) => {
      const now = links.find(each => each.subject === subject && each.version === version);
      return now?.chain !== chain;
    })
    .map(({ subject, version }) => ({ subject, version, what: 'missing' }));
}

/** The last link of each chain. */
export function headsOf(links: readonly ChainLink[]): readonly ChainLink[] {
  const heads = new Map<string, ChainLink>();
  for (const link of links)
    if ((heads.get(link.subject)?.version ?? 0) < link.version) heads.set(link.subject, link);
  return [...heads.values()];
}

/** The hash of one version. `previous`: that of the version before, empty for the first. */
export function linkHash(previous: string, content: unknown): string {
  return createHash('sha256')
    .update(`${previous}\n${canonical(content)}`)
    .digest('hex');
}

/** What is wrong with the versions of one subject, oldest first. Versions from before there were hashes begin the chain. */
export function chainFaults(
  subject: string,
  versions: readonly { readonly version: number; readonly chain?: string; readonly content: unknown }[],
): readonly ChainFault[] {
  const faults: ChainFault[] = [];
  let [expected, previous] = [1, ''];
  for (const { version, chain, content } of versions) {
    for (; expected < version; expected += 1) faults.push({ subject, version: expected, what: 'missing' });
    const bare = chain === undefined && previous === '';
    if (!bare && chain !== linkHash(previous, content)) faults.push({ subject, version, what: 'changed' });
    previous = chain ?? previous;
    expected = version + 1;
  }
  return faults;
}

/** JSON whose keys stand in their order, so that equal contents give equal hashes. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

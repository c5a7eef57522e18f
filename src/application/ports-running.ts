import type { Instant } from '../core/definition.ts';
import type { RequestState } from '../core/request.ts';
import type { RequestRow } from './ports-lists.ts';

/** Finding requests for those whose office it is: by what one knows of a request. All that is said must hold. */
export interface RequestFilter {
  /** The beginning of the number. */
  readonly number?: string;
  /** Who applied, entered it, or has or had a task in it; who applied without a name is never found by it. */
  readonly person?: string;
  /** Ids of items; absent: all. */
  readonly items?: readonly string[];
  /** Absent: all. */
  readonly statuses?: readonly RequestState['status'][];
  /** Submitted at or after this, and before that. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Parts of words that must all stand on the form (`findParts`). */
  readonly words?: readonly string[];
}

/** A place in the list, newest first: rows that come later do not move it. */
export interface RequestPlace {
  readonly at: Instant;
  readonly id: string;
}

export interface RequestSearch {
  /** Newest first, at most `limit`: those after this place, or the last ones before it. */
  search(
    filter: RequestFilter,
    from: { readonly after?: RequestPlace; readonly before?: RequestPlace },
    limit: number,
  ): Promise<readonly RequestRow[]>;
}

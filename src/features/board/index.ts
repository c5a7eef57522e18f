import { boardCard } from '../../../cards/board.ts';
import type { Board } from '../../application/board.ts';
import type { CardJson } from '../../application/ports.ts';
import { maySomewhere } from '../../application/rights.ts';
import type { Feature } from '../../application/router.ts';
import { show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';

export interface BoardDeps extends FeatureDeps {
  readonly board: Board;
  /** The screen's page with its token; undefined where it is not switched on. */
  readonly boardLink: string | undefined;
}

/** 办件公示: number, item, state and time of what moved last; the same as the screen in the lobby (issue 7, item 6). */
export function createBoardFeature(deps: BoardDeps): Feature {
  return {
    name: 'board',
    taps: { 'board.open': async ({ page }, tap) => show(await board(deps, tap.person, page)) },
    commands: [
      {
        name: 'board',
        words: ['看板', '公示', '办件公示', '大屏'],
        argument: 'none',
        // The link with its token is not for a group.
        private: true,
        run: async ({ person }) => ({ card: await board(deps, person) }),
      },
    ],
  };
}

async function board(deps: BoardDeps, person: string, page?: number): Promise<CardJson> {
  const [rows, settings] = await Promise.all([deps.board.rows(), deps.stores.settings.current()]);
  const screen = maySomewhere(settings, person, 'reports.see') ? deps.boardLink : undefined;
  return boardCard(
    {
      rows,
      ...(screen === undefined ? {} : { link: screen }),
      ...(page === undefined ? {} : { page }),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

import type { Feature } from '../../application/router.ts';
import { show } from '../shared/answers.ts';
import { choiceCard, chosenReport, reportFile, typedReport } from './choose.ts';
import type { ReportDeps } from './deps.ts';

/** 报表: 每日跟踪, 每周对账, 每月清结, 季度分析, as cards with charts and as files (features 1.21, 1.23, 2.23). */
export function createReports(deps: ReportDeps): Feature {
  return {
    name: 'reports',
    taps: {
      'report.open': async (_, { person }) => show(await choiceCard(deps, person, {})),
      'report.choose': ({ as }, tap) => chosenReport(deps, tap, as),
      'report.file': (action, tap) => reportFile(deps, action, tap),
    },
    commands: [
      {
        name: 'report',
        words: ['报表', '统计', 'reports'],
        argument: 'optional',
        private: true,
        run: async ({ person, argument }) => ({ card: await typedReport(deps, person, argument) }),
      },
    ],
    menus: { report: async person => ({ card: await typedReport(deps, person, '') }) },
  };
}

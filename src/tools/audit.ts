import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../config/project-root.ts';
import { readAudit } from './read-audit.ts';

/**
 * `npm run audit`: asks the registry for advisories about the packages of the lockfile that the service runs on. Ends with 0
 * when there is no grave one, with 1 when there is, and with 3 when no registry answered: then nothing is known.
 */
const NOT_ANSWERED = 3;

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: projectRoot,
  encoding: 'utf8',
  timeout: 120_000,
});
const audit = readAudit(stdout);
if (audit.kind === 'notAnswered') {
  process.stdout.write(`NOT AUDITED: ${audit.why}; nothing is known about advisories\n`);
  process.exitCode = NOT_ANSWERED;
} else {
  for (const line of [...audit.grave, ...audit.lesser]) process.stdout.write(`${line}\n`);
  process.stdout.write(`audited: ${audit.grave.length} grave, ${audit.lesser.length} lesser\n`);
  process.exitCode = audit.grave.length === 0 ? 0 : 1;
}

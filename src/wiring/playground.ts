import { join } from 'node:path';
import type { Env } from '../../config/env.ts';
import { projectRoot } from '../../config/project-root.ts';
import type { Clock } from '../application/ports.ts';
import type { Playground, PlaygroundRoles } from '../playground/index.ts';
import type { Logger } from '../shared/telemetry.ts';

export interface OpenPlayground {
  readonly playground: Playground;
  readonly roles: PlaygroundRoles;
}

/** The stand-in for Lark with its sample organisation. Loaded only when it is used. */
export async function openPlayground(
  env: Env,
  log: Logger,
  clock: Clock | undefined,
): Promise<OpenPlayground> {
  const { createPlayground, loadOrganisation, loadRoles } = await import('../playground/index.ts');
  const folder = join(projectRoot, 'config', 'playground');
  const organisation = loadOrganisation(join(folder, 'organisation.yaml'));
  const playground = createPlayground({
    organisation,
    dataDir: env.dataDir,
    log,
    ...(clock === undefined ? {} : { clock }),
  });
  return { playground, roles: loadRoles(join(folder, 'roles.yaml'), organisation) };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../config/project-root.ts';
import { readAudit } from '../../src/tools/read-audit.ts';

const lockfile = z
  .object({
    lockfileVersion: z.number(),
    packages: z.record(
      z.string(),
      z.looseObject({
        version: z.string().optional(),
        integrity: z.string().optional(),
        resolved: z.string().optional(),
        link: z.boolean().optional(),
        inBundle: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        optional: z.boolean().optional(),
        cpu: z.array(z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')));
const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '');

/** Packages that run code when they are installed: each was looked at. A new one has to be looked at first. */
const RUNS_AT_INSTALL = [
  'node_modules/esbuild',
  'node_modules/lmdb',
  'node_modules/msgpackr-extract',
  'node_modules/protobufjs',
];

describe('what the service is built of', () => {
  test('the lockfile names no address to download from: the registry is whoever installs’s own', () => {
    const addressed = packages.filter(([, { resolved, link }]) => resolved !== undefined || link === true);
    expect(addressed.map(([path]) => path)).toEqual([]);
    expect(JSON.stringify(lockfile)).not.toMatch(
      /https?:\/\/(?!opencollective|github\.com\/sponsors)[^"]*\.tgz|git\+|"file:/,
    );
  });

  test('each package is sealed by a strong hash', () => {
    const open = packages.filter(
      // Binaries for machines of another kind stand there without: they were never fetched here.
      ([, { integrity = '', inBundle, optional, cpu }]) =>
        inBundle !== true && !(optional === true && cpu !== undefined) && !integrity.startsWith('sha512-'),
    );
    expect(open.map(([path]) => path)).toEqual([]);
    expect(packages.length).toBeGreaterThan(300);
  });

  test('each dependency is one exact version, the one in the lockfile', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
      expect(lockfile.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  test('no package runs code at its installation but those that were looked at', () => {
    const running = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path);
    expect(running.sort()).toEqual([...RUNS_AT_INSTALL].sort());
  });
});

describe('the audit of the lockfile', () => {
  test('counts only where a registry gave a report', () => {
    expect(readAudit('')).toEqual({ kind: 'notAnswered', why: 'no registry answered' });
    expect(readAudit('npm error network')).toMatchObject({ kind: 'notAnswered' });
    expect(readAudit('{"message":"405 Method Not Allowed","statusCode":405}')).toEqual({
      kind: 'notAnswered',
      why: 'the registry answered 405',
    });
    expect(readAudit('{"auditReportVersion":2,"vulnerabilities":{}}')).toEqual({
      kind: 'answered',
      grave: [],
      lesser: [],
    });
  });

  test('tells the grave from the lesser', () => {
    const vulnerabilities = {
      koa: { severity: 'critical', range: '<3.0.0' },
      lmdb: { severity: 'high' },
      luxon: { severity: 'moderate', range: '<1' },
    };
    expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities }))).toEqual({
      kind: 'answered',
      grave: ['koa <3.0.0: critical', 'lmdb *: high'],
      lesser: ['luxon <1: moderate'],
    });
  });
});

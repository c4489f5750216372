// What the checks over files say of the shared images. The expectations were read out of the tars with Python's tarfile,
// layer upon layer, not by this program.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { credentialFiles } from '../../../src/hardening/checks/credential-files.ts';
import { attackSurfaceChecks } from '../../../src/hardening/checks/attack-surface.ts';
import { brokenAccountsCheck } from '../../../src/hardening/checks/broken-accounts.ts';
import { coreDumpsCheck } from '../../../src/hardening/checks/core-dumps.ts';
import { cronCheck } from '../../../src/hardening/checks/cron.ts';
import { emptyPasswordCheck } from '../../../src/hardening/checks/dkl-li-0001-empty-password.ts';
import { duplicateIdsCheck } from '../../../src/hardening/checks/dkl-li-0002-duplicate-ids.ts';
import { needlessFilesCheck } from '../../../src/hardening/checks/dkl-li-0003-needless-files.ts';
import { fileCapabilitiesCheck } from '../../../src/hardening/checks/file-capabilities.ts';
import { historiesCheck } from '../../../src/hardening/checks/histories.ts';
import { leftBehindChecks } from '../../../src/hardening/checks/left-behind.ts';
import { otherRootsCheck } from '../../../src/hardening/checks/other-roots.ts';
import { setIdFilesCheck, strangeSetIdFilesCheck } from '../../../src/hardening/checks/setid-files.ts';
import { sshHostKeysCheck, sshServerCheck } from '../../../src/hardening/checks/ssh-server.ts';
import { unknownOwnersCheck } from '../../../src/hardening/checks/unknown-owners.ts';
import { writableByAllChecks } from '../../../src/hardening/checks/writable-by-all.ts';
import { findSurface } from '../../../src/hardening/surface.ts';
import { hardenFile } from '../../support/hardened-image.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';

const checks = [
  setIdFilesCheck,
  strangeSetIdFilesCheck,
  fileCapabilitiesCheck,
  ...writableByAllChecks,
  unknownOwnersCheck,
  emptyPasswordCheck,
  duplicateIdsCheck,
  otherRootsCheck,
  brokenAccountsCheck,
  sshHostKeysCheck,
  sshServerCheck,
  cronCheck,
  ...leftBehindChecks,
  needlessFilesCheck,
  coreDumpsCheck,
  historiesCheck,
];

interface Expected {
  /** By code: path and layer of each failure. Checks that are not named here pass, or do not apply. */
  readonly failed: Readonly<Record<string, readonly string[]>>;
  readonly notApplicable?: readonly string[];
  readonly credentials?: readonly string[];
  /** `kind: names`, in the order of the alphabet. */
  readonly surface: readonly string[];
}

const noAccounts = ['PL2026', 'DKL-LI-0001', 'DKL-LI-0002', 'PL2022', 'PL2023'];

const debianSetId = [
  ...['chage', 'chfn', 'chsh', 'expiry', 'gpasswd', 'mount', 'newgrp', 'passwd', 'su', 'umount'].map(
    (name) => `/usr/bin/${name} 0`,
  ),
  '/usr/sbin/unix_chkpwd 0',
];
const debianShells = 'shell: bash, dash, rbash, sh';
const debianPackages = 'package manager: apt, apt-get, dpkg';

const images: Readonly<Record<string, Expected>> = {
  'apk-based/apk-based': {
    failed: { 'CIS-DI-0008': ['/bin/busybox 3'], PL2020: ['/bin/busybox 3'] },
    surface: ['shell: busybox, sh'],
  },
  'distroless-like/distroless-like': { failed: {}, surface: [] },
  'go-static/go-static': { failed: {}, surface: [] },
  'java-fat/java-fat': {
    failed: { 'CIS-DI-0008': debianSetId },
    credentials: ['/opt/orders/config/keystore.p12 3'],
    surface: ['interpreter: perl, perl5.36.0', debianPackages, debianShells],
  },
  'node-bloated/node-bloated': {
    failed: {
      'CIS-DI-0008': debianSetId,
      PL2025: ['/app/config 18'],
      PL2027: ['/var/lib/apt/lists 6'],
      PL2028: ['/root/.npm 9'],
      PL2030: ['/var/log 12'],
      'DKL-LI-0003': ['/root/.npm 9', '/app/.git 17', '/app/Dockerfile 17'],
    },
    credentials: ['/app/.env 17', '/app/id_rsa 17'],
    surface: ['interpreter: node, nodejs, perl, perl5.36.0', `${debianPackages}, npm, npx`, debianShells],
  },
  'node-optimized/node-optimized': {
    failed: { 'CIS-DI-0008': debianSetId },
    surface: ['interpreter: node, nodejs, perl, perl5.36.0', debianPackages, debianShells],
  },
  'python-app/python-app': {
    failed: {
      'CIS-DI-0008': debianSetId,
      PL2028: ['/root/.cache/pip 4'],
      PL2030: ['/var/log 1'],
      'DKL-LI-0003': ['/root/.cache 4', '/srv/report/Dockerfile 5', '/root/.aws 7'],
    },
    credentials: ['/srv/report/app/settings.py 5'],
    surface: [
      'interpreter: perl, perl5.36.0, python3, python3.11',
      `${debianPackages}, pip, pip3, pip3.11`,
      debianShells,
    ],
  },
  'rpm-based/rpm-sqlite': { failed: {}, notApplicable: noAccounts, surface: ['shell: busybox, sh'] },
  'whiteouts/whiteouts': {
    failed: { 'CIS-DI-0008': ['/data/setuid-tool 2'], PL2020: ['/data/setuid-tool 2'] },
    notApplicable: noAccounts,
    surface: ['shell: busybox, sh'],
  },
  'whiteouts-crafted/whiteouts-crafted': {
    failed: {
      'CIS-DI-0008': ['/opt/setgid 1', '/opt/setuid 1'],
      PL2020: ['/opt/setgid 1', '/opt/setuid 1'],
      PL2021: ['/opt/capable 1'],
      PL2024: ['/opt/world-writable 1'],
      PL2026: ['/opt/big-owner 1', '/opt/base256 2'],
    },
    surface: [],
  },
};

describe.runIf(sharedFixtures())('shared images', () => {
  test.each(Object.entries(images))(
    '%s',
    async (name, expected) => {
      const image = await hardenFile(join(sharedFixtures()!.images, `${name}.tar`));
      const failed: Record<string, string[]> = {};
      const notApplicable: string[] = [];
      for (const check of checks) {
        const verdict = check.check(image);
        expect(verdict.kind, check.code).not.toBe('unknown');
        if (verdict.kind === 'not-applicable') notApplicable.push(check.code);
        if (verdict.kind === 'failed')
          failed[check.code] = verdict.failures.map(({ path, layer }) => `${path} ${layer}`);
      }
      expect(failed).toEqual(expected.failed);
      expect(notApplicable).toEqual(expected.notApplicable ?? []);
      expect(credentialFiles(image).map(({ path, layer }) => `${path} ${layer}`)).toEqual(expected.credentials ?? []);
      const { tools } = findSurface(image);
      const namesOf = (kind: string): string[] =>
        tools.filter((tool) => tool.kind === kind).map(({ name: one }) => one);
      const kinds = [...new Set(tools.map(({ kind }) => kind))].sort();
      const surface = kinds.map((kind) => `${kind}: ${namesOf(kind).sort().join(', ')}`);
      expect(surface).toEqual(expected.surface);
      const failing = attackSurfaceChecks.filter((check) => check.check(image).kind === 'failed');
      expect(failing).toHaveLength(expected.surface.length);
    },
    120_000,
  );
});

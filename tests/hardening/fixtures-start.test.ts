import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/hardening/checks/index.ts';
import { hardenFile } from '../support/hardened-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

const fixtures = sharedFixtures();
const ours = checks.filter(({ code }) => code >= 'PL2050' && code <= 'PL2069');

/** What fails, found by hand with `tar -tv` and the Dockerfiles: codes and paths. */
const expected: Readonly<Record<string, readonly string[]>> = {
  // report-agent is built for glibc; its image has musl.
  'apk-based/apk-based.tar': ['PL2053 /usr/local/bin/report-agent', 'PL2054 /usr/local/bin/report-agent'],
  // Its home directory came from a tar in which it is drwx------ of root.
  'distroless-like/distroless-like.tar': ['PL2051 /home/nonroot', 'PL2058 /home/nonroot/hello'],
  'go-static/go-static.tar': ['PL2060 /linkcheck'],
  // It was built without a Java runtime.
  'java-fat/java-fat.tar': ['PL2050 -'],
  'node-bloated/node-bloated.tar': [],
  'node-optimized/node-optimized.tar': [],
  'python-app/python-app.tar': [],
  'rpm-based/rpm-sqlite.tar': [],
  'rpm-based/rpm-bdb.tar': [],
  'rpm-based/rpm-sqlite-zstd-chunked.oci.tar': [],
  'tiny-multi/tiny-attested.oci.tar': ['PL2059 /tiny', 'PL2060 /tiny'],
  // A later layer deletes /bin/tool; the other image never had one; in the third, it is a file of random bytes.
  'whiteouts-crafted/whiteouts-crafted.tar': ['PL2050 /bin/tool'],
  'whiteouts-crafted/pax-global.tar': ['PL2050 /bin/tool'],
  'whiteouts-crafted/unloadable.tar': ['PL2053 /bin/tool'],
  'whiteouts/whiteouts.tar': [],
};

describe.skipIf(!fixtures)('what the larger images start', () => {
  test.each(Object.entries(expected))('%s', { timeout: 60_000 }, async (name, codes) => {
    const image = await hardenFile(join(fixtures!.images, name));
    const failed = ours.flatMap((check) => {
      const verdict = check.check(image);
      return verdict.kind === 'failed' ? verdict.failures.map(({ path = '-' }) => `${check.code} ${path}`) : [];
    });
    expect(failed).toEqual(codes);
  });

  test.each([0, 1])('tiny-two-platforms.oci.tar, image %d: each program is of its platform', async (number) => {
    const image = await hardenFile(join(fixtures!.images, 'tiny-multi/tiny-two-platforms.oci.tar'), number);
    const check = ours.find(({ code }) => code === 'PL2052');
    expect(check?.check(image)).toEqual({ kind: 'passed' });
  });
});

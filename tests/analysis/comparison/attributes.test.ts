// tests/fixtures/attributes: what the kernel and setcap made, as GNU tar (before) and bsdtar (after) wrote it.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { swapSides, type ComparedFiles } from '../../../src/analysis/comparison/compared-files.ts';
import { ComparedTree } from '../../../src/analysis/comparison/compared-tree.ts';
import { whole } from '../../../src/bytes/in-pieces.ts';
import { fileChanges } from '../../../src/report/compare-report.ts';
import { changesOf, compareArchives } from '../../support/compare.ts';

const fixture = (name: string): { path: string } => ({
  path: join(import.meta.dirname, '../../fixtures/attributes', name),
});

describe('attributes and devices of real archives', () => {
  let files: ComparedFiles;
  beforeAll(async () => {
    ({ files } = await compareArchives(fixture('before.tar'), fixture('after.tar')));
  });
  const told = (of: ComparedFiles): Record<string, string[]> =>
    Object.fromEntries(
      [...fileChanges(new ComparedTree(of))].map(({ path, differs, attributes = [] }) => [
        path,
        attributes.length > 0 ? attributes.map((one) => one.told) : differs,
      ]),
    );

  test('what differs, in words', () => {
    expect(told(files)).toEqual({
      '/dev/disk': ['device'],
      '/etc/note': ['attribute user.gone removed', 'attribute user.note changed'],
      '/usr/bin/gains': ['capabilities added: cap_chown=p'],
      '/usr/bin/loses': ['capabilities removed: cap_bpf,cap_checkpoint_restore=ep'],
      '/usr/bin/otherwise': ['capabilities changed: cap_net_raw=p → cap_net_raw=ep'],
      '/usr/bin/ping': ['capabilities changed: cap_net_bind_service added'],
      '/usr/bin/ping6': ['capabilities changed: cap_net_bind_service added'],
    });
  });

  test('what is the same in both, one tar being written otherwise, is no change; a directory is one', () => {
    expect(changesOf(files)['/etc/conf']).toBe('modified attributes');
    for (const path of ['/etc/bytes', '/usr/bin/keeps', '/dev/null', '/etc/plain']) {
      expect(changesOf(files, true)[path]).toBe('unchanged');
    }
  });

  test('the other way round, what was added is removed', () => {
    expect(told(whole(swapSides(files)))['/usr/bin/gains']).toEqual(['capabilities removed: cap_chown=p']);
    expect(told(whole(swapSides(files)))['/usr/bin/ping']).toEqual([
      'capabilities changed: cap_net_bind_service removed',
    ]);
  });
});

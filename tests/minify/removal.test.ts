import { describe, expect, test } from 'vitest';
import { findOwners } from '../../src/minify/owners.ts';
import { dispensables } from '../../src/minify/dispensable.ts';
import {
  notReachedReason,
  profiles,
  reachSums,
  removalAt,
  removalFacts,
  type Removal,
} from '../../src/minify/removal.ts';
import { elfBytes } from '../support/elf-bytes.ts';
import { reachImage, type ReachedImage } from './support.ts';

const titles = ['stays', ...dispensables.map(({ id }) => id), 'not reached'];

async function removals(image: ReachedImage): Promise<Removal[]> {
  const facts = removalFacts(image.rootfs, image.reach, await findOwners(image.rootfs, image.contents));
  return profiles.map((profile) => removalAt(facts, profile));
}

/** What goes of an image at each profile, by its highest path. */
async function gone(image: ReachedImage): Promise<string[][]> {
  const all = await removals(image);
  return all.map(({ tops, reasons }) =>
    tops.map((node) => `${image.rootfs.pathOf(node)}: ${titles[reasons[node]!]}`).sort(),
  );
}

const start = { Cmd: ['/run'] };
const run = { run: elfBytes({ needs: ['libused.so'] }), 'usr/lib/libused.so': elfBytes({ type: 3 }) };

describe('what goes', () => {
  test('at each profile', async () => {
    const image = await reachImage(
      '  empty/  0755\n  dev/pipe|  0644\n  usr/bin/alias -> used-tool\n  usr/bin/gone -> unused',
      start,
      {
        ...run,
        'usr/bin/used-tool': 'of the package of libused.so',
        'usr/bin/unused': 'of another',
        'opt/own/data': 'of none',
        'usr/share/doc/used/changelog': 'x',
        'usr/share/doc/used/copyright': 'x',
        'usr/share/doc/unused/copyright': 'x',
        'usr/lib/libused.a': 'x',
        'usr/include/used.h': 'x',
        'var/lib/apt/lists/index': 'x',
        'var/lib/dpkg/status': 'x',
        'var/lib/dpkg/info/used.list': '/usr/lib/libused.so\n/usr/bin/used-tool\n/usr/share/doc/used/copyright\n',
        'var/lib/dpkg/info/unused.list': '/usr/bin/unused\n/usr/share/doc/unused/copyright\n',
      },
    );
    const tops = await gone(image);
    expect(tops[0]).toEqual([
      '/usr/include: headers',
      '/usr/lib/libused.a: static libraries',
      '/usr/share/doc/used/changelog: documentation',
      '/var/lib/apt/lists: package indexes',
    ]);
    expect(tops[1]).toEqual([
      '/opt/own: not reached',
      '/usr/bin/gone: not reached',
      '/usr/bin/unused: not reached',
      '/usr/include: headers',
      '/usr/lib/libused.a: static libraries',
      '/usr/share/doc/unused: not reached',
      '/usr/share/doc/used/changelog: documentation',
      '/var/lib/apt: package indexes',
      '/var/lib/dpkg/info: not reached',
    ]);
    expect(tops[2]).toContain('/usr/bin: not reached');
    expect(tops[2]).not.toContain('/usr/share/doc: not reached');
  });

  test('bytes are those of contents, each once', async () => {
    const image = await reachImage('  opt/b => opt/a', start, { ...run, 'opt/a': 'twelve bytes' });
    const [sure, balanced] = await removals(image);
    expect(sure?.removed).toEqual({ files: 0, bytes: 0 });
    expect(balanced?.removed).toEqual({ files: 2, bytes: 12 });
    expect(balanced?.byReason[notReachedReason]).toEqual({ files: 2, bytes: 12 });
    expect(reachSums(image.rootfs, image.reach)[0]).toEqual({ files: 2, bytes: 12 });
  });

  test('a file with a name that is needed stays under all of them', async () => {
    const image = await reachImage('  opt/other => run', start, run);
    expect(await gone(image)).toEqual([[], [], []]);
  });

  test('packages of Node and Python are known by their folders and lists', async () => {
    const image = await reachImage(
      '',
      { Cmd: ['/app/node_modules/used/run', '/site-packages/used/tool'] },
      {
        'app/node_modules/used/run': elfBytes(),
        'app/node_modules/used/other': 'x',
        'app/node_modules/used/package.json': '{"name": "used", "version": "1.0.0"}',
        'app/node_modules/used/node_modules/inner/package.json': '{"name": "inner", "version": "1.0.0"}',
        'app/node_modules/unused/package.json': '{"name": "unused", "version": "1.0.0"}',
        'site-packages/used/tool': elfBytes(),
        'site-packages/used/other': 'x',
        'site-packages/used-1.dist-info/RECORD': 'used/tool,,\nused/other,,\nused-1.dist-info/RECORD,,\n',
        'site-packages/unused/other': 'x',
        'site-packages/unused-1.dist-info/RECORD': 'unused/other,,\nunused-1.dist-info/RECORD,,\n',
      },
    );
    const [, balanced] = await gone(image);
    expect(balanced).toEqual([
      '/app/node_modules/unused: not reached',
      '/app/node_modules/used/node_modules: not reached',
      '/site-packages/unused-1.dist-info: not reached',
      '/site-packages/unused: not reached',
    ]);
  });
});

import { expect, test } from 'vitest';
import { FileKinds, fileKinds } from '../../src/analysis/file-kind.ts';
import { whole } from '../../src/bytes/in-pieces.ts';
import { buildImage } from '../support/build-image.ts';

const files: Readonly<Record<string, string>> = {
  'var/lib/dpkg/status': 'package-database',
  'var/lib/dpkg/info/libc6.so': 'package-database',
  'var/cache/apt/pkgcache.bin': 'cache',
  'root/.npm/_cacache/x.js': 'cache',
  'srv/__pycache__/a.cpython-311.pyc': 'cache',
  'usr/share/doc/bash/README': 'documentation',
  'srv/README.MD': 'documentation',
  'usr/share/locale/de/LC_MESSAGES/bash.mo': 'locale',
  'usr/lib/libssl.so.3': 'library',
  'usr/lib/libc.so.6.1.0': 'library',
  'usr/lib/libgcc.a': 'library',
  'srv/app.jar': 'archive',
  'srv/logs.tar.gz': 'archive',
  'srv/hero.BMP': 'picture-or-font',
  'srv/app.js': 'script',
  'srv/run.sh  0755': 'script',
  'usr/bin/node  0755': 'program',
  'usr/bin/gcc-12.5  0755': 'program',
  'etc/passwd': 'other',
  'srv/so.3': 'other',
  'srv/.so': 'other',
  'srv/a.': 'other',
  'srv/x.so.': 'other',
};

test('a file is of a kind by its place, then its name, then its rights', () => {
  const lines = Object.keys(files).map((file) => {
    const [path, mode = ''] = file.split('  ');
    return `${path}  10  ${mode}`.trim();
  });
  const { rootfs } = buildImage(`layer\n${lines.join('\n')}`);
  const kinds = whole(FileKinds.of(rootfs.columns.names, rootfs.columns.parents));
  const told = Object.keys(files).map((file) => {
    const node = rootfs.find(`/${file.split('  ')[0]}`)!;
    return [file, fileKinds[kinds.kindOf(node, rootfs.columns.eventModes[rootfs.eventsOf(node)[0]!]!)]!.id];
  });
  expect(Object.fromEntries(told)).toEqual(files);
});

test('no extension is of two kinds', () => {
  const all = fileKinds.flatMap(({ extensions = [] }) => extensions);
  expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
});

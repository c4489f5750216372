import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { collectProgramFacts } from '../../src/optimize/compatibility/program-facts.ts';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../src/optimize/review.ts';
import { elfBytes } from '../support/elf-bytes.ts';
import { hardenedImage } from '../support/hardened-image.ts';
import { dockerfileOf } from '../support/review-changes.ts';

interface Given {
  readonly text: string;
  readonly layers: string;
  readonly contents?: Readonly<Record<string, Uint8Array>>;
}

async function reviewOf({ text, layers, contents = {} }: Given, off: string[] = []): Promise<DockerfileReview> {
  const hardened = await hardenedImage(layers, { contents });
  const { image, rootfs } = hardened;
  const witness = { image, rootfs: rootfs.columns, leaks: [], programs: collectProgramFacts(hardened) };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: witness, off };
  return reviewDockerfile({ ...input, profile: 'smallest' });
}

const idsOf = ({ proposal }: DockerfileReview): string[] => proposal?.changes.map(({ id }) => id) ?? [];
const reasonsOf = ({ keptBack }: DockerfileReview): string[] => keptBack.map(({ reason }) => reason);

const base = `
  layer  base
    bin/sh  10
    lib64/ld-linux-x86-64.so.2  10
    usr/lib/x86_64-linux-gnu/libc.so.6  10
`;

const stanza = (name: string, depends = ''): string =>
  `Package: ${name}\nStatus: install ok installed\n${depends === '' ? '' : `Depends: ${depends}\n`}\n`;

/** What apt-get leaves behind: a library that a package alone came for, and the lists that say so. */
function installedLayer(
  command: string,
  packages: Readonly<Record<string, { depends?: string; file: string }>>,
): string {
  const status = Object.entries(packages).map(([name, { depends }]) => stanza(name, depends));
  const lists = Object.entries(packages).map(
    ([name, { file }]) => `    ${file}  100\n    var/lib/dpkg/info/${name}.list  ${JSON.stringify(`/.\n/${file}\n`)}`,
  );
  return `  layer  RUN /bin/sh -c ${command} # buildkit\n${lists.join('\n')}\n    var/lib/dpkg/status  ${JSON.stringify(status.join(''))}\n`;
}

describe('a library that came with a tool', () => {
  const install = 'apt-get update && apt-get install -y curl jq && rm -rf /var/lib/apt/lists/*';
  const text = dockerfileOf('FROM debian:12', `RUN ${install}`, 'COPY fetch /app/', 'CMD ["/app/fetch"]');
  const libcurl = 'usr/lib/x86_64-linux-gnu/libcurl.so.4';
  const installed = installedLayer(install, {
    curl: { file: 'usr/bin/curl', depends: 'libc6 (>= 2.34), libcurl4 (= 7.88)' },
    jq: { file: 'usr/bin/jq', depends: 'libc6' },
    libcurl4: { file: libcurl },
  });
  const layers = `${base}${installed}  layer  COPY fetch /app/ # buildkit\n    app/fetch  100  0755\n`;
  const program = (needs: readonly string[]): Uint8Array =>
    elfBytes({ type: 3, interpreter: '/lib64/ld-linux-x86-64.so.2', needs });

  test('keeps the tool where a program needs it', async () => {
    const review = await reviewOf({ text, layers, contents: { 'app/fetch': program(['libcurl.so.4', 'libc.so.6']) } });
    expect(idsOf(review)).not.toContain('remove-download-tools');
    expect(review.keptBack).toEqual([
      {
        title: 'Leave curl out of the image',
        line: 2,
        reason:
          '/app/fetch needs the library libcurl.so.4, which the package libcurl4 brings: it would no longer be installed.',
      },
    ]);
    expect(review.proposal?.text ?? text).toContain('curl jq');
  });

  test('keeps the tool where a large program needs it', async () => {
    const large = { type: 3, interpreter: '/lib64/ld-linux-x86-64.so.2', symbols: 200_000, code: 2_000_000 };
    const kept = async (needs: readonly string[]): Promise<string[]> =>
      reasonsOf(await reviewOf({ text, layers, contents: { 'app/fetch': elfBytes({ ...large, needs }) } }));
    expect(await kept(['libc.so.6', 'libcurl.so.4'])).toEqual([
      '/app/fetch needs the library libcurl.so.4, which the package libcurl4 brings: it would no longer be installed.',
    ]);
    expect(await kept(['libc.so.6'])).toEqual([]);
  });

  test('goes with it where none does', async () => {
    const review = await reviewOf({ text, layers, contents: { 'app/fetch': program(['libc.so.6']) } });
    expect(idsOf(review)).toContain('remove-download-tools');
    expect(review.keptBack).toEqual([]);
  });

  test('stays by itself where another package needs it, so that the tool can go', async () => {
    const both = layers.replace(
      'Package: jq\\nStatus: install ok installed\\nDepends: libc6',
      'Package: jq\\nStatus: install ok installed\\nDepends: libcurl4 | libcurl3',
    );
    expect(both).not.toBe(layers);
    const review = await reviewOf({ text, layers: both, contents: { 'app/fetch': program(['libcurl.so.4']) } });
    expect(idsOf(review)).toContain('remove-download-tools');
  });

  test('a library of the same name beside the program is enough', async () => {
    const own = `${layers}    app/lib/libcurl.so.4  100\n`;
    const fetch = elfBytes({ type: 3, needs: ['libcurl.so.4'], runPath: '$ORIGIN/lib' });
    const review = await reviewOf({ text, layers: own, contents: { 'app/fetch': fetch } });
    expect(idsOf(review)).toContain('remove-download-tools');
  });

  test.skipIf(!existsSync('/bin/ls') || process.arch !== 'x64')('of a real program', async () => {
    const selinux = installedLayer(install, {
      curl: { file: 'usr/bin/curl', depends: 'libselinux1' },
      jq: { file: 'usr/bin/jq' },
      libselinux1: { file: 'usr/lib/x86_64-linux-gnu/libselinux.so.1' },
    });
    const real = `${base}${selinux}  layer  COPY fetch /app/ # buildkit\n    app/fetch  100  0755\n`;
    const review = await reviewOf({ text, layers: real, contents: { 'app/fetch': readFileSync('/bin/ls') } });
    expect(reasonsOf(review)).toEqual([
      '/app/fetch needs the library libselinux.so.1, which the package libselinux1 brings: it would no longer be installed.',
    ]);
  });
});

describe('a cache', () => {
  const text = dockerfileOf('FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'CMD ["node", "a.js"]');
  const layersWith = (files: string): string => `${base}
  empty  WORKDIR /app
  layer  COPY . . # buildkit
    app/a.js  10
  layer  RUN /bin/sh -c npm ci # buildkit
    app/node_modules/a/a.node  100
    root/.npm/_cacache/content  5000
${files}`;

  test('is emptied', async () => {
    expect(idsOf(await reviewOf({ text, layers: layersWith('') }))).toContain('clean-up-npm-cache');
  });

  test.each<[string, string, Readonly<Record<string, Uint8Array>>, string]>([
    [
      'a library in it that a program needs',
      '    root/.npm/_cacache/libx.so.1  10',
      { 'app/node_modules/a/a.node': elfBytes({ type: 3, needs: ['libx.so.1'], runPath: '/root/.npm/_cacache' }) },
      '/app/node_modules/a/a.node needs the library libx.so.1, and nothing else in the image would do.',
    ],
    [
      'what loads a program',
      '    root/.npm/_cacache/ld.so  10',
      { 'app/node_modules/a/a.node': elfBytes({ type: 3, interpreter: '/root/.npm/_cacache/ld.so' }) },
      '/app/node_modules/a/a.node is loaded by /root/.npm/_cacache/ld.so, and nothing else in the image would do.',
    ],
    [
      'what starts a script',
      `    root/.npm/_cacache/tool  10\n    app/run.sh  "#!/root/.npm/_cacache/tool\\n"  0755`,
      {},
      '/app/run.sh is started by /root/.npm/_cacache/tool, as its first line says, and nothing else in the image would do.',
    ],
    [
      'a file of a package that stays installed',
      '    root/.npm/_cacache/seed  10\n    var/lib/dpkg/info/seeds.list  "/root/.npm/_cacache/seed\\n"',
      {},
      '/root/.npm/_cacache/seed belongs to the package seeds, which stays installed.',
    ],
    [
      'one that apk lists',
      '    root/.npm/_cacache/seed  10\n    lib/apk/db/installed  "P:seeds\\nF:root/.npm/_cacache\\nR:seed\\n"',
      {},
      '/root/.npm/_cacache/seed belongs to the package seeds, which stays installed.',
    ],
  ])('holds %s, and is left', async (_, files, contents, reason) => {
    const review = await reviewOf({ text, layers: layersWith(files), contents });
    // The mount that would hold it is refused for the same reason.
    expect(new Set(reasonsOf(review))).toEqual(new Set([reason]));
    expect(idsOf(review)).not.toContain('clean-up-npm-cache');
    expect(review.proposal?.text ?? text).not.toContain('npm cache clean');
  });

  test('that scripts of installed packages name, people alone would miss', async () => {
    const files =
      '    root/.npm/_cacache/tool  10\n    app/node_modules/a/run.sh  "#!/root/.npm/_cacache/tool\\n"  0755';
    expect(idsOf(await reviewOf({ text, layers: layersWith(files) }))).toContain('clean-up-npm-cache');
  });

  test('is emptied where a hostile file says that it needs everything', async () => {
    const needs = Array.from({ length: 300 }, () => '../root/.npm/_cacache/content');
    const contents = { 'app/node_modules/a/a.node': elfBytes({ type: 3, needs, runPath: '/root/.npm/_cacache' }) };
    expect(idsOf(await reviewOf({ text, layers: layersWith(''), contents }))).toContain('clean-up-npm-cache');
  });

  test('links that lead round and round are not followed', async () => {
    const files = '    usr/lib/liba.so -> libb.so\n    usr/lib/libb.so -> liba.so';
    const contents = { 'app/node_modules/a/a.node': elfBytes({ type: 3, needs: ['liba.so'] }) };
    expect(idsOf(await reviewOf({ text, layers: layersWith(files), contents }))).toContain('clean-up-npm-cache');
  });
});

describe('a removal that goes into an earlier RUN', () => {
  const make = 'apt-get install -y libfoo-dev';
  const remove = 'rm -rf /usr/include/foo';
  const layersOf = (between: string): string => `${base}
  layer  RUN /bin/sh -c ${make} # buildkit
    usr/include/foo/foo.h  5000
    var/lib/dpkg/info/libfoo-dev.list  "/usr/include/foo\\n/usr/include/foo/foo.h\\n"
${between}  layer  RUN /bin/sh -c ${remove} # buildkit
    usr/include/foo/.wh.foo.h
    usr/include/.wh.foo
`;
  const built = '  layer  RUN /bin/sh -c make # buildkit\n    app/run  100\n';

  test('is left where a RUN in between may need the files of a package', async () => {
    const text = dockerfileOf('FROM debian:12', `RUN ${make}`, 'RUN make', `RUN ${remove}`);
    const review = await reviewOf({ text, layers: layersOf(built) });
    expect(reasonsOf(review)).toEqual([
      '/usr/include/foo/foo.h belongs to the package libfoo-dev, which stays installed.',
    ]);
    expect(idsOf(review)).not.toContain('fold-removal');
  });

  test('goes there where nothing runs in between', async () => {
    const text = dockerfileOf('FROM debian:12', `RUN ${make}`, `RUN ${remove}`);
    expect(idsOf(await reviewOf({ text, layers: layersOf('') }))).toContain('fold-removal');
  });

  test('is left where a RUN in between calls a program of it', async () => {
    const fetched = 'fetch-tools /opt/tools';
    const removal = 'rm -rf /opt/tools';
    const text = dockerfileOf('FROM debian:12', `RUN ${fetched}`, 'RUN cd /src && packit --all', `RUN ${removal}`);
    const layersWith = (mode: string): string => `${base}
  layer  RUN /bin/sh -c ${fetched} # buildkit
    opt/tools/bin/packit  5000  ${mode}
  layer  RUN /bin/sh -c cd /src && packit --all # buildkit
    src/packed  10
  layer  RUN /bin/sh -c ${removal} # buildkit
    opt/.wh.tools
`;
    expect(idsOf(await reviewOf({ text, layers: layersWith('0755') }))).not.toContain('fold-removal');
    expect(idsOf(await reviewOf({ text, layers: layersWith('0644') }))).toContain('fold-removal');
  });
});

describe('a slim base', () => {
  const text = dockerfileOf(
    'FROM node:20',
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci',
    'RUN npm run build',
    'CMD ["node", "lib/a.js"]',
  );
  const libraries = 'usr/lib/x86_64-linux-gnu';
  const layers = `${base}    usr/share/doc/gcc-12-base/copyright  9
${installedLayer('full', {
  'gcc-12-base': { file: 'usr/share/doc/gcc-12-base/copyright' },
  'libstdc++6': { file: `${libraries}/libstdc++.so.6` },
  imagemagick: { file: `${libraries}/libMagick.so.6` },
})}    usr/bin/gcc  100  0755
    usr/bin/git  100  0755
    usr/local/bin/node  100  0755
  layer  WORKDIR /app
    app/
  layer  COPY . . # buildkit
    app/package.json  20
    app/package-lock.json  20
    app/src/a.js  20
  layer  RUN /bin/sh -c npm ci # buildkit
    app/node_modules/x/x.node  100
  layer  RUN /bin/sh -c npm run build # buildkit
    app/lib/a.js  30
  empty  CMD ["node" "lib/a.js"]
`;
  const addon = (...needs: string[]) => ({ 'app/node_modules/x/x.node': elfBytes({ type: 3, needs }) });

  test('is kept back where a library of the full one is needed', async () => {
    const review = await reviewOf({ text, layers, contents: addon('libMagick.so.6', 'libc.so.6') });
    expect(reasonsOf(review)).toEqual([
      '/app/node_modules/x/x.node needs the library libMagick.so.6, which the package imagemagick brings: it would no longer be installed.',
    ]);
    expect(idsOf(review)).not.toContain('slim-base');
  });

  test('is proposed where it has all that is needed, whatever a program of the full one needs', async () => {
    const node = { 'usr/local/bin/node': elfBytes({ type: 2, needs: ['libMagick.so.6'] }) };
    const review = await reviewOf({ text, layers, contents: { ...addon('libstdc++.so.6'), ...node } });
    expect(reasonsOf(review)).toEqual([]);
    expect(idsOf(review)).toContain('slim-base');
  });
});

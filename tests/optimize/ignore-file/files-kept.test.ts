// What the guard says of a .dockerignore: nothing is left out that what runs in the image needs.
import { describe, expect, test } from 'vitest';
import { collectProgramFacts } from '../../../src/optimize/compatibility/program-facts.ts';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../../src/optimize/review.ts';
import { folderOf, type GivenFiles } from '../../support/build-context.ts';
import { elfBytes } from '../../support/elf-bytes.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { dockerfileOf } from '../../support/review-changes.ts';

interface Given {
  readonly text: string;
  /** Of the last layer, which COPY made. */
  readonly files: string;
  readonly later?: string;
  readonly copy?: string;
  readonly start?: Readonly<Record<string, unknown>>;
  readonly contents?: Readonly<Record<string, Uint8Array>>;
  readonly folder?: GivenFiles;
}

const base = `
  layer  base
    bin/sh  10  0755
    lib64/ld-linux-x86-64.so.2  10
`;

async function reviewOf({ text, files, later = '', copy = 'COPY . .', start = {}, ...given }: Given) {
  const { contents = {}, folder } = given;
  const config = { WorkingDir: '/app', ...start };
  const layers = `${base}  layer  ${copy} # buildkit\n${files}${later}`;
  const hardened = await hardenedImage(layers, { contents, config });
  const { image, rootfs } = hardened;
  const witness = { image, rootfs: rootfs.columns, leaks: [], programs: collectProgramFacts(hardened) };
  const context = folder && { context: folderOf({ Dockerfile: text, ...folder }), dockerignore: null };
  return reviewDockerfile({
    fileName: 'Dockerfile',
    text,
    dockerignore: null,
    image: witness,
    ...(context && { folder: context }),
    off: [],
  });
}

const patternsOf = ({ dockerignore }: DockerfileReview): string[] =>
  (dockerignore ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const text = dockerfileOf('FROM debian:12', 'WORKDIR /app', 'COPY . .', 'CMD ["./run"]');
const start = { Cmd: ['./run'] };
const notes = '    app/README.md  10\n';

describe('a library', () => {
  const files = `    app/run  100  0755\n    app/docs/libplot.so.1  100\n${notes}`;
  const program = (needs: readonly string[], runPath = '$ORIGIN/docs') =>
    elfBytes({ type: 3, interpreter: '/lib64/ld-linux-x86-64.so.2', needs, runPath });

  test('of a program that stays, stays', async () => {
    const review = await reviewOf({ text, start, files, contents: { 'app/run': program(['libplot.so.1']) } });
    expect(patternsOf(review)).toEqual(['README.md']);
    expect(review.keptBack).toEqual([
      {
        title: 'Leave docs/libplot.so.1 out of the build',
        line: 3,
        reason: '/app/run needs the library libplot.so.1, and nothing else in the image would do.',
      },
    ]);
  });

  test('that no program needs goes', async () => {
    const review = await reviewOf({ text, start, files, contents: { 'app/run': program(['libc.so.6']) } });
    expect(patternsOf(review)).toEqual(['README.md', 'docs']);
    expect(review.keptBack).toEqual([]);
  });

  test('that is elsewhere as well goes', async () => {
    const twice = `${files}    usr/lib/libplot.so.1  100\n`;
    const review = await reviewOf({ text, start, files: twice, contents: { 'app/run': program(['libplot.so.1']) } });
    expect(patternsOf(review)).toEqual(['README.md', 'docs']);
  });

  test('that a later step makes anew goes', async () => {
    const later = '  layer  RUN /bin/sh -c make -C docs # buildkit\n    app/docs/libplot.so.1  120\n';
    const remade = dockerfileOf('FROM debian:12', 'WORKDIR /app', 'COPY . .', 'RUN make -C docs', 'CMD ["./run"]');
    const given = { text: remade, start, files, later };
    const review = await reviewOf({ ...given, contents: { 'app/run': program(['libplot.so.1']) } });
    expect(review.keptBack).toEqual([]);
  });

  test('stays in a folder, too, with what it needs in its turn', async () => {
    const more = `    app/run  100  0755\n    app/spec/libplot.so.1  100\n    app/tests/libbase.so.2  100\n    app/tests/a.test.js  9\n    app/spec/a  9\n`;
    const review = await reviewOf({
      text,
      start,
      files: more,
      contents: {
        'app/run': program(['libplot.so.1'], '$ORIGIN/spec'),
        'app/spec/libplot.so.1': elfBytes({ type: 3, needs: ['libbase.so.2'], runPath: '$ORIGIN/../tests' }),
      },
      folder: {
        run: 100,
        'spec/libplot.so.1': 100,
        'spec/a': 9,
        'tests/libbase.so.2': 100,
        'tests/a.test.js': 9,
        'README.md': 10,
      },
    });
    const patterns = patternsOf(review);
    expect(patterns).toEqual(expect.arrayContaining(['spec', '!spec/libplot.so.1', 'tests', '!tests/libbase.so.2']));
    expect(review.keptBack.map(({ title }) => title)).toEqual([
      'Leave spec/libplot.so.1 out of the build',
      'Leave tests/libbase.so.2 out of the build',
    ]);
  });
});

describe('an interpreter', () => {
  const files = `    app/manage  "#!/app/spec/lua\\n"  0755\n    app/spec/lua  100  0755\n${notes}`;

  test('of a script that stays, stays', async () => {
    const review = await reviewOf({ text, files });
    expect(patternsOf(review)).toEqual(['README.md']);
    expect(review.keptBack.map(({ reason }) => reason)).toEqual([
      '/app/manage is started by /app/spec/lua, as its first line says, and nothing else in the image would do.',
    ]);
  });

  test('of a script that is left out with it goes', async () => {
    const inside = `    app/spec/manage  "#!/app/spec/lua\\n"  0755\n    app/spec/lua  100  0755\n${notes}`;
    expect(patternsOf(await reviewOf({ text, files: inside }))).toEqual(['spec', 'README.md']);
  });
});

describe('what a container starts', () => {
  const elsewhere = dockerfileOf('FROM debian:12', 'WORKDIR /app', 'COPY . /srv', 'CMD ["/srv/docs/serve"]');
  const files = '    srv/docs/serve  100  0755\n    srv/README.md  10\n';

  test('stays, where it lies below another folder than the working directory', async () => {
    const given = { text: elsewhere, copy: 'COPY . /srv', files };
    const review = await reviewOf({ ...given, start: { Cmd: ['/srv/docs/serve'] } });
    expect(patternsOf(review)).toEqual(['README.md']);
    expect(review.keptBack).toEqual([
      {
        title: 'Leave docs/serve out of the build',
        line: 3,
        reason: '/srv/docs/serve is what the image’s ENTRYPOINT, CMD or HEALTHCHECK leads to.',
      },
    ]);
  });

  test('stays with a link that leads to it, and as a folder that it serves', async () => {
    const linked = `    app/run -> docs/real\n    app/docs/real  10  0755\n    app/tests/pages/a  9\n${notes}`;
    const served = { Cmd: ['./run', '--root=/app/tests/pages'] };
    const review = await reviewOf({ text, files: linked, start: served });
    expect(patternsOf(review)).toEqual(['README.md']);
  });

  test('goes where nothing starts it', async () => {
    const given = { text: elsewhere.replace('/srv/docs/serve', 'sh'), copy: 'COPY . /srv', files };
    expect(patternsOf(await reviewOf({ ...given, start: { Cmd: ['sh'] } }))).toEqual(['README.md', 'docs']);
  });
});

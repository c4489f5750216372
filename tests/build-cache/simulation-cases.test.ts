import { describe, expect, test } from 'vitest';
import { BuildSimulation, simulateBuild } from '../../src/build-cache/build-simulation.ts';
import type { BuildChange, SimulatedBuild } from '../../src/build-cache/simulation.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { ignoredIn, nodeOf, treeOf } from './context-of.ts';

const paths = ['package.json', 'src/index.js', 'src/a.js', 'conf/x', 'conf/y', 'README.md'];
const tree = treeOf(paths);

interface Given {
  readonly files?: readonly string[];
  readonly images?: readonly string[];
  readonly args?: readonly string[];
  readonly dockerignore?: string;
  readonly target?: string;
}

function simulate(
  lines: readonly string[],
  { files = [], images = [], args = [], dockerignore = '', target }: Given = {},
): SimulatedBuild {
  const dockerfile = parseDockerfile(`${lines.join('\n')}\n`);
  const change: BuildChange = {
    files: new Set(files.map((path) => nodeOf(tree, path))),
    images: new Set(images),
    buildArgs: new Set(args),
  };
  const given = target === undefined ? {} : { target };
  return simulateBuild({ tree, ignored: ignoredIn(tree, dockerignore), dockerfile, given }, change);
}

/** 'R' runs, '.' is reused, '-' is not built, '!' is refused; small letters and commas for what is no operation. */
const marks = ({ steps }: SimulatedBuild): string =>
  steps
    .map(({ state, isWork }) => {
      if (state === 'not built' || state === 'refused') return state === 'refused' ? '!' : '-';
      return state === 'runs' ? (isWork ? 'R' : 'r') : isWork ? '.' : ',';
    })
    .join('');

const whyOf = ({ steps }: SimulatedBuild, line: number): string => steps.find((step) => step.line === line)?.why ?? '';

describe('what is taken', () => {
  test.each([
    ['src/index.js', '', ',.R'],
    ['README.md', '', ',.R'],
    ['README.md', '*.md', ',..'],
    ['package.json', '', ',RR'],
  ])('%s with .dockerignore %j: %s', (file, dockerignore, expected) => {
    const lines = ['FROM scratch', 'COPY package.json /', 'COPY . /app'];
    expect(marks(simulate(lines, { files: [file], dockerignore }))).toBe(expected);
  });

  test('nothing changed: all is reused, and nothing is pushed', () => {
    const build = simulate(['FROM debian', 'RUN one', 'COPY . /', 'ENV A=1', 'CMD ["x"]']);
    expect(marks(build)).toBe('...,,');
    expect(build).toMatchObject({ running: 0, reused: 3, seconds: 0, untimed: 0, bytes: 0, unsized: 0, problems: [] });
  });

  test('stages that are not needed, and a target', () => {
    const lines = ['FROM a AS one', 'RUN x', 'FROM b AS two', 'COPY src /s', 'FROM one', 'RUN y'];
    expect(marks(simulate(lines, { files: ['src/a.js'] }))).toBe('..--,.');
    expect(marks(simulate(lines, { files: ['src/a.js'], target: 'two' }))).toBe('--.R--');
  });
});

describe('COPY --from is compared by what it takes', () => {
  const copies = ['FROM scratch AS files', 'COPY src /srv/src', 'COPY conf /srv/conf', 'FROM debian'];

  test.each([
    ['/srv/src', 'src/a.js', 'R'],
    ['/srv/src', 'conf/x', '.'],
    ['/srv/conf', 'src/a.js', '.'],
    ['/srv', 'conf/x', 'R'],
    ['/srv/conf/*', 'conf/x', 'R'],
    ['/srv/conf/x', 'conf/x', 'R'],
    ['/srv/conference', 'conf/x', '.'],
    ['/', 'src/a.js', 'R'],
  ])('%s of a stage of COPYs, with %s changed: %s', (source, file, expected) => {
    const build = simulate([...copies, `COPY --from=files ${source} /x`], { files: [file] });
    expect(marks(build).at(-1)).toBe(expected);
  });

  test('what a RUN made cannot be known', () => {
    const lines = [
      'FROM debian AS build',
      'COPY src /s',
      'RUN make',
      'FROM debian',
      'COPY --from=build /out /out',
      'RUN x',
    ];
    const build = simulate(lines, { files: ['src/a.js'] });
    expect(marks(build)).toBe('.RR.RR');
    expect(whyOf(build, 5)).toBe(
      'It takes files of stage build, where line 3 runs again: should they come out the same, it is reused, and all that stands on it.',
    );
    expect(whyOf(build, 6)).toBe('Line 5 runs again, and this step stands on it.');
  });

  test('through stages that copy from each other, and one that is built on it', () => {
    const lines = [
      ...copies.slice(0, 3), 'FROM scratch AS middle', 'COPY --from=files /srv/conf /c', 'COPY --from=files /srv/src /s',
      'FROM middle', 'WORKDIR /x', 'FROM debian', 'COPY --from=middle /c /c', 'COPY --from=middle /s /s',
    ]; // prettier-ignore
    expect(marks(simulate(lines, { files: ['src/a.js'] }))).toBe(',RR,.R--..R');
  });

  test('a base image that is another may hold other files', () => {
    const lines = ['FROM alpine AS one', 'FROM debian', 'COPY --from=one /etc /e'];
    expect(marks(simulate(lines, { images: ['alpine'] }))).toBe('R.R');
    expect(marks(simulate(lines, { images: ['debian'] }))).toBe('.RR');
  });
});

describe('why', () => {
  test.each([
    [['COPY src /s'], { files: ['src/a.js'] }, 'Line 2 copies src/a.js, which changed.'],
    [
      ['COPY src conf /s'],
      { files: ['src/a.js', 'conf/x', 'conf/y'] },
      'Line 2 copies src/a.js and 2 more files that changed.',
    ],
    [['RUN --mount=target=/s make'], { files: ['src/a.js'] }, 'Line 2 mounts src/a.js, which changed.'],
    [['RUN make'], {}, 'Its text and all it stands on are the same.'],
    [
      ['RUN apt-get update'],
      {},
      'Its text and all it stands on are the same; whether there is something newer to download, the builder does not look.',
    ],
    [['COPY conf /c'], { files: ['src/a.js'] }, 'The files it takes and all it stands on are the same.'],
    [
      ['ADD https://user:secret@example.com:8443/x.tgz /x'],
      {},
      'The builder asks example.com at each build; it runs again only where something else comes.',
    ],
    [
      ['ADD git@github.com:a/b.git /x'],
      {},
      'The builder asks github.com at each build; it runs again only where something else comes.',
    ],
    [['ENV A=1'], {}, 'It only goes into the image’s settings, which takes no time.'],
    [
      ['RUN --mount=type=cache,target=/c --mount=target=/s make'],
      { files: ['src/a.js'] },
      'Line 2 mounts src/a.js, which changed. Its cache mounts keep what they hold.',
    ],
    [['COPY --from=alpine /x /x'], { images: ['alpine'] }, 'There is another image behind alpine than before.'],
  ] as const)('%j after %j: %s', (lines, given, why) => {
    expect(whyOf(simulate(['FROM debian', ...lines], given), 2)).toBe(why);
  });

  test.each([
    [['ARG A', 'RUN make'], 3, 'It runs with A, which has another value.'],
    [['ARG A B', 'RUN make'], 3, 'It runs with A and B, which have other values.'],
    [['ARG A', 'WORKDIR /$A'], 3, 'Its text, its place or its user depends on A, which has another value.'],
    [['ARG A', 'ENV C=$A'], 3, 'A has another value; to write that down takes no time.'],
    [['ARG A', 'RUN one', 'COPY --link src /s'], 4, 'With --link it does not stand on line 3, which runs again.'],
  ] as const)('%j with other arguments', (lines, line, why) => {
    expect(whyOf(simulate(['FROM debian', ...lines], { args: ['A', 'B'] }), line)).toBe(why);
  });

  test('of stages', () => {
    const build = simulate(['FROM a AS one', 'COPY src /s', 'FROM b AS two', 'FROM one', 'RUN x'], {
      files: ['src/a.js'],
    });
    expect(whyOf(build, 3)).toBe('Stage two is not needed for what is built.');
    expect(whyOf(build, 4)).toBe('It builds on stage one, which runs again from line 2 on.');
  });
});

describe('problems', () => {
  test.each([
    [['FROM a', 'COPY nothing /x'], 2, 'nothing is not in the folder'],
    [['FROM a', 'COPY README.md /x'], 2, 'README.md is left out by .dockerignore'],
    [['FROM $X', 'RUN x'], 1, 'X has no value'],
    [['ARG X', 'FROM a:$X', 'RUN x'], 2, 'X has no value'],
    [['ARG X', 'ARG Y', 'FROM a:${X}-${Y}', 'RUN x'], 3, 'X, Y have no value'],
    [['ARG X=B', 'FROM $X', 'RUN x'], 2, 'FROM $X is B, which names no valid image'],
    [['FROM A', 'RUN x'], 1, 'FROM A names no valid image'],
    [['FROM a:', 'FROM b', 'RUN x'], 1, 'FROM a: names no valid image'],
    [['FROM a AS x', 'COPY --from=x /a /b'], 2, 'names its own stage, a circle'],
    [['FROM a AS x', 'COPY --from=y /a /b', 'FROM a AS y', 'FROM x'], 2, 'names a stage further down'],
    [['FROM a', 'COPY --from=3 /a /b'], 2, 'there is no such stage'],
    [['FROM a AS build', 'FROM b', 'COPY --from=biuld /a /b'], 3, 'Is build meant?'],
    [['FROM a', 'RUN --mount=from=0,target=/x y'], 2, 'a circle'],
  ])('%j', (lines, line, words) => {
    const { problems, steps } = simulate(lines, { dockerignore: '*.md' });
    expect(problems.map((one) => one.line)).toEqual([line]);
    expect(problems[0]?.message).toContain(words);
    const isHint = words.endsWith('?');
    expect(problems[0]?.stops).toBe(!isHint);
    expect(steps.find((step) => step.line === line)?.state).toBe(isHint ? 'reused' : 'refused');
  });

  test.each(['a:$BUILDARCH', '${X:-a}', 'scratch', 'localhost:5000/a/b:1', '$X-a'])('none of FROM %s', (image) => {
    expect(simulate(['ARG X=x', `FROM ${image}`, 'RUN x']).problems).toEqual([]);
  });

  test('the rest is simulated', () => {
    const build = simulate(['FROM ${X}', 'RUN x', 'COPY --from=9 /a /b', 'COPY src /s', 'RUN y'], {
      files: ['src/a.js'],
    });
    expect(build.problems).toHaveLength(2);
    expect(marks(build)).toBe('!.!RR');
  });
});

describe('figures', () => {
  const dockerfile = parseDockerfile(
    'FROM debian AS build\nCOPY src /s\nRUN make\nFROM debian\nRUN install\nCOPY --from=build /o /o\nCOPY conf /c\n',
  );
  const costs = { seconds: new Map([[3, 90], [6, 1]]), bytes: new Map([[6, 500]]) }; // prettier-ignore
  const simulation = new BuildSimulation({ tree, ignored: new Uint8Array(tree.parents.length), dockerfile, costs });
  const none = { files: new Set<number>(), images: new Set<string>(), buildArgs: new Set<string>() };

  test('seconds of what runs, bytes of what is pushed, and how much is not known', () => {
    const build = simulation.after({ ...none, files: new Set([nodeOf(tree, 'src/a.js')]) });
    // Of the build stage nothing is pushed; the two files of conf are of one byte each.
    expect(build).toMatchObject({ running: 4, reused: 3, seconds: 91, untimed: 2, bytes: 502, unsized: 0 });
    expect(build.steps.map(({ bytes }) => bytes)).toEqual([null, 2, null, null, null, 500, 2]);
  });

  test('what can be ticked', () => {
    expect(simulation.images).toEqual(['debian']);
    expect(simulation.baseImage).toBe('debian');
    const all = simulation.after({ ...none, images: new Set(['debian']) });
    expect(all).toMatchObject({ running: 7, reused: 0, untimed: 5, unsized: 2 });
  });
});

describe('hostile input ends, and soon', () => {
  const change: BuildChange = { files: new Set([2]), images: new Set(['a']), buildArgs: new Set(['A']) };

  test.each([
    [
      'stages upon stages',
      Array.from({ length: 3000 }, (_, at) => `FROM ${at === 0 ? 'a' : `s${at - 1}`} AS s${at}\nARG A\nRUN x`).join(
        '\n',
      ),
    ],
    [
      'many COPYs of what other stages hold',
      `FROM a AS s\n${'COPY src /s\n'.repeat(3000)}FROM a\n${'COPY --from=s /s /s\n'.repeat(3000)}`,
    ],
    ['thousands of sources', `FROM a\nCOPY ${'*/*.js '.repeat(20_000)} /x`],
    [
      'thousands of excludes',
      `FROM a\nCOPY ${Array.from({ length: 3000 }, (_, at) => `--exclude=**/x${at}`).join(' ')} . /x`,
    ],
    [
      'arguments of arguments',
      `FROM a\nARG A\n${Array.from({ length: 5000 }, (_, at) => `ARG B${at}=$A$B${at - 1}`).join('\n')}\nRUN x`,
    ],
    ['ONBUILD upon ONBUILD', `FROM a AS s\n${'ONBUILD COPY src /s\n'.repeat(2000)}${'FROM s\n'.repeat(200)}`],
    ['mounts of mounts', `FROM a\nRUN ${'--mount=source=src,target=/x '.repeat(3000)} x`],
    ['a name of all the rest', 'FROM a\nCOPY __proto__ constructor /x\nARG __proto__ A\nRUN x'],
  ])('%s', { timeout: 20_000 }, (_, text) => {
    const ignored = new Uint8Array(tree.parents.length);
    const start = performance.now();
    const simulation = new BuildSimulation({ tree, ignored, dockerfile: parseDockerfile(text) });
    const build = simulation.after(change);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(build.running).toBeGreaterThan(0);
  });
});

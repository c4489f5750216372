import { describe, expect, test } from 'vitest';
import { copiedFiles } from '../../src/build-cache/find-copied-files.ts';
import { copySources } from '../../src/build-cache/copy-request.ts';
import { ContextKind, ContextTreeBuilder } from '../../src/build-context/context-tree.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { buildPlanOf } from '../../src/lint/build-plan.ts';
import { peerAnswers, peerCases } from '../peers/build-cache.ts';
import { allPaths, ignoredIn, treeOf } from './context-of.ts';

/** What an instruction takes, directories with a slash behind them, and what it misses. */
function copy(
  instruction: string,
  paths: readonly string[],
  dockerignore = '',
): { taken: string[]; missing: string[] } {
  const dockerfile = parseDockerfile(`FROM scratch\n${instruction}\n`);
  const [step] = buildPlanOf(dockerfile, {}).steps;
  if (!step) throw new Error(`no step in ${instruction}`);
  const { request } = copySources(step.instruction, step.words.map(({ value }) => value)); // prettier-ignore
  const tree = treeOf(paths);
  const { taken, missing } = copiedFiles(tree, ignoredIn(tree, dockerignore), request);
  const names = allPaths(tree).map((path, node) => (tree.kinds[node] === ContextKind.file ? path : `${path}/`));
  return { taken: names.filter((_, node) => taken[node] === 1), missing: [...missing] };
}

const isFile = (path: string): boolean => !path.endsWith('/');

describe('copiedFiles, beside the copying of BuildKit', () => {
  test.each(peerCases.copies.instructions)('%s', (instruction) => {
    const answer = peerAnswers.taken[instruction];
    expect(answer).toBeDefined();
    const { taken, missing } = copy(instruction, peerCases.copies.files);
    // Where the builder stops there is a source that names nothing, or a pattern that is none.
    if (answer === null) expect(missing.length > 0 || instruction.includes('--exclude=[')).toBe(true);
    else expect(taken.filter(isFile).sort()).toEqual(answer);
  });
});

describe('copiedFiles', () => {
  const paths = ['a.js', 'src/index.js', 'src/lib/b.js', 'src/lib/b.test.js', 'docs/x.md', 'docs/y.md'];

  test.each([
    ['COPY src /o/', ['src/', 'src/index.js', 'src/lib/', 'src/lib/b.js', 'src/lib/b.test.js']],
    ['COPY a.js docs/x.md /o/', ['a.js', 'docs/x.md']],
    ['COPY --exclude=lib src /o/', ['src/', 'src/index.js']],
    ['COPY --parents **/*.test.js /o/', ['src/', 'src/lib/', 'src/lib/b.test.js']],
    ['COPY --parents src/./lib /o/', ['src/lib/', 'src/lib/b.js', 'src/lib/b.test.js']],
    ['COPY <<EOF a.js /o/\nhello\nEOF', ['a.js']],
    ['ADD https://example.com/x.tgz a.js /o/', ['a.js']],
  ])('%j takes directories, too: %j', (instruction, expected) => {
    expect(copy(instruction, paths).taken.filter((path) => path !== '/')).toEqual(expected);
  });

  test.each([
    ['COPY nothing a.js /o/', ['nothing']],
    ['COPY *.ts /o/', ['*.ts']],
    ['COPY src/index.js/x a.js/ /o/', ['src/index.js/x']],
    ['COPY --parents lib src /o/', ['lib']],
    ['COPY --exclude=**/*.js src /o/', []],
  ])('%s misses %j', (instruction, expected) => {
    expect(copy(instruction, paths).missing).toEqual(expected);
  });

  test.each([
    ['docs', 'COPY . /o/', ['a.js', 'src/index.js', 'src/lib/b.js', 'src/lib/b.test.js'], []],
    ['docs', 'COPY docs/ a.js /o/', ['a.js'], ['docs/']],
    ['src\n!src/lib/*.test.js', 'COPY src/lib /o/', ['src/lib/b.test.js'], []],
    ['**\n!docs/x.md', 'COPY * /o/', ['docs/x.md'], []],
    ['*.js', 'COPY a.js /o/', [], ['a.js']],
    ['src/lib', 'COPY --exclude=*.md src docs /o/', ['src/index.js'], []],
    ['src/lib', 'COPY --parents **/*.js /o/', ['a.js', 'src/index.js'], []],
    ['**', 'COPY . /o/', [], []],
  ])('with .dockerignore %j, %s takes %j', (dockerignore, instruction, expected, missing) => {
    const found = copy(instruction, paths, dockerignore);
    expect(found.taken.filter(isFile)).toEqual(expected);
    expect(found.missing).toEqual(missing);
  });

  test('an ADD of --checksum, a JSON form, and a folder that cannot be read', () => {
    expect(copy('COPY ["src/lib/b.js", "docs/*", "/o/"]', paths).taken).toEqual([
      'src/lib/b.js',
      'docs/x.md',
      'docs/y.md',
    ]);
    const builder = new ContextTreeBuilder();
    builder.add(0, 'closed', ContextKind.unreadable);
    const request = { sources: ['.'], exclude: [], parents: false };
    expect([...copiedFiles(builder.finish(), new Uint8Array(2), request).taken]).toEqual([1, 1]);
  });

  test('hostile names, depths and patterns end', () => {
    const deep = `${'a/'.repeat(2000)}b`;
    expect(copy(`COPY ${'*/'.repeat(2000)}b /o/`, [deep]).taken).toHaveLength(1);
    const stars = `COPY ${'*a'.repeat(500)} /o/`;
    expect(copy(stars, ['a'.repeat(2000), 'x\ny']).taken).toEqual(['a'.repeat(2000)]);
    expect(copy(`COPY ${'../'.repeat(5000)}x /o/`, ['x']).taken).toEqual(['x']);
    expect(copy(`COPY ${'['.repeat(3000)} /o/`, ['x']).missing).toHaveLength(1);
  });

  test('200,000 files and a COPY . take well below 100 ms', () => {
    const builder = new ContextTreeBuilder();
    for (let index = 0; index < 200_000; index++) builder.addPath(`d${index % 500}/e${index % 40}/f${index}.js`, 1);
    const tree = builder.finish();
    const ignored = new Uint8Array(tree.parents.length);
    const request = { sources: ['.'], exclude: [], parents: false };
    copiedFiles(tree, ignored, request);
    const start = performance.now();
    const { taken } = copiedFiles(tree, ignored, request);
    expect(performance.now() - start).toBeLessThan(100);
    expect(taken.every((one) => one === 1)).toBe(true);
  });
});

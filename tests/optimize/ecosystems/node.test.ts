import { describe, expect, it } from 'vitest';
import type { FoundEcosystem } from '../../../src/optimize/ecosystem.ts';
import type { GivenFiles } from '../../support/build-context.ts';
import { lines, reviewProject } from '../review-project.ts';

const json = (fields: object): string => JSON.stringify(fields);

/** What is said of Node for a folder that `install` installs in. */
function found(files: GivenFiles | null, install = 'npm install', base = 'node:20'): FoundEcosystem | undefined {
  const text = lines(`FROM ${base}`, 'WORKDIR /app', 'COPY . .', `RUN ${install}`);
  return reviewProject(text, files).ecosystems.find(({ id }) => id === 'node');
}

describe('a Node project', () => {
  it('is told by its Dockerfile alone', () => {
    expect(found(null)).toMatchObject({ tool: 'npm', kind: null, coverage: 'full', notes: [] });
    expect(found(null)?.signs.map(({ what }) => what)).toEqual(['line 4 runs npm install', 'line 1 builds on node:20']);
  });

  it('is none where nothing speaks for it', () => {
    expect(found({ 'main.py': 30 }, 'pip install flask', 'python:3.12')).toBeUndefined();
  });

  it.each([
    ['npm ci', { 'package-lock.json': 9 }, 'npm'],
    ['yarn', { 'yarn.lock': 9 }, 'Yarn classic'],
    ['yarn install --immutable', { 'yarn.lock': 9, '.yarnrc.yml': 9 }, 'Yarn berry'],
    ['pnpm install', { 'pnpm-lock.yaml': 9 }, 'pnpm'],
    ['bun install', { 'bun.lockb': 9 }, 'Bun'],
    ['./setup.sh', { 'bun.lock': 9 }, 'Bun'],
  ])('%s beside %o is %s', (install, files, tool) => {
    expect(found({ 'package.json': json({}), ...files }, install)?.tool).toBe(tool);
  });

  it('takes the package manager that package.json names where no line installs', () => {
    const given = { 'package.json': json({ packageManager: 'yarn@4.5.0' }), 'yarn.lock': 9 };
    expect(found(given, './setup.sh')?.tool).toBe('Yarn berry');
    expect(found({ 'package.json': json({ packageManager: 'yarn@1.22.22' }) }, './setup.sh')?.tool).toBe(
      'Yarn classic',
    );
  });

  it.each([
    [{ 'package.json': json({ devDependencies: { vite: '6' } }) }, 'static front end'],
    [
      { 'package.json': json({ dependencies: { express: '4' }, devDependencies: { vite: '6' } }) },
      'server with express',
    ],
    [{ 'package.json': json({ dependencies: { next: '15' } }) }, 'Next.js, rendered on the server'],
    [
      {
        'package.json': json({ dependencies: { next: '15' } }),
        'next.config.mjs': "export default { output: 'standalone' }",
      },
      'Next.js, rendered on the server, with standalone output',
    ],
    [
      { 'package.json': json({ workspaces: ['apps/*'] }), 'apps/a/package.json': '{}', 'apps/b/package.json': '{}' },
      'workspace of 2 packages',
    ],
    [{ 'package.json': json({ dependencies: { 'left-pad': '1' } }) }, null],
  ])('of %o becomes: %s', (files, kind) => {
    expect(found(files)?.kind).toBe(kind);
  });

  it.each([
    ['{', 'npm', 'package.json could not be read: nothing rests on it.'],
    [
      json({ dependencies: { bcrypt: '5' } }),
      'npm',
      'bcrypt may bring compiled code, which runs only with the C library that it was made for.',
    ],
    [json({}), 'yarn', 'Line 4 installs with Yarn, but the folder has package-lock.json.'],
  ])('with %s and %s says: %s', (manifest, manager, note) => {
    expect(found({ 'package.json': manifest, 'package-lock.json': 9 }, `${manager} install`)?.notes).toContain(note);
  });

  it('says that nothing holds versions fast, and that two lock files do not', () => {
    const manifest = { 'package.json': json({}) };
    expect(found(manifest)?.notes[0]).toContain('no lock file');
    const two = { ...manifest, 'package-lock.json': 9, 'yarn.lock': 9 };
    expect(found(two)?.notes).toEqual([
      'package-lock.json and yarn.lock lie side by side: only one of them is what gets installed.',
    ]);
  });

  it('survives what nobody wrote by hand', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    for (const manifest of ['null', '[]', '"x"', '{"workspaces":7,"packageManager":{},"dependencies":["a"]}', deep])
      expect(found({ 'package.json': manifest })).toBeDefined();
  });
});

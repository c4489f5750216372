// Folders as nobody should have them: each is told of, and none takes long.
import { describe, expect, it } from 'vitest';
import { ContextKind, contextTreeOf, ContextTreeBuilder } from '../../src/build-context/context-tree.ts';
import { auditContext } from '../../src/optimize/ignore-file/audit-context.ts';
import { dockerfileHandlers } from '../../src/workers/handlers/dockerfile.ts';
import { auditOf, folderOf } from '../support/build-context.ts';

const dockerfile = { name: 'Dockerfile', text: 'FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\n' };

describe('figures', () => {
  it('count a file of 20 GB, and say nothing of sizes that are not known', () => {
    const tree = contextTreeOf([{ path: 'disk.img', size: 20e9 }, { path: 'node_modules/a.js' }, { path: 'b' }]);
    const audit = auditContext({ context: { name: 'p', tree, texts: [] }, dockerfile, dockerignore: null });
    expect(audit.now).toEqual({ files: 3, bytes: 20e9, unsized: 2 });
    expect(audit.proposed).toEqual({ files: 2, bytes: 20e9, unsized: 1 });
    expect(audit.proposal?.lines).toMatchObject([{ pattern: '**/node_modules', files: 1, bytes: 0 }]);
  });

  it('pass over a folder that could not be read', () => {
    const builder = new ContextTreeBuilder();
    builder.setKind(builder.add(0, '.git', ContextKind.directory), ContextKind.unreadable);
    builder.addPath('a', 1);
    const tree = builder.finish();
    const audit = auditContext({ context: { name: 'p', tree, texts: [] }, dockerfile, dockerignore: null });
    expect(audit.now).toEqual({ files: 1, bytes: 1, unsized: 0 });
  });

  it('are nothing for an empty folder', () => {
    const audit = auditOf(folderOf({}));
    expect(audit).toMatchObject({ now: { files: 0, bytes: 0 }, proposal: null, risky: [], uses: null });
  });
});

describe('names and texts', () => {
  it.each(['a\nb/id_rsa', '__proto__/.env', '[x]*?/server.key', '-rf/.env', '\u202e.env/id_rsa'])('%j', (path) => {
    const audit = auditContext({ context: folderOf({ [path]: 1 }), dockerfile, dockerignore: null });
    expect(audit.risky.map((file) => file.path)).toEqual([path]);
    expect(audit.proposal?.text ?? '').not.toContain('\nb/');
  });

  it.each([
    ['package.json', '{"scripts": [1], "workspaces": {"packages": 3}, "files": null, "dependencies": "x"}'],
    ['package.json', '{'.repeat(50_000)],
    ['package.json', `{"exports": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['package.json', '{"scripts": {"build": "npm run build", "a": "npm run b", "b": "npm run a"}}'],
    ['package.json', '{"workspaces": ["/**/../**", "../../x", "**/**/**/**", "*".repeat]}'],
    ['pyproject.toml', `${'['.repeat(100_000)}\n"docs`],
    ['Cargo.toml', `\n`.repeat(100_000)],
    ['tsconfig.json', `"exclude" : [${'"'.repeat(100_000)}`],
    ['tsconfig.json', '"exclude":['.repeat(80_000)],
    ['pyproject.toml', `source${' '.repeat(900_000)}`],
    ['composer.json', `"autoload-dev": {${'{}'.repeat(50_000)}`],
    ['pom.xml', '<'.repeat(100_000)],
    ['setup.cfg', ' '.repeat(900_000)],
  ])('a damaged %s', (name, text) => {
    const start = performance.now();
    const audit = auditContext({
      context: folderOf({ [name]: text, 'docs/a.md': 1, '.git/HEAD': 1 }),
      dockerfile,
      dockerignore: null,
    });
    expect(audit.now.files).toBe(3);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it.each([
    ['no COPY', 'FROM a\nRUN make\n', [0, 2]],
    ['nothing but comments', '# nothing\n', [0, 2]],
    ['nobody’s language', '\u0001{]\n'.repeat(1000), [0, 2]],
    ['stages that need each other', 'FROM b AS a\nCOPY --from=b /x /x\nFROM a AS b\nCOPY x /x\n', [1, 1]],
  ])('a Dockerfile with %s', (_, text, [uses, unused]) => {
    const audit = auditContext({
      context: folderOf({ x: 1, y: 1 }),
      dockerfile: { name: 'Dockerfile', text },
      dockerignore: null,
    });
    expect([audit.uses?.length, audit.unused?.length]).toEqual([uses, unused]);
  });

  it('a Dockerfile that is too large is none', () => {
    const text = 'FROM a\n'.repeat(30_000);
    const audit = auditContext({
      context: folderOf({ x: 1 }),
      dockerfile: { name: 'Dockerfile', text },
      dockerignore: null,
    });
    expect(audit).toMatchObject({ uses: null, unused: null, now: { files: 1 } });
  });
});

describe('500,000 files', () => {
  const builder = new ContextTreeBuilder();
  const modules = builder.add(0, 'node_modules', ContextKind.directory);
  builder.addPath('package.json', 2);
  for (let at = 0; at < 5000; at++) {
    const folder = builder.add(modules, `package-${at}`, ContextKind.directory);
    for (let file = 0; file < 100; file++) builder.add(folder, `file-${(file * at) % 997}.js`, ContextKind.file, 10);
  }
  const tree = builder.finish();
  const input = {
    fileName: 'p',
    context: { name: 'p', tree, texts: [{ path: 'package.json', text: '{}' }] },
    dockerfile,
    better: null,
    dockerignore: '*.md\n',
  };
  const ask = () => dockerfileHandlers['audit-context'](structuredClone(input), { onProgress: () => undefined });

  it('are answered for, and their columns move', async () => {
    const { output, transfer } = await ask();
    expect(output.now).toEqual({ files: 500_001, bytes: 5_000_002, unsized: 0 });
    expect(output.proposed).toEqual({ files: 1, bytes: 2, unsized: 0 });
    expect(output.proposal?.text).toBe('*.md\n# Installed packages: the build installs its own.\n**/node_modules\n');
    expect(transfer).toContain(output.ignored.buffer);
    expect(transfer).toContain(output.sums.bytes.buffer);
  });

  it('are the same when they are asked for again, with other sizes', async () => {
    const { output: before } = await ask();
    input.context.tree.sizes[tree.sizes.length - 1] = NaN;
    const { output: after } = await ask();
    expect(after.now).toEqual({ files: 500_001, bytes: 4_999_992, unsized: 1 });
    expect(before.now.unsized).toBe(0);
  });
});

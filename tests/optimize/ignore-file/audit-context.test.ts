import { describe, expect, it } from 'vitest';
import { contextTreeOf } from '../../../src/build-context/context-tree.ts';
import { auditContext } from '../../../src/optimize/ignore-file/audit-context.ts';
import { auditOf, folderOf, sharedContexts } from '../../support/build-context.ts';

const usesOf = (files: Record<string, string | number>) =>
  auditOf(folderOf(files)).uses?.map(({ line, files, bytes, missing }) => [line, files, bytes, missing]);

describe('figures', () => {
  const files = {
    Dockerfile: 'FROM a\nCOPY . .\n',
    'a.bin': 1000,
    'node_modules/x/y.js': 500,
    '.dockerignore': 'node_modules\n',
  };

  it('are those of the folder, and of what is sent', () => {
    const audit = auditOf(folderOf(files));
    const others = files.Dockerfile.length + files['.dockerignore'].length;
    expect(audit.dropped).toEqual({ files: 4, bytes: 1500 + others, unsized: 0 });
    expect(audit.now).toEqual({ files: 3, bytes: 1000 + others, unsized: 0 });
    expect(audit.ignoreFile).toBe('.dockerignore');
    expect(audit.sums.bytes[0]).toBe(audit.now.bytes);
    expect(audit.sums.files[0]).toBe(3);
  });

  it('say of every part how many sizes are not known', () => {
    const audit = auditOf(
      folderOf({
        Dockerfile: 'FROM a\nCOPY src /\n',
        'src/a': NaN,
        '.env': NaN,
        '.git/HEAD': 1,
        '.git/x': NaN,
        'big/b': NaN,
      }),
    );
    const told = (of: readonly { files: number; bytes: number; unsized: number }[] | null | undefined) =>
      of?.map(({ files, bytes, unsized }) => [files, bytes, unsized]);
    const lines = audit.proposal?.lines.filter(({ pattern }) => /env|git/.test(pattern));
    expect(told(lines)).toEqual([[2, 1, 1], [1, 0, 1]]); // prettier-ignore
    expect(told(audit.risky)).toEqual([[1, 0, 1], [2, 1, 1]]); // prettier-ignore
    expect(told(audit.uses)).toEqual([[1, 0, 1]]);
    expect(told(audit.unused?.filter(({ path }) => path === 'big'))).toEqual([[1, 0, 1]]);
  });

  it('count a file whose size is not known, and no bytes for it', () => {
    const tree = contextTreeOf([{ path: 'a', size: 20e9 }, { path: 'b/c' }]);
    const audit = auditContext({ context: { name: 'p', tree, texts: [] }, dockerfile: null, dockerignore: null });
    expect(audit.dropped).toEqual({ files: 2, bytes: 20e9, unsized: 1 });
    expect(audit.sums.bytes[0]).toBe(20e9);
    expect(audit).toMatchObject({ uses: null, unused: null, ignoreFile: null });
  });

  it.each([
    ['the folder has none', {}, '.dockerignore', 2],
    ['the folder has one', { '.dockerignore': '*.md\n' }, '.dockerignore', 3],
    [
      'the Dockerfile has its own',
      { '.dockerignore': '*', 'Dockerfile.dockerignore': 'b.txt' },
      'Dockerfile.dockerignore',
      4,
    ],
  ])('%s: which ignore file is in force', (_, more, path, sent) => {
    const audit = auditOf(folderOf({ Dockerfile: 'FROM a\n', 'a.md': 1, 'b.txt': 1, ...more }), 'a.md\n');
    expect(audit.ignoreFile).toBe(path);
    expect(audit.now.files).toBe(sent);
  });
});

describe('what the instructions take', () => {
  it('is told for each COPY and ADD of the context, with variables replaced', () => {
    const uses = usesOf({
      Dockerfile:
        'ARG DIR=src\nFROM a AS b\nARG DIR\nCOPY $DIR /x\nFROM a\nCOPY --from=b /x /x\nADD https://e.org/f lib/*.js /y/\n',
      'src/one': 1,
      'src/two': 2,
      'lib/a.js': 4,
      'lib/b.ts': 8,
    });
    expect(uses).toEqual([
      [4, 2, 3, []],
      [7, 1, 4, []],
    ]);
  });

  it('holds for bind mounts, and for stages that the target does not need', () => {
    const uses = usesOf({
      Dockerfile:
        'FROM a AS other\nCOPY one .\nFROM a\nRUN --mount=type=bind,source=two,target=/t --mount=type=cache,target=/c make\n',
      one: 1,
      'two/a': 2,
    });
    expect(uses).toEqual([
      [2, 1, 1, []],
      [4, 1, 2, []],
    ]);
  });

  it('names sources that are not there', () => {
    expect(usesOf({ Dockerfile: 'FROM a\nCOPY gone/ here* /x/\n', 'here.txt': 3 })).toEqual([[2, 1, 3, ['gone/']]]);
  });
});

describe('what is unused', () => {
  const unusedOf = (dockerfile: string) =>
    auditOf(folderOf({ Dockerfile: dockerfile, 'data/a': 900, 'data/deep/b': 90, 'src/a': 5, 'src/b': 7 })).unused?.map(
      ({ path, files, bytes }) => [path, files, bytes],
    );

  it('is the topmost that nothing is taken of, the largest first', () => {
    const dockerfile = 'FROM a\nCOPY src/a .\n';
    expect(unusedOf(dockerfile)).toEqual([
      ['data', 2, 990],
      ['Dockerfile', 1, dockerfile.length],
      ['src/b', 1, 7],
    ]);
  });

  it('is nothing where all is copied, or where nobody knows what is', () => {
    expect(unusedOf('FROM a\nCOPY . .\n')).toEqual([]);
    expect(unusedOf('FROM a\nRUN --mount=type=bind,target=/src make\n')).toEqual([]);
    expect(unusedOf('FROM a\nARG WHAT\nARG UNKNOWN=$BUILDOS\nCOPY $UNKNOWN .\n')).not.toContainEqual(['data', 2, 990]);
  });

  it('is everything where nothing is copied', () => {
    expect(unusedOf('FROM a\nRUN make\n')?.map(([path]) => path)).toEqual(['data', 'Dockerfile', 'src']);
  });
});

describe('what is risky', () => {
  const riskyOf = (files: string[], dockerignore = '') =>
    auditOf(folderOf({ ...Object.fromEntries(files.map((path) => [path, 1])), '.dockerignore': dockerignore })).risky;

  it.each([
    'id_rsa', 'deep/er/id_ed25519', 'server.key', 'tls/site.pem', '.env', 'web/.env.production', 'prod.env', '.npmrc', '.netrc',
    '.pypirc', '.docker/config.json', 'kubeconfig', 'main.tfstate', 'a.p12', 'a.jks', 'db.sqlite3', 'prod-dump.sql', 'x.dump', 'core',
    'core.1234', '.bash_history', 'credentials.json', 'service-account-prod.json', 'config/secrets.yml',
  ])('%s', (path) => {
    expect(riskyOf([path]).map((file) => file.path)).toEqual([path]);
  }); // prettier-ignore

  it.each([
    '.env.example', '.env.sample', 'sample.env', 'id_rsa.pub', 'ca-bundle.pem', 'public.pem', 'Thumbs.db', 'core.js', 'config.json',
    'node_modules/tls/test/server.key', 'src/core/index.js', 'venv/lib/python3/site-packages/certifi/cacert.pem',
  ])('%s is not', (path) => {
    expect(riskyOf([path])).toEqual([]);
  }); // prettier-ignore

  it('tells a folder as one, with all that is sent of it', () => {
    const [git, ...others] = riskyOf(
      ['.git/HEAD', '.git/config', '.git/objects/aa/id_rsa', '.git/hooks/x'],
      '.git/hooks\n',
    );
    expect(others).toEqual([]);
    expect(git).toMatchObject({ path: '.git', what: 'version history', files: 3, bytes: 3, isSent: true });
  });

  it('tells what is left out too, behind what is sent', () => {
    const risky = riskyOf(['.git/HEAD', '.aws/credentials', '.env'], '.aws\n');
    expect(risky.map(({ path, isSent }) => [path, isSent])).toEqual([
      ['.env', true],
      ['.git', true],
      ['.aws', false],
    ]);
  });
});

describe.each(sharedContexts())('$name', ({ name, load }) => {
  it('is read', async () => {
    const { context, dockerfile } = await load();
    const audit = auditContext({ context, dockerfile: { name: 'Dockerfile', text: dockerfile }, dockerignore: null });
    expect(audit.dropped.files).toBeGreaterThan(1);
    expect(audit.now.files).toBeLessThanOrEqual(audit.dropped.files);
    if (name !== 'node-bloated') return;
    expect(audit.now).toEqual({ files: 56, bytes: 3_291_246, unsized: 0 });
    expect(audit.risky.map(({ path }) => path)).toEqual([
      'id_rsa',
      'config/service-account.json',
      '.npmrc',
      '.env',
      '.git',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../../src/lint/index.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');

test('the project’s own Dockerfile passes its own linter, ShellCheck among it', async () => {
  expect(await lint(read('Dockerfile'), { dockerignore: read('.dockerignore') })).toEqual([]);
});

test('the linter would have something to say of it', async () => {
  const worse = read('Dockerfile')
    .replace(/^FROM node:\S+/m, 'FROM node')
    .replace('USER 65532:65532', 'USER root');
  const codes = (await lint(worse, { dockerignore: read('.dockerignore') })).map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['DL3006', 'DL3002']));
});

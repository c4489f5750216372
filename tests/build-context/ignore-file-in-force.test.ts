import { expect, test } from 'vitest';
import { ignoreFileInForce } from '../../src/build-context/ignore-file-in-force.ts';

const textsOf = (...paths: string[]): { path: string; text: string }[] => paths.map((path) => ({ path, text: '' }));

test.each([
  ['Dockerfile', ['.dockerignore', 'Dockerfile.dockerignore'], 'Dockerfile.dockerignore'],
  ['./Dockerfile', ['.dockerignore', 'Dockerfile.dockerignore'], 'Dockerfile.dockerignore'],
  ['build/web.Dockerfile', ['.dockerignore', 'build/web.Dockerfile.dockerignore'], 'build/web.Dockerfile.dockerignore'],
  ['build/Dockerfile', ['.dockerignore', 'Dockerfile.dockerignore', 'build/.dockerignore'], '.dockerignore'],
  ['Dockerfile', ['dockerfile.dockerignore', '.Dockerignore', 'a/.dockerignore'], null],
  ['Dockerfile', ['.containerignore', '.dockerignore'], '.dockerignore'],
  ['Dockerfile', ['.containerignore'], '.containerignore'],
  [null, ['Dockerfile.dockerignore', '.dockerignore'], '.dockerignore'],
  [null, [], null],
])('%s beside %j: %s', (dockerfile, paths, inForce) => {
  expect(ignoreFileInForce(textsOf(...paths), dockerfile)?.path ?? null).toBe(inForce);
});

import { expect, it } from 'vitest';
import { dockerfileSecretReports } from '../../src/report/secret-reports.ts';
import { withDockerfiles } from '../../src/secrets/dockerfile-secrets.ts';
import type { ImageSecrets } from '../../src/secrets/image-secrets.ts';
import { searchDockerfile } from '../support/dockerfile-secrets.ts';
import { githubToken, secretsOf } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';

/** A password that is also the name of its user is a hint; of another user, an error. */
const word = 'shop1';
const urlOf = (user: string): string => `postgres://${user}:${word}@db/shop`;

const reportsOf = ({ secrets }: ImageSecrets, name: string): string[] =>
  (dockerfileSecretReports(secrets, null).get(name) ?? []).map(
    ({ severity, name: holder, line }) => `${severity}: ${holder}, ${line}`,
  );

it('what a Dockerfile holds of a list is told in the order of its text, as bad as the list has it', async () => {
  const dockerfiles = [
    await searchDockerfile(`FROM a:1\nENV A=${urlOf(word)}\nENV T=${githubToken} B=${urlOf(word)}\n`, 'a/Dockerfile'),
    await searchDockerfile(`FROM a:1\nENV A=${urlOf('admin')}\n`, 'b/Dockerfile'),
  ];
  expect(dockerfiles.map(({ secrets }) => secrets.map(({ severity }) => severity))).toEqual([
    ['info', 'error', 'info'],
    ['error'],
  ]);
  const alone = withDockerfiles(null, dockerfiles);
  expect(reportsOf(alone, 'a/Dockerfile')).toEqual(['error: ENV A, 2', 'error: ENV T, 3', 'error: ENV B, 3']);
  expect(reportsOf(alone, 'b/Dockerfile')).toEqual(['error: ENV A, 2']);
  expect(reportsOf(alone, 'c/Dockerfile')).toEqual([]);
});

it('places in an image are in no Dockerfile’s list, but make a secret as bad as they are', async () => {
  const layers = 'layer  COPY . .\napp/a  "x"';
  const config = { Env: [`A=${urlOf('admin')}`, `T=${githubToken}`] };
  const { found } = await secretsOf(await makeArchive(layers, { layout: 'docker25', config }), 'a.tar');
  const all = withDockerfiles(found, [await searchDockerfile(`FROM a:1\nENV A=${urlOf(word)}\n`)]);
  expect(reportsOf(all, 'Dockerfile')).toEqual(['error: ENV A, 2']);
});

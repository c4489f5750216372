import { describe, expect, it } from 'vitest';
import { applyIgnoreList } from '../../src/secrets/apply-ignore-list.ts';
import { mostInDockerfile, withDockerfiles } from '../../src/secrets/dockerfile-secrets.ts';
import { entryFor, isOfDockerfiles, parseIgnoreList, writeEntry } from '../../src/secrets/ignore-list.ts';
import type { ImageSecrets } from '../../src/secrets/image-secrets.ts';
import { searchDockerfile } from '../support/dockerfile-secrets.ts';
import { githubToken, secretsOf } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';

/** Of the same form, with a checksum that does not hold: a warning. */
const otherToken = `gh${'s_'}${'a1B2'.repeat(9)}`;

async function imageOf(config: Record<string, unknown> = {}): Promise<ImageSecrets> {
  const text = `layer  COPY . .\napp/.env  ${JSON.stringify(`TOKEN=${otherToken}\n`)}`;
  return (await secretsOf(await makeArchive(text, { layout: 'docker25', config }), 'a.tar')).found;
}

/** Each secret by its severity, and its places. */
const told = ({ secrets }: Pick<ImageSecrets, 'secrets'>): string[] =>
  secrets.map(({ severity, places }) => {
    const words = places.map(
      ({ where, path, name, line }) => `${where} ${path ?? name}${line === null ? '' : `:${line}`}`,
    );
    return `${severity}: ${words.join(', ')}`;
  });

describe('secrets of an image and of Dockerfiles', () => {
  it('are one where the value is the same', async () => {
    const image = await imageOf({ Env: [`GH_TOKEN=${githubToken}`] });
    const dockerfile = await searchDockerfile(`FROM a:1\nENV GH_TOKEN=${githubToken}\n# ${githubToken}\n`);
    expect(told(withDockerfiles(image, [dockerfile]))).toEqual([
      'error: env GH_TOKEN, dockerfile Dockerfile:2, dockerfile Dockerfile:3',
      'warning: file /app/.env:1',
    ]);
  });

  it('stand in one order, the worst first', async () => {
    const dockerfiles = [
      await searchDockerfile(`FROM a:1\nARG T=${githubToken}\n`, 'a/Dockerfile'),
      await searchDockerfile(`FROM a:1\nARG A=${otherToken} B=${githubToken}\n`, 'b/Dockerfile'),
    ];
    expect(told(withDockerfiles(await imageOf(), dockerfiles))).toEqual([
      'error: dockerfile a/Dockerfile:2, dockerfile b/Dockerfile:2',
      'warning: file /app/.env:1, dockerfile b/Dockerfile:2',
    ]);
  });

  it('are told without an image', async () => {
    const found = withDockerfiles(null, [await searchDockerfile(`FROM a:1\nENV T=${githubToken}`)]);
    expect(told(found)).toEqual(['error: dockerfile Dockerfile:2']);
    expect(found.searched).toEqual({ files: 0, bytes: 0 });
    expect(found.secrets[0]?.excerpt).toBe('ghp_…17');
    expect(JSON.stringify(found)).not.toContain(githubToken);
  });

  it('are those of the image where no Dockerfile has any', async () => {
    const image = await imageOf();
    expect(withDockerfiles(image, [await searchDockerfile('FROM a:1\n')])).toBe(image);
    expect(withDockerfiles(image, [])).toBe(image);
  });

  it('a Dockerfile that may hold more than is told is named', async () => {
    const full = await searchDockerfile(`FROM a:1\n${`RUN echo ${githubToken}\n`.repeat(mostInDockerfile + 1)}`);
    const found = withDockerfiles(null, [full, await searchDockerfile(`FROM a:1\nENV T=${githubToken}`, 'other')]);
    expect(found.secrets[0]?.places).toHaveLength(mostInDockerfile + 1);
    expect(found.capped).toEqual(['Dockerfile']);
  });
});

describe('a list of what may stand', () => {
  it('has a place for a Dockerfile', async () => {
    const found = withDockerfiles(await imageOf({ Env: [`GH_TOKEN=${githubToken}`] }), [
      await searchDockerfile(`FROM a:1\nENV T=${githubToken}`, 'my app/Dockerfile'),
    ]);
    const [secret] = found.secrets;
    const entry = entryFor(secret!, secret!.places[1]!, 'revoked');
    expect(entry.glob).toBe('dockerfile:my\\ app/Dockerfile');
    const { entries, problems } = parseIgnoreList(writeEntry(entry));
    expect(problems).toEqual([]);
    const kept = applyIgnoreList(found, entries);
    expect(told(kept)).toEqual(['error: env GH_TOKEN', 'warning: file /app/.env:1']);
    expect(kept.ignored.map(({ place }) => place.name)).toEqual(['my app/Dockerfile']);
    expect(kept.unused).toEqual([]);
  });

  it.each([
    ['* dockerfile:Dockerfile * # a', true],
    ['* dockerfile:** * # a', true],
    ['* Dockerfile * # a', false],
    ['* ** sha256:0123456789abcdef # a', false],
  ])('%s is about Dockerfiles alone: %s', (line, expected) => {
    expect(parseIgnoreList(line).entries.map(isOfDockerfiles)).toEqual([expected]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/report/report.ts';
import type { ImagePlace, ImageSecret, SecretPlace } from '../../../src/secrets/image-secrets.ts';
import { placesIn } from '../../support/dockerfile-secrets.ts';
import { githubToken } from '../../support/image-secrets.ts';
import { countsBySeverity, isInDockerfile, isInImage, secretRows, sortRows, shortPlaceText, stateText, placeText, type SecretRow } from '../../../src/views/secrets/secret-rows.ts'; // prettier-ignore

const found = { inside: null, container: null, line: null, offset: 0, length: 40, width: 1, excerpt: 'ghp_…17', hash: '' } as const; // prettier-ignore

function place(part: Partial<ImagePlace> = {}, inside: string | null = null): ImagePlace {
  return {
    where: 'file',
    path: '/app/.env',
    name: null,
    layer: 8,
    line: 3,
    visible: true,
    removedIn: null,
    reason: null,
    severity: 'error',
    entry: 0,
    entryName: 'app/.env',
    found: { ...found, detector: 'github-token', severity: 'error', inside },
    ...part,
  };
}

const secret = (hash: string, severity: Severity, ...places: SecretPlace[]): ImageSecret => ({
  detector: 'github-token',
  severity,
  excerpt: 'ghp_…17',
  hash: hash.repeat(64),
  places,
});

const deleted = place({ visible: false, removedIn: 12, reason: 'deleted', layer: 9, path: '/app/.npmrc' });
const overwritten = place({ visible: false, removedIn: 17, reason: 'overwritten' });
const env = place({ where: 'env', path: null, name: 'GH_TOKEN', layer: null, line: null });
const history = place({ where: 'history', path: null, name: '14', layer: 10, line: null });

const secrets = [
  secret('a', 'error', overwritten, place({ layer: 17 }), env),
  secret('b', 'error', deleted),
  secret('c', 'warning', history, env),
  secret('d', 'info', place({ path: '/opt/a.jar' }, 'BOOT-INF/app.yml')),
];
const all: readonly Severity[] = ['error', 'warning', 'info', 'style'];
const none = { text: '', severities: all, state: null };
const letters = (rows: readonly SecretRow[]): string => rows.map(({ secret: { hash } }) => hash[0]).join('');

describe('the table of secrets', () => {
  it('has a row for each, told by the place that gives it away first', () => {
    const rows = secretRows(secrets, none);
    expect(
      rows.map(({ title, place: lead, more }) => `${title}: ${placeText(lead)}, ${stateText(lead)} + ${more}`),
    ).toEqual([
      'GitHub token: /app/.env, visible + 2',
      'GitHub token: /app/.npmrc, deleted in layer 12, still stored + 0',
      'GitHub token: history, entry 14, in the config + 1',
      'GitHub token: /opt/a.jar › BOOT-INF/app.yml, visible + 0',
    ]);
    expect(rows[0]?.key).toBe('github-token/aaaaaaaaaaaaaaaa');
  });

  it.each([
    [{ ...none, text: ' NPMRC' }, 'b'],
    [{ ...none, text: 'gh_token' }, 'ac'],
    [{ ...none, text: 'boot-inf' }, 'd'],
    [{ ...none, text: 'github' }, 'abcd'],
    [{ ...none, text: 'aws' }, ''],
    [{ ...none, severities: ['warning', 'info'] as const }, 'cd'],
    [{ ...none, state: 'visible' as const }, 'ad'],
    [{ ...none, state: 'hidden' as const }, 'ab'],
    [{ ...none, state: 'config' as const }, 'ac'],
  ])('filtered by %j', (filter, held) => expect(letters(secretRows(secrets, filter))).toBe(held));

  it('goes by the titles that it is given', () => {
    const titleOf = (detector: string): string => `Our ${detector}`;
    expect(secretRows(secrets, { ...none, text: 'our g' }, titleOf).map(({ title }) => title)).toEqual(
      secrets.map(() => 'Our github-token'),
    );
    expect(secretRows(secrets, { ...none, text: 'GitHub token' }, titleOf)).toEqual([]);
  });

  it('shows the place that a filter is about', () => {
    expect(secretRows(secrets, { ...none, state: 'hidden' }).map(({ place: lead }) => stateText(lead))).toEqual([
      'overwritten in layer 17, still stored',
      'deleted in layer 12, still stored',
    ]);
  });

  it.each([
    ['severity', true, 'abcd'],
    ['severity', false, 'dcab'],
    ['what', false, 'abcd'],
    ['where', false, 'abdc'],
    ['layer', true, 'acbd'],
  ] as const)('by %s, descending: %s', (column, descending, order) => {
    expect(letters(sortRows(secretRows(secrets, none), column, descending))).toBe(order);
  });

  it('counts them by severity', () => {
    expect(countsBySeverity(secrets)).toEqual([
      { severity: 'error', count: 2 },
      { severity: 'warning', count: 1 },
      { severity: 'info', count: 1 },
    ]);
  });

  it('writes out what can’t be seen in a name', () => {
    expect(placeText(place({ path: '/a\u202egnp' }))).toBe('/a\\u{202E}gnp');
  });
});

describe('a secret in a Dockerfile', async () => {
  const written = await placesIn(`FROM a:1\nENV T=${githubToken}\n# ${githubToken}\n`, 'a/Dockerfile');
  const both = secret('e', 'error', history, ...written);
  const alone = secret('f', 'error', ...written);

  it('is told by what it stands in', () => {
    expect(written.map((one) => `${placeText(one)}, ${stateText(one)}`)).toEqual([
      'a/Dockerfile, ENV T, in the Dockerfile',
      'a/Dockerfile, a comment, in the Dockerfile',
    ]);
  });

  it('that stands in the image too is told by its place there, unless Dockerfiles are asked for', () => {
    const leads = (state: 'dockerfile' | null): string[] =>
      secretRows([both, alone, secrets[1]!], { ...none, state }).map(({ place: lead }) => placeText(lead));
    expect(leads(null)).toEqual(['history, entry 14', 'a/Dockerfile, ENV T', '/app/.npmrc']);
    expect(leads('dockerfile')).toEqual(['a/Dockerfile, ENV T', 'a/Dockerfile, ENV T']);
    expect(letters(secretRows([both, alone], { ...none, text: 'a/docker' }))).toBe('ef');
  });

  it('is one of the image, of Dockerfiles or of both', () => {
    expect([both, alone, secrets[1]!].map((one) => [isInImage(one), isInDockerfile(one)])).toEqual([
      [true, true],
      [false, true],
      [true, false],
    ]);
  });
});

describe('a place on one line', async () => {
  const jar = place({ path: '/opt/shop/lib/shop.jar' }, 'BOOT-INF/classes/application.yml');
  const dockerfile = (await placesIn(`FROM a\nENV GH_TOKEN=${githubToken}\n`, 'services/shop/docker/Dockerfile'))[0]!;

  it.each([
    ['a file', deleted, 11, '/app/.npmrc'],
    ['a deep one', place({ path: '/usr/local/lib/node_modules/npm/README.md' }), 28, '/usr/local/…/npm/README.md'],
    ['a file in a file', jar, 40, '/opt/…/lib/shop.jar › …/application.yml'],
    ['a Dockerfile', dockerfile, 38, '…/docker/Dockerfile, ENV GH_TOKEN'],
    ['one that leaves no room for what stands behind it', dockerfile, 18, '…/Dockerfile, ENV GH_TOKEN'],
    ['what is no file', env, 5, 'ENV GH…KEN'],
  ])('names %s', (_, where, max, text) => {
    expect(shortPlaceText(where, max)).toBe(text);
  });

  it.each([
    [30, 0, '/usr/local/lib/…/npm/README.md'],
    [30, 10, '/usr/…/npm/README.md'],
    [30, 16, '/…/README.md'],
    [30, 25, '/usr/local/lib/…/npm/README.md'],
  ])('leaves room on a line of %i for %i others, unless its name needs it', (max, besides, text) => {
    const deep = place({ path: '/usr/local/lib/node_modules/npm/README.md' });
    expect(shortPlaceText(deep, max, besides)).toBe(text);
  });
});

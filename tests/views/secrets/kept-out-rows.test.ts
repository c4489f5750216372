import { describe, expect, it } from 'vitest';
import { applyIgnoreList, type KeptSecrets } from '../../../src/secrets/apply-ignore-list.ts';
import { parseIgnoreList, writeEntry } from '../../../src/secrets/ignore-list.ts';
import { secretsAt, type ImagePlace, type ImageSecret, type SecretPlace } from '../../../src/secrets/image-secrets.ts';
import { keptOutCount } from '../../../src/views/secrets/kept-out-count.ts';
import { choicesFor, keptOutRows } from '../../../src/views/secrets/kept-out-rows.ts';
import { placesIn } from '../../support/dockerfile-secrets.ts';
import { githubToken } from '../../support/image-secrets.ts';

const hash = '0123456789abcdef'.repeat(4);
const other = 'f'.repeat(64);

function place(text: string, part: Partial<ImagePlace> = {}): ImagePlace {
  const [where, name] = text.startsWith('/') ? (['file', null] as const) : text.split(':');
  const found = { detector: 'github-token', severity: 'error', inside: null, container: null, line: null, offset: 0, length: 40, width: 1, excerpt: 'ghp_…17', hash } as const; // prettier-ignore
  return {
    where: where as ImagePlace['where'],
    path: where === 'file' ? text : null,
    name: name ?? null,
    layer: 0,
    line: null,
    visible: true,
    removedIn: null,
    reason: null,
    severity: 'error',
    entry: null,
    entryName: null,
    found,
    ...part,
  };
}

const secret = (detector: string, value: string, ...places: SecretPlace[]): ImageSecret => ({
  detector,
  severity: 'error',
  excerpt: 'ghp_…17',
  hash: value,
  places,
});

const jar = place('/srv/a.jar', { found: { ...place('/').found, inside: 'app.yml' } });
const token = secret('github-token', hash, place('/app/.env'), place('/app/.env', { layer: 3 }), jar, place('env:TOKEN'), place('history:14')); // prettier-ignore
const key = secret('aws-access-key-id', other, place('/app/.env'));

function kept(list: string, ...secrets: ImageSecret[]): KeptSecrets {
  const none = { files: 0, bytes: 0 };
  const found = { secrets, capped: [], partial: none, searched: none, incomplete: [] };
  return applyIgnoreList(found, parseIgnoreList(list).entries);
}

describe('what is kept out', () => {
  it('has a row for each entry, with each place once', () => {
    const { ignored } = kept('* history * # later\n* app * # moved\n* srv * # a jar\n', token, key);
    const rows = keptOutRows(ignored, (detector) => detector);
    expect(rows.map(({ entry, titles, places }) => `${entry.line} ${titles.join()} ${places.join()}`)).toEqual([
      '1 github-token history, entry 14',
      '2 github-token,aws-access-key-id /app/.env',
      '3 github-token /srv/a.jar › app.yml',
    ]);
    expect(rows[1]?.key).toBe('github-token/0123456789abcdef');
  });

  it.each([
    ['* /app/.env * # r', '3 places of 2 secrets'],
    [`* env:TOKEN sha256:${hash} # r`, '1 place of 1 secret'],
    ['* /none * # r', '0 places of 0 secrets'],
  ])('by %s: %s', (list, text) => expect(keptOutCount(kept(list, token, key).ignored)).toBe(text));
});

describe('what can be let stand', () => {
  const choices = choicesFor(token);

  it('is a secret wherever it stands, or at one of its places', () => {
    expect(choices.map(({ label }) => label)).toEqual([
      'wherever it stands',
      '/app/.env',
      '/srv/a.jar',
      'ENV TOKEN',
      'the history',
    ]);
  });

  it.each([
    [0, 0],
    [1, 3],
    [2, 4],
    [3, 4],
    [4, 4],
  ])('choice %i leaves %i of its places', (at, left) => {
    const list = writeEntry(choices[at]!.entry(''));
    const { secrets } = kept(list, token, key);
    expect(secrets.find(({ detector }) => detector === 'github-token')?.places.length ?? 0).toBe(left);
    expect(secrets).toContainEqual(key);
  });

  it('is no more than its place where it has one, or no value to go by', () => {
    expect(choicesFor(key).map(({ label }) => label)).toEqual(['/app/.env']);
    expect(choicesFor({ ...token, hash: '' }).map(({ label }) => label)).not.toContain('wherever it stands');
  });

  it('is a Dockerfile as a whole, by its name', async () => {
    const text = `FROM a:1\nENV GH_TOKEN=${githubToken}\n# ${githubToken}\n`;
    const [one] = secretsAt(await placesIn(text, 'app/my Dockerfile'));
    const [choice, ...others] = choicesFor(one!);
    expect(others).toEqual([]);
    expect(choice!.label).toBe('app/my Dockerfile');
    const { secrets, ignored } = kept(writeEntry(choice!.entry('')), one!, token);
    expect(secrets).toEqual([token]);
    expect(keptOutCount(ignored)).toBe('2 places of 1 secret');
    expect(keptOutRows(ignored, (detector) => detector)).toMatchObject([
      { places: ['app/my Dockerfile, ENV GH_TOKEN', 'app/my Dockerfile, a comment'] },
    ]);
  });

  it('writes out what can’t be seen', () => {
    expect(choicesFor(secret('x', hash, place('/a\u202egnp')))[0]?.label).toBe('/a\\u{202E}gnp');
  });
});

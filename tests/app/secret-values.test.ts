import { describe, expect, it } from 'vitest';
import type { ImageSession } from '../../src/app/image-session.svelte.ts';
import type { Readable } from '../../src/app/read-values.ts';
import { ValuesOfSecrets } from '../../src/app/secret-values.svelte.ts';
import { auditDockerfile } from '../../src/lint/audit-dockerfile.ts';
import { applyIgnoreList } from '../../src/secrets/apply-ignore-list.ts';
import { withDockerfiles } from '../../src/secrets/dockerfile-secrets.ts';
import { parseIgnoreList } from '../../src/secrets/ignore-list.ts';
import type { ImageSecret, SecretPlace } from '../../src/secrets/image-secrets.ts';
import { valueInText } from '../../src/secrets/value-in-text.ts';
import { githubToken } from '../support/image-secrets.ts';

const secret = (hash: string, ...where: ('file' | 'env')[]): ImageSecret =>
  ({ hash, places: where.map((one, at) => ({ where: one, name: `${hash}${at}` })) }) as unknown as ImageSecret;

/** An image in which the places of these names can't be read; the others hold their name. */
function imageWith(secrets: readonly ImageSecret[], gone: readonly string[] = [], read: string[] = []): ImageSession {
  const reveal = ({ name }: SecretPlace): Promise<string> => {
    read.push(name ?? '');
    return gone.includes(name ?? '') ? Promise.reject(new Error('gone')) : Promise.resolve(`value of ${name}`);
  };
  return { secretSearch: { kept: { secrets }, reveal } } as unknown as ImageSession;
}

const none: Omit<Readable, 'images'> = { secrets: null, reveal: () => Promise.reject(new Error('no Dockerfile')) };

async function readAll(
  values: ValuesOfSecrets,
  images: ImageSession[],
  dockerfiles: Omit<Readable, 'images'> = none,
): Promise<Record<string, string>> {
  await values.readAll({ images: { sessions: images }, ...dockerfiles }, new AbortController().signal);
  return Object.fromEntries(values.read?.values ?? []);
}

describe('the values of secrets', () => {
  it('are read once each, from the config where one is there', async () => {
    const read: string[] = [];
    const values = new ValuesOfSecrets();
    const images = [imageWith([secret('a', 'file', 'env'), secret('b', 'file', 'file')], [], read)];
    const expected = { a: 'value of a1', b: 'value of b0' };
    expect(await readAll(values, [...images, ...images])).toEqual(expected);
    expect(read.sort()).toEqual(['a1', 'b0']);
    expect(values).toMatchObject({ total: 2, done: 2, read: { unreadable: 0, binary: 0 } });
    expect(await readAll(values, images)).toEqual(expected);
    expect(read).toHaveLength(2);
  });

  it('are read again once they were forgotten', async () => {
    const read: string[] = [];
    const values = new ValuesOfSecrets();
    const image = imageWith([secret('a', 'file')], [], read);
    await readAll(values, [image]);
    values.forget();
    expect(values.read).toBeNull();
    await readAll(values, [image]);
    expect(read).toEqual(['a0', 'a0']);
  });

  it('come from another place where one can’t be read, and are counted where none can', async () => {
    const values = new ValuesOfSecrets();
    const image = imageWith([secret('a', 'file', 'file'), secret('b', 'file', 'file')], ['a0', 'b0', 'b1']);
    expect(await readAll(values, [image])).toEqual({ a: 'value of a1' });
    expect(values).toMatchObject({ total: 2, done: 2, read: { unreadable: 1 } });
  });

  it.each(['\0', '\ufffd', '\udcff'])('that are no text (%j) are left out and counted', async (bad) => {
    const values = new ValuesOfSecrets();
    const places = [{ where: 'file', name: `a${bad}` }];
    const image = imageWith([{ hash: 'a', places } as unknown as ImageSecret]);
    expect(await readAll(values, [image])).toEqual({});
    expect(values.read?.binary).toBe(1);
  });

  it('that nobody wants any more are not told', async () => {
    const values = new ValuesOfSecrets();
    const abort = new AbortController();
    const reading = values.readAll({ images: { sessions: [imageWith([secret('a', 'file')])] }, ...none }, abort.signal);
    abort.abort();
    await reading;
    expect(values).toMatchObject({ read: null, done: 0 });
  });

  it('stand in Dockerfiles too: those that are listed, whether or not a finding tells them', async () => {
    const text = `FROM a:1\n# caf\u00e9\nENV T=${githubToken}\n`;
    const reveal = ({ found }: SecretPlace): Promise<string> => Promise.resolve(valueInText(text, found));
    const listed = async (config: object, list: string): Promise<Omit<Readable, 'images'>> => {
      const { secrets } = await auditDockerfile({ fileName: '', text, config, image: null, answers: [] });
      const all = withDockerfiles(null, [{ name: 'Dockerfile', secrets }]);
      return { secrets: applyIgnoreList(all, parseIgnoreList(list).entries), reveal };
    };
    const values = new ValuesOfSecrets();
    expect(Object.values(await readAll(values, [], await listed({}, '')))).toEqual([githubToken]);
    expect(Object.values(await readAll(values, [], await listed({ ignored: ['PL1016'] }, '')))).toEqual([githubToken]);
    expect(await readAll(values, [], await listed({}, '* dockerfile:** * # a'))).toEqual({});
  });
});

import { expect, test } from 'vitest';
import type { ArchiveImage } from '../../../src/image/model.ts';
import { configFacts } from '../../../src/views/overview/config-facts.ts';
import { buildImage } from '../../support/build-image.ts';

const { image } = buildImage('layer  RUN one\n  a  1\n', { cmd: ['node', 'app.js'], exposedPorts: ['80/tcp'] });

const named = (...tags: string[]): ArchiveImage => ({ ...image, reference: tags[0] ?? null, tags });
const tagsOf = (image: ArchiveImage): unknown => configFacts(image).find(({ name }) => name === 'Tags')?.value;

test('says how the image runs; what is empty is left out, but not the user', () => {
  expect(configFacts(image).map(({ name, value }) => [name, value])).toEqual([
    ['User', 'root: no USER is set'],
    ['Command', '["node", "app.js"]'],
    ['Ports', '80/tcp'],
    ['Environment', '0 variables'],
    ['Platform', 'linux/amd64'],
    ['Format', 'docker archive'],
  ]);
});

test('an image with several tags shows all of them, and of very many the first', () => {
  expect(tagsOf(named('web:1.4', 'web:latest'))).toEqual(['web:1.4', 'web:latest']);
  const many = named(...Array.from({ length: 1234 }, (_, index) => `web:${index}`));
  expect(tagsOf(many)).toEqual([...many.tags.slice(0, 10), 'and 1,224 more']);
});

test('a tag is written as docker images shows it', () => {
  expect(tagsOf(named('docker.io/library/web:1.4', 'docker.io/team/web:2'))).toEqual(['web:1.4', 'team/web:2']);
});

test('one tag is the title, and none is none', () => {
  expect([tagsOf(named('web:1.4')), tagsOf(named())]).toEqual([undefined, undefined]);
});

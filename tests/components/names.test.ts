import { expect, test } from 'vitest';
import type { ImageSession } from '../../src/app/image-session.svelte.ts';
import { imageName, layerTitle } from '../../src/components/names.ts';

/** `title`, `platform`, `file`. */
function namesOf(rows: readonly (readonly [string, string, string])[], most?: number): string[] {
  const all = rows.map(([title, platform, fileName]) => ({ title, fileName, image: { platform } }) as ImageSession);
  return all.map((session) => imageName(session, all, most));
}

test('an image is named with what tells it from the others', () => {
  expect(
    namesOf([
      ['docker.io/library/web:1.4', 'linux/amd64', 'a.tar'],
      ['db:16', 'linux/amd64', 'a.tar'],
      ['db:16', 'linux/arm64', 'a.tar'],
      ['shop:1', 'linux/amd64', 'a.tar'],
      ['shop:1', 'linux/amd64', 'b.tar'],
    ]),
  ).toEqual([
    'web:1.4',
    'db:16 (linux/amd64)',
    'db:16 (linux/arm64)',
    'shop:1 (linux/amd64, a.tar)',
    'shop:1 (linux/amd64, b.tar)',
  ]);
});

test('of a long name the end stays', () => {
  expect(namesOf([['registry.example.org/team/web:1.4', 'linux/amd64', 'a.tar']], 13)).toEqual(['…team/web:1.4']);
});

test('what cannot be seen in a name is written out', () => {
  expect(namesOf([['web\u202e:1', 'linux/amd64', 'a.tar']])).toEqual(['web\\u{202E}:1']);
});

test.each([
  ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
  ['/bin/sh -c #(nop) COPY dir:22879d in . \nFROM c29657b9e99f', 'COPY dir:22879d in .'],
  ['/bin/sh -c chown -R node /app\nFROM docker.io/library/debian:12', 'RUN chown -R node /app'],
  ['/bin/sh -c echo "a\nFROM b c"', 'RUN echo "a\\nFROM b c"'],
  ['', 'no history'],
])('the layer of %j is called %j', (command, title) => {
  expect(layerTitle(command)).toBe(title);
});

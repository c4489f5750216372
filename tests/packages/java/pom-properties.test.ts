import { expect, test } from 'vitest';
import { isPomProperties, parsePomProperties } from '../../../src/packages/java/pom-properties.ts';

const path = 'META-INF/maven/org.acme/tool/pom.properties';
const read = (text: string): unknown => parsePomProperties(path, Buffer.from(text));

test.each([
  ['groupId=a.b\r\nartifactId = c\nversion:1.0 \n', { group: 'a.b', artifact: 'c', version: '1.0' }],
  ['#groupId=x\nversion=1\\:0', { group: 'org.acme', artifact: 'tool', version: '1:0' }],
  ['version=${revision}', { group: 'org.acme', artifact: 'tool', version: null }],
  ['', { group: 'org.acme', artifact: 'tool', version: null }],
  ['groupId=${project.groupId}', null],
  [`artifactId=${'a'.repeat(600)}`, null],
])('%j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('where it may lie', () => {
  const paths = [path, `BOOT-INF/classes/${path}`, `x${path}`, 'META-INF/maven/pom.properties', `${path}.bak`];
  expect(paths.map(isPomProperties)).toEqual([true, true, false, false, false]);
});

test('a blank text of 64 kB takes no time', () => {
  const start = performance.now();
  read(`version=${' '.repeat(65_000)}x\n${' '.repeat(500)}`);
  expect(performance.now() - start).toBeLessThan(500);
});

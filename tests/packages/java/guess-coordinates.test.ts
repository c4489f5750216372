import { describe, expect, test } from 'vitest';
import { guessCoordinates } from '../../../src/packages/java/guess-coordinates.ts';

const guess = (fileName: string, values: Record<string, string> = {}): string | null => {
  const found = guessCoordinates(fileName, new Map(Object.entries(values)));
  return found && `${found.group}:${found.artifact}:${found.version}`;
};

describe('what a jar may be, by its name', () => {
  test.each([
    ['BOOT-INF/lib/spring-core-5.3.12.jar', 'org.springframework:spring-core:5.3.12'],
    ['spring-boot-jarmode-layertools-2.5.6.jar', 'org.springframework.boot:spring-boot-jarmode-layertools:2.5.6'],
    ['spring-security-web-5.7.1.jar', 'org.springframework.security:spring-security-web:5.7.1'],
    ['log4j-1.2-api-2.14.1.jar', ':log4j-1.2-api:2.14.1'],
    ['guava-31.1-jre.jar', ':guava:31.1-jre'],
    ['orders-1.0-SNAPSHOT.war', ':orders:1.0-SNAPSHOT'],
    ['tool-1.0-20200101.120000-1.jar', ':tool:1.0-20200101.120000-1'],
    ['netty-4.1.5-linux-x86_64.jar', ':netty:4.1.5-linux-x86_64'],
    ['postgresql-42.2.5.jar', 'org.postgresql:postgresql:42.2.5'],
    ['postgresql-simple-1.0.jar', ':postgresql-simple:1.0'],
    ['app.jar', null],
    ['-1.0.jar', null],
  ])('%s', (fileName, expected) => {
    expect(guess(fileName)).toBe(expected);
  });
});

describe('and its manifest', () => {
  test.each<[string, Record<string, string>, string | null]>([
    ['app.jar', { 'implementation-version': '1.2' }, ':app:1.2'],
    ['app.jar', { 'implementation-title': 'orders', 'implementation-version': '1.2' }, ':orders:1.2'],
    ['app.jar', { 'implementation-title': 'All Orders', 'bundle-version': '1.2' }, ':app:1.2'],
    ['tool-2-1.0.jar', { 'implementation-version': '2-1.0' }, ':tool:2-1.0'],
    [
      'guice.jar',
      { 'bundle-version': '4.2', 'bundle-symbolicname': 'com.google.inject;singleton:=true' },
      'com.google.inject:guice:4.2',
    ],
    [
      'jackson-core-2.9.jar',
      { 'automatic-module-name': 'com.fasterxml.jackson.core.jackson-core' },
      'com.fasterxml.jackson.core:jackson-core:2.9',
    ],
    ['a-1.jar', { 'implementation-vendor-id': 'org.acme' }, 'org.acme:a:1'],
    ['a-1.jar', { 'implementation-vendor-id': 'Acme Inc.' }, ':a:1'],
    ['app.jar', { 'implementation-version': '${project.version}' }, null],
    ['a-1.jar', { 'bundle-symbolicname': '...' }, ':a:1'],
  ])('%s %j', (fileName, values, expected) => {
    expect(guess(fileName, values)).toBe(expected);
  });
});

test('hyphens and digits of 64 kB take no time', () => {
  const start = performance.now();
  guess(`${'a-1'.repeat(20_000)}.jar`, {
    'implementation-vendor-id': 'a.'.repeat(2000),
    'bundle-symbolicname': 'a.'.repeat(2000),
  });
  expect(performance.now() - start).toBeLessThan(500);
});

import { expect, test } from 'vitest';
import { parseManifest } from '../../../src/packages/java/manifest.ts';

const read = (text: string): Record<string, string> => Object.fromEntries(parseManifest(Buffer.from(text)));

test.each(['\r\n', '\n', '\r'])('the main section of a manifest, with line ends of its own', (end) => {
  const lines = [
    'Manifest-Version: 1.0',
    'Implementation-Title: spr',
    ' ing-core',
    'bundle-version: 5.3',
    '',
    'Name: a',
    'Start-Class: b',
  ];
  expect(read(lines.join(end))).toEqual({ 'implementation-title': 'spring-core', 'bundle-version': '5.3' });
});

test('a line that goes on for ever is cut', () => {
  const value = read(`Implementation-Title: a\n${` ${'b'.repeat(70)}\n`.repeat(20_000)}`)['implementation-title'];
  expect(value?.length).toBeLessThan(9000);
  expect(read(`Implementation-Title: ${'a'.repeat(900_000)}`)['implementation-title']).toHaveLength(4095);
  expect(read(' goes on\n:\n: a\nno colon\nStart-Class: a')).toEqual({ 'start-class': 'a' });
});

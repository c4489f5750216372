import { expect, test } from 'vitest';
import { matchesPurl, parsePurl } from '../../../../src/analysis/vulnerabilities/suppression/purl-pattern.ts';

test.each([
  ['pkg:npm/%40acme/ui@1.0.0', 'npm', '@acme/ui', '1.0.0'],
  ['pkg:npm/@acme/ui@1.0.0', 'npm', '@acme/ui', '1.0.0'],
  ['pkg:deb/debian/libssl3@3.0.11-1%2Bb1?arch=amd64', 'deb', 'debian/libssl3', '3.0.11-1+b1'],
  ['pkg:PyPI/Foo_Bar', 'pypi', 'foo-bar', null],
  ['pkg:golang/golang.org/x/net@v0.1.0#html', 'golang', 'golang.org/x/net', 'v0.1.0'],
  ['pkg:oci/web@sha256%3Aab?tag=1', 'oci', 'web', 'sha256:ab'],
  ['pkg:oci/web@sha256:ab', 'oci', 'web', 'sha256:ab'],
  ['pkg:/npm/a@', 'npm', 'a', null],
])('%j', (text, type, name, version) => {
  expect(parsePurl(text)).toMatchObject({ type, name, version });
});

test.each([
  '',
  'lodash',
  'pkg:',
  'pkg:npm',
  'pkg:npm/',
  'pkg:1x/a',
  'pkg:npm/%E0%A4%A',
  'pkg:npm/a@%ff',
  `pkg:npm/${'a'.repeat(5000)}`,
])('%j is none', (text) => {
  expect(parsePurl(text)).toBeNull();
});

const found = parsePurl('pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&epoch=1')!;

test.each([
  ['pkg:deb/debian/libssl3', true],
  ['pkg:deb/debian/libssl3@3.0.11-1', true],
  ['pkg:deb/debian/libssl3?arch=amd64', true],
  ['pkg:deb/debian/libssl3@3.0.11', false],
  ['pkg:deb/debian/libssl3?arch=arm64', false],
  ['pkg:deb/debian/libssl3?distro=debian-12', false],
  ['pkg:deb/debian/libssl', false],
  ['pkg:deb/ubuntu/libssl3', false],
  ['pkg:rpm/debian/libssl3', false],
])('%j is about it: %j', (pattern, isAbout) => {
  expect(matchesPurl(parsePurl(pattern)!, found)).toBe(isAbout);
});

import { expect, test } from 'vitest';
import { readApkNeeds, readDpkgNeeds } from '../../src/hardening/package-needs.ts';

const stanza = (name: string, ...fields: string[]): string =>
  [`Package: ${name}`, 'Status: install ok installed', ...fields, ''].join('\n');

test('dpkg: versions, architectures and alternatives; of what is not installed nothing is needed', () => {
  const status = [
    stanza('curl', 'Depends: libc6 (>= 2.34), libcurl4 (= 7.88.1-10), zlib1g:any | zlib-ng'),
    stanza('libcurl4', 'Pre-Depends: libc6', 'Depends: libssl3'),
    stanza('libc6', 'Description: C library', ' Depends: on nothing', ''),
    stanza('zlib1g'),
    'Package: libssl3\nStatus: deinstall ok config-files\n',
  ].join('\n');
  expect(Object.fromEntries(readDpkgNeeds(status))).toEqual({
    curl: ['libc6', 'libcurl4', 'zlib1g'],
    libcurl4: ['libc6'],
    libc6: [],
    zlib1g: [],
  });
});

test('dpkg: what another package provides', () => {
  const status = `${stanza('app', 'Depends: mail-transport-agent')}\n${stanza('exim4', 'Provides: mail-transport-agent (= 1), mta')}`;
  expect(readDpkgNeeds(status).get('app')).toEqual(['exim4']);
});

test('apk: names, libraries that a package provides, and conflicts', () => {
  const installed = [
    'P:curl\nV:8\nD:ca-certificates so:libcurl.so.4>=4.8 so:libc.musl-x86_64.so.1 !wget',
    'P:libcurl\np:so:libcurl.so.4=4.8.0 cmd:x=1',
    'P:musl\np:so:libc.musl-x86_64.so.1=1',
    'P:ca-certificates',
    'P:wget',
  ].join('\n\n');
  expect(Object.fromEntries(readApkNeeds(`${installed}\n`))).toEqual({
    curl: ['ca-certificates', 'libcurl', 'musl'],
    libcurl: [],
    musl: [],
    'ca-certificates': [],
    wget: [],
  });
});

test('packages without end that need what all of them provide are soon read', () => {
  const one = (index: number): string => `P:p${index}\nD:${'so:a '.repeat(20)}\np:so:a`;
  const many = Array.from({ length: 20_000 }, (_, index) => one(index)).join('\n\n');
  const needs = readApkNeeds(many);
  expect(needs.size).toBe(20_000);
  expect(needs.get('p0')).toHaveLength(16);
});

test.each(['', '\n\n\n', 'Package:\n', 'Package: a', 'P', 'D:a b', '\0\0'])('%j names none', (text) => {
  expect(readDpkgNeeds(text).size + readApkNeeds(text).size).toBe(0);
});

import { expect, test } from 'vitest';
import { readScriptLine } from '../../src/hardening/script-line.ts';

const read = (text: string): string[] | null => readScriptLine(new TextEncoder().encode(text));

test.each<[string, string[] | null]>([
  ['#!/bin/sh\necho a\n', ['/bin/sh']],
  ['#!/bin/sh', ['/bin/sh']],
  ['#! \t/bin/sh  -e\t\n', ['/bin/sh', '-e']],
  ['#!/usr/bin/env -S node --x\n', ['/usr/bin/env', '-S', 'node', '--x']],
  // The carriage return makes it a program that is not there.
  ['#!/bin/sh\r\n', ['/bin/sh\r']],
  ['#!\n/bin/sh\n', null],
  ['#!   \n', null],
  ['#!', null],
  ['#', null],
  ['', null],
  [' #!/bin/sh\n', null],
])('%j', (text, words) => {
  expect(read(text)).toEqual(words);
});

test('no more than 256 bytes are looked at', () => {
  expect(read(`#!${'a'.repeat(1000)}`)).toEqual(['a'.repeat(254)]);
  expect(read(`#!/bin/sh${' '.repeat(1000)}-e\n`)).toEqual(['/bin/sh']);
});

test('bytes that are no UTF-8 stay apart', () => {
  expect(readScriptLine(Uint8Array.of(0x23, 0x21, 0xff, 0x0a))).toEqual(['\udcff']);
});

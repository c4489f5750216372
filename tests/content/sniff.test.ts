import { describe, expect, test } from 'vitest';
import { falseClaim, sniff } from '../../src/content/sniff.ts';
import { latin1, utf16, utf8 } from './body.ts';

const told = (bytes: Uint8Array, size = bytes.length): string => {
  const { picture, text } = sniff(bytes, size);
  const dimensions = picture?.width ? ` ${picture.width}×${picture.height}` : '';
  return [picture && picture.format + dimensions, text && text.encoding].filter(Boolean).join(', ') || 'binary';
};

// A head of each: where width and height stand, they are 300 and 200.
const png = latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\0\xc8\x08\x02\0\0\0');
const gif = latin1('GIF89a\x2c\x01\xc8\0\0\0\0');
const jpeg = latin1('\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\xc8\x01\x2c\x03');
const riff = 'RIFF\0\0\0\0WEBP';
const lossy = latin1(`${riff}VP8 \0\0\0\0\x30\x01\0\x9d\x01\x2a\x2c\x01\xc8\0`);
const lossless = latin1(`${riff}VP8L\0\0\0\0\x2f\x2b\xc1\x31\0\0\0\0\0\0\0\0`);
const extended = latin1(`${riff}VP8X\x0a\0\0\0\x10\0\0\0\x2b\x01\0\xc7\0\0`);

test.each([
  ['a PNG', png, 'PNG 300×200'],
  ['a GIF', gif, 'GIF 300×200'],
  ['a JPEG', jpeg, 'JPEG 300×200'],
  ['a lossy WebP', lossy, 'WebP 300×200'],
  ['a lossless WebP', lossless, 'WebP 300×200'],
  ['an extended WebP', extended, 'WebP 300×200'],
  ['a PNG that ends in its head', png.subarray(0, 10), 'PNG'],
  ['a JPEG of markers without an end', latin1(`\xff\xd8${'\xff'.repeat(5000)}`), 'JPEG'],
  ['an SVG', utf8('<?xml version="1.0"?>\n<!-- a > b -->\n<svg xmlns="x"/>'), 'SVG, UTF-8'],
  ['an SVG with a document type', utf8('<!DOCTYPE svg [ <!ENTITY a "b"> ]>\n<svg:svg>'), 'SVG, UTF-8'],
  ['an SVG in UTF-16', utf16('<svg >', true), 'SVG, UTF-16LE'],
  ['text about SVG', utf8('the <svg> element'), 'UTF-8'],
  ['HTML with SVG in it', utf8('<!DOCTYPE html><html><svg></svg></html>'), 'UTF-8'],
  ['a comment without an end', utf8(`<!--${'-'.repeat(60_000)}`), 'UTF-8'],
  ['UTF-8', utf8('grün'), 'UTF-8'],
  ['UTF-8 with a mark', utf8('\ufeffgrün'), 'UTF-8'],
  ['UTF-16 of either order', utf16('a\n', false), 'UTF-16BE'],
  ['bytes above 127 that are no UTF-8', latin1('gr\xfcn'), 'Windows-1252'],
  ['nothing', new Uint8Array(0), 'UTF-8'],
  ['colours in a log', utf8('\x1b[31mred\x1b[0m\n'), 'UTF-8'],
  ['a NUL', latin1('text\0text'), 'binary'],
  ['many control characters', latin1('\x01\x02\x03text'), 'binary'],
  ['a program', latin1('\x7fELF\x02\x01\x01\0'), 'binary'],
])('%s', (_, bytes, expected) => {
  expect(told(bytes)).toBe(expected);
});

test('a character that the head cuts in two is no fault; at the end of the file it is', () => {
  const cut = utf8('grü').subarray(0, 3);
  expect(told(cut, 100)).toBe('UTF-8');
  expect(told(cut, 3)).toBe('Windows-1252');
});

describe('a name that claims another picture', () => {
  test.each([
    ['logo.png', utf8('no picture'), 'PNG'],
    ['logo.PNG', png, null],
    ['logo.jpg', png, 'JPEG'],
    ['logo', gif, null],
    ['notes.txt', png, null],
    ['drawing.svg', utf8('<svg/>'), null],
  ])('%s', (name, bytes, claim) => {
    expect(falseClaim(name, sniff(bytes, bytes.length))).toBe(claim);
  });
});

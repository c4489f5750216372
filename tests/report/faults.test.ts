import { expect, test } from 'vitest';
import { describeFault, FaultError, toFault, type Fault } from '../../src/fault.ts';
import { problemOf } from '../../src/report/build-report.ts';

const fileName = 'web.tar';
// One of each kind: a new kind without a line here does not compile.
const faults: { [Kind in Fault['kind']]: Extract<Fault, { kind: Kind }> } = {
  'empty-file': { kind: 'empty-file', fileName },
  'not-recognised': { kind: 'not-recognised', fileName, lookedFor: ['an image archive', 'a Dockerfile'] },
  'not-an-image': {
    kind: 'not-an-image',
    fileName,
    lookedFor: ['manifest.json'],
    looksLike: 'a Helm chart',
    instead: 'Save an image.',
    readable: false,
  },
  'foreign-layer': { kind: 'foreign-layer', fileName, path: 'blobs/sha256/aa', urls: ['https://example.com/a'] },
  'encrypted-layer': { kind: 'encrypted-layer', fileName, path: 'blobs/sha256/aa' },
  'more-faults': { kind: 'more-faults', fileName, count: 4000 },
  truncated: { kind: 'truncated', fileName, offset: 1024 },
  'bad-checksum': { kind: 'bad-checksum', fileName, offset: 512 },
  'not-a-tar': { kind: 'not-a-tar', fileName, offset: 0 },
  'bad-number': { kind: 'bad-number', fileName, offset: 512, field: 'size' },
  'missing-blob': { kind: 'missing-blob', fileName, path: 'abc.tar', namedIn: 'manifest.json' },
  'bad-json': { kind: 'bad-json', fileName, path: 'manifest.json', detail: 'it is not JSON' },
  'bad-ci-rules': { kind: 'bad-ci-rules', fileName, detail: 'it sets lowestEfficiency more than once' },
  'secret-list': { kind: 'secret-list', fileName, detail: 'Line 2: a reason has to stand behind a “#”.' },
  'lint-settings': {
    kind: 'lint-settings',
    fileName,
    used: false,
    detail: 'Nothing of the file was used: it is empty.',
  },
  'some-suppressions': { kind: 'some-suppressions', fileName, detail: 'line 2: “a” is no id.' },
  'bad-suppressions': { kind: 'bad-suppressions', fileName, detail: 'it is not JSON from line 3 on' },
  'unsupported-compression': { kind: 'unsupported-compression', fileName, compression: 'zstd' },
  'bad-compression': { kind: 'bad-compression', fileName, compression: 'gzip' },
  'digest-mismatch': { kind: 'digest-mismatch', fileName, count: 2 },
  'no-space': { kind: 'no-space', fileName, bytes: 5_000_000_000, detail: 'the disk is full' },
  'not-saved': { kind: 'not-saved', fileName, bytes: 5_000_000, detail: 'there is no more room' },
  expansion: { kind: 'expansion', fileName, compression: 'gzip', bytesIn: 4_900_000, bytesOut: 1_000_200_000 },
  limit: { kind: 'limit', fileName, what: 'a PAX header', limit: 1_048_576, unit: 'bytes' },
  'unreadable-file': { kind: 'unreadable-file', fileName, detail: 'it was moved' },
  'binary-text': { kind: 'binary-text', fileName },
  'worker-ended': { kind: 'worker-ended', fileName },
  unexpected: { kind: 'unexpected', fileName, detail: 'x is not a function' },
};

test.each(Object.values(faults))('$kind is told in words that name the file', (fault) => {
  const words = describeFault(fault);
  expect(words).toContain(fileName);
  expect(words).not.toMatch(/undefined|null|NaN|\[object|\{|\}/);
  expect(words).toMatch(/[.)]$|image\.tar$/);
  const problem = problemOf(fault);
  expect(problem).toMatchObject({ file: fileName, code: fault.kind, message: words });
  expect(problem.offset).toBe('offset' in fault ? fault.offset : undefined);
});

test('what is known goes into the words', () => {
  expect(describeFault({ ...faults.truncated, missing: 5000 })).toContain('5.00 kB are missing');
  expect(describeFault({ ...faults['not-recognised'], looksLike: 'a PNG image' })).toContain('a PNG image');
  expect(describeFault(faults.limit)).toContain('1.05 MB');
  expect(describeFault({ ...faults.limit, limit: 2_000_000, unit: 'entries' })).toContain('2,000,000 entries');
});

test('every thrown value becomes a fault', () => {
  expect(toFault(new FaultError(faults.limit), 'other')).toEqual(faults.limit);
  expect(toFault(new DOMException('moved', 'NotReadableError'), fileName)).toMatchObject({ kind: 'unreadable-file' });
  expect(toFault(new TypeError('x'), fileName)).toEqual({ kind: 'unexpected', fileName, detail: 'x' });
  expect(toFault('text', fileName)).toEqual({ kind: 'unexpected', fileName, detail: 'text' });
});

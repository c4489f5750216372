import { expect, test } from 'vitest';
import { checkGroups } from '../../src/hardening/check.ts';
import { checks } from '../../src/hardening/checks/index.ts';
import { findingsOf, harden } from '../../src/hardening/harden.ts';
import { configuredImage } from '../support/configured-image.ts';

test('no two checks have one code', () => {
  const codes = checks.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)]);
});

test.each(checks.map((check) => [check.code, check] as const))('%s says what it is about', (code, check) => {
  expect(Object.keys(checkGroups)).toContain(check.group);
  expect(check.title).toMatch(/^\S.*[^.\s]$/);
  expect(check.why).toMatch(/^[A-Z].*\.$/);
  expect(check.fix).toMatch(/^[A-Z].*\.$/);
  const sources = [/^(?:CIS|DKL)-/, /^DS-\d{4}$/, /^PL20\d\d$/];
  expect(['dockle', 'trivy', 'plimsoll'][sources.findIndex((source) => source.test(code))]).toBe(check.source);
});

test('of a history of ten thousand entries, what is found is told as far as anybody reads it', () => {
  const history = Array.from({ length: 10_000 }, (_, number) => `RUN /bin/sh -c apt-get install -y package-${number}`);
  const findings = findingsOf(harden(configuredImage({ history })));
  const found = findings.filter(({ code }) => code === 'DS-0029');
  expect(found.map(({ layer }) => layer)).toEqual([...Array.from({ length: 100 }, (_, number) => number), undefined]);
  expect(found.at(-1)?.message).toBe('9,900 more of these are not listed.');
});

test('a history of ten thousand entries, and one of scripts that are slow to read', () => {
  const history = Array.from({ length: 10_000 }, (_, number) => `RUN /bin/sh -c apt-get install -y package-${number}`);
  const slow = Array.from({ length: 100 }, (_, number) => `RUN /bin/sh -c ${'"$('.repeat(900)} ${number}`);
  for (const entries of [history, slow]) {
    const image = configuredImage({ history: entries });
    expect(checks.map((check) => check.check(image).kind)).toHaveLength(checks.length);
  }
});

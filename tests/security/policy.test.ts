import { expect, test } from 'vitest';
import {
  contentSecurityPolicy,
  directives,
  securityHeaders,
  singleFilePolicy,
  writeHeadersFile,
} from '../../src/security/policy.ts';

const meta = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html plimsoll-worker',
];

test('the policy in the page is this, and a change of it is a change of this test', () => {
  expect(contentSecurityPolicy('meta').split('; ')).toEqual(meta);
});

test('the header adds what a meta tag cannot say', () => {
  expect(contentSecurityPolicy('header').split('; ')).toEqual([...meta, "frame-ancestors 'none'"]);
});

test('every directive has its reason', () => {
  expect(directives.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

test('the hosts’ file sends every header for every address', () => {
  const [pattern, ...lines] = writeHeadersFile().split('\n');
  expect(pattern).toBe('/*');
  for (const [name, value] of Object.entries(securityHeaders)) expect(lines).toContain(`  ${name}: ${value}`);
});

test('the page as one file runs what stands in it alone, and connects to nothing', () => {
  expect(singleFilePolicy(["'sha256-a'"], ["'sha256-b'", "'sha256-c'"]).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'sha256-a' 'wasm-unsafe-eval'",
    "style-src 'sha256-b' 'sha256-c'",
    'worker-src blob:',
    "connect-src 'none'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html plimsoll-worker',
  ]);
});

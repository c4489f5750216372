import { expect, test } from 'vitest';
import { crc32Of } from '../../src/secrets/checksums.ts';
import { detectors } from '../../src/secrets/detectors/index.ts';
import type { Surroundings } from '../../src/secrets/detector.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { base62, base64UrlOf, decimal, hex, uuid } from './examples/made-up.ts';

const matcher = new SecretMatcher(detectors);
const packagistChecksum = crc32Of(`packagist_ort_${hex(60)}`)
  .toString(16)
  .padStart(8, '0');

function severityOf(text: string, kind: Surroundings['kind'] = 'settings'): string {
  const found = matcher.find(new TextEncoder().encode(text), { path: '/app/.env', kind }, 10);
  return found.map(({ detector, severity }) => `${detector.id} ${severity}`).join(', ');
}

const header = base64UrlOf({ alg: 'HS256', typ: 'JWT' });
const jwt = (claims: unknown, head = header, signature = base62(43)): string =>
  `${head}.${base64UrlOf(claims)}.${signature}`;
const longFromNow = 4_102_444_800;
const ofKubernetes = {
  iss: 'https://kubernetes.default.svc.cluster.local',
  'kubernetes.io': { namespace: 'shop', pod: { name: 'web-0', uid: uuid() } },
  sub: 'system:serviceaccount:shop:deployer',
};

test.each([
  ['of somebody', jwt({ sub: 'u7' }), 'jwt warning'],
  ['that is valid for long', jwt({ sub: 'u7', exp: longFromNow }), 'jwt warning'],
  ['that has expired', jwt({ sub: 'u7', exp: 1_600_000_000 }), 'jwt info'],
  ['without a signature', jwt({ sub: 'u7' }, header, ''), 'jwt info'],
  ['with the algorithm none', jwt({ sub: 'u7' }, base64UrlOf({ alg: 'none', typ: 'JWT' })), 'jwt info'],
  ['that says nothing of anybody', jwt({ some: 'payload' }), 'jwt info'],
  ['of Supabase for everybody', jwt({ iss: 'supabase', role: 'anon', exp: longFromNow }), 'jwt info'],
  ['of Supabase for servers', jwt({ iss: 'supabase', role: 'service_role', exp: longFromNow }), 'jwt error'],
  ['of a service account', jwt(ofKubernetes), 'kubernetes-token error'],
  ['of a service account, expired', jwt({ ...ofKubernetes, exp: 1_600_000_000 }), 'kubernetes-token info'],
  ['of a service account, unsigned', jwt(ofKubernetes, header, ''), 'kubernetes-token info'],
  // A header of more than 4 kB is not decoded.
  ['with a huge header', jwt({ sub: 'u7' }, base64UrlOf({ alg: 'HS256', x5c: 'a'.repeat(4200) })), ''],
])('a token %s', (_what, text, expected) => {
  expect(severityOf(text)).toBe(expected);
});

test.each([
  ['postgres://shop:vF7-rain@db/shop', 'database-url-password error'],
  ['postgres://postgres:postgres@db/shop', 'database-url-password info'],
  ['mysql://root:root@db/shop', 'database-url-password info'],
  ['amqp://guest:guest@mq', 'database-url-password info'],
  ['redis://:1234@cache', 'database-url-password info'],
  ['postgres://shop:Shop@db/shop', 'database-url-password info'],
  ['jdbc:mysql://db/shop?user=shop&password=shop', 'jdbc-password info'],
  ['"Server=db;User Id=sa;Password=sa1;"', 'connection-string-password error'],
  ['"Server=db;User Id=shop;Password=shop;"', 'connection-string-password info'],
  ['https://deploy:vF7-rain@git.acme.dev', 'url-password error'],
  ['https://user:vF7-rain@git.acme.dev', 'url-password info'],
  ['https://deploy:p%40ssword@git.acme.dev', ''],
  ['https://deploy:My%20Pass@git.acme.dev', ''],
  [`xoxb-${decimal(12)}-${decimal(13)}-${base62(24)}`, 'slack-token error'],
  [`xoxa-2-${decimal(12)}-${decimal(13)}-${hex(32)}`, 'slack-token error'],
  [`xoxb-${'0'.repeat(12)}-FAKEFAKEFAKE-madeuptokenforthistest`, 'slack-token warning'],
  [`sk_${'live'}_${base62(24)}`, 'stripe-key error'],
  [`sk_${'test'}_${base62(24)}`, 'stripe-test-key warning'],
  [`access_token$sandbox$${hex(16)}$${hex(32)}`, 'braintree-access-token warning'],
  [`access-sandbox-${uuid()}`, 'plaid-access-token warning'],
  [`access-production-${uuid()}`, 'plaid-access-token error'],
  [`glsa_${base62(32)}_${hex(8)}`, 'grafana-service-token warning'],
  [`packagist_ort_${hex(68)}`, 'packagist-token warning'],
  [`packagist_ort_${hex(60)}${packagistChecksum}`, 'packagist-token error'],
  [`sandbox-sq0csb-${base62(43)}`, 'square-secret warning'],
  [`sk_${'org_test'}_${base62(24)}`, 'stripe-key warning'],
  [`sk_${'org_live'}_${base62(24)}`, 'stripe-key error'],
  [`cio_tp_${base62(32)}`, 'crates-io-token warning'],
  // Of before August 2016.
  [`xoxp-${decimal(10)}-${decimal(11)}-${decimal(11)}-${hex(10)}`, 'slack-token warning'],
  // Each local Supabase has this one.
  ['sb_secret_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz', 'supabase-secret info'],
])('%s is %s', (text, expected) => {
  expect(severityOf(text)).toBe(expected);
});

test('what comes with the software is not told in binary files, a password of somebody’s is', () => {
  expect(severityOf('\0postgres://postgres:postgres@db/shop\0', 'binary')).toBe('');
  expect(severityOf('\0postgres://shop:vF7-rain@db/shop\0', 'binary')).toBe('database-url-password error');
});

test('of an address with a token in it, the token’s issuer is told', () => {
  expect(severityOf(`https://oauth2:gh${'p_'}${'a1B2'.repeat(9)}@github.com/acme/shop`)).toBe('github-token warning');
});

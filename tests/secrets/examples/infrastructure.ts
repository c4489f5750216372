import { crc32Of } from '../../../src/secrets/checksums.ts';
import type { Examples } from './index.ts';
import { base32, base62, base64Of, base64UrlOf, decimal, hex, letters, lower, upper, uuid } from './made-up.ts';

const header = base64UrlOf({ alg: 'RS256', kid: lower(12) });
const longFromNow = 4_102_444_800;
const jwt = (claims: Record<string, unknown>): string => `${header}.${base64UrlOf(claims)}.${base62(86)}`;
const ofKubernetes = {
  iss: 'https://kubernetes.default.svc',
  exp: longFromNow,
  sub: 'system:serviceaccount:shop:deployer',
  'kubernetes.io': { namespace: 'shop' },
};

/** Lowest byte first, as Grafana writes it. */
function grafanaToken(): string {
  const start = `glsa_${base62(32)}`;
  const checksum = crc32Of(start).toString(16).padStart(8, '0');
  return `${start}_${checksum.replace(/(..)(..)(..)(..)/, '$4$3$2$1')}`;
}

export const infrastructure: Readonly<Record<string, Examples>> = {
  'vault-token': {
    matches: [`VAULT_TOKEN=⟦hvs.${base62(90)}⟧`, `X-Vault-Token: ⟦hvb.${base62(138)}⟧`, `⟦hvs.${base62(24)}⟧`],
    misses: [
      `hvs.${base62(20)}`,
      'hvs.connectionPoolConfigurationOptions',
      `hvs.${'x'.repeat(24)}`,
      `xhvs.${base62(24)}`,
    ],
    worst: ['hvs.', `hvs.${'a'.repeat(221)}`],
  },
  'vault-legacy-token': {
    matches: [`VAULT_TOKEN=⟦s.${base62(24)}⟧`, `vault_token: "⟦s.${base62(24)}⟧"`],
    misses: [`TOKEN=s.${base62(24)}`, `VAULT_TOKEN=s.${base62(23)}`, `VAULT_TOKEN=s.${letters(24)}`],
    worst: ['vault', 'vault_token', `vault_token=s.${base62(25)}`],
  },
  'terraform-cloud-token': {
    matches: [`token = "⟦${base62(14)}.atlasv1.${base62(67)}⟧"`],
    misses: [
      `${base62(13)}.atlasv1.${base62(67)}`,
      `${base62(14)}.atlasv1.${base62(40)}`,
      `${base62(14)}.atlasv1.${'x'.repeat(67)}`,
    ],
    worst: ['.atlasv1.', `${base62(15)}.atlasv1.`],
  },
  'pulumi-token': {
    matches: [`PULUMI_ACCESS_TOKEN=⟦pul-${hex(40)}⟧`],
    misses: [`pul-${hex(39)}`, `pul-${'0'.repeat(40)}`, `im-pul-${hex(40)}`],
  },
  'kubernetes-token': {
    matches: [
      `token: ⟦${jwt(ofKubernetes)}⟧`,
      `⟦${jwt({ iss: 'kubernetes/serviceaccount', 'kubernetes.io/serviceaccount/namespace': 'shop' })}⟧`,
      // Ended: told as an info.
      `⟦${jwt({ ...ofKubernetes, exp: 1_600_000_000 })}⟧`,
    ],
    misses: [jwt({ iss: 'https://login.acme.dev', sub: 'u7' }), `${header}.${base64UrlOf(ofKubernetes)}`],
    worst: [
      'eyJhbGciOi.',
      `${header}.`,
      `eyJh${'a'.repeat(5600)} `,
      `${header}.${header}.aaaaaaaa `,
      'eyJhbGciOiJIUzI1NiJ9.e30.a ',
      'ew0KICAgICAgICAg.a.b\n',
    ],
  },
  jwt: {
    matches: [
      `Authorization: Bearer ⟦${jwt({ iss: 'https://login.acme.dev', sub: 'u7', exp: longFromNow })}⟧`,
      `SUPABASE_SERVICE_KEY=⟦${jwt({ iss: 'supabase', role: 'service_role' })}⟧`,
      `⟦${jwt({ sub: 'u7', exp: 1_600_000_000 })}⟧.`,
      `?token=⟦${base64UrlOf({ alg: 'none' })}.${base64UrlOf({ sub: 'u7' })}.⟧`,
      // With a line in it, as in RFC 7519.
      `⟦${btoa('{"typ":"JWT",\r\n "alg":"HS256"}').replaceAll('=', '')}.${base64UrlOf({ iss: 'joe' })}.${base62(43)}⟧`,
    ],
    misses: [
      jwt(ofKubernetes),
      jwt({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }),
      `${base64UrlOf({ typ: 'JWT' })}.${base64UrlOf({ sub: 'u7' })}.${base62(43)}`,
      `${header}.${base62(40)}.${base62(43)}`,
      // Encrypted ones have five parts.
      `${header}.${base62(40)}.${base62(16)}.${base62(40)}.${base62(22)}`,
      `${header}.${base64UrlOf([1])}.${base62(43)}`,
    ],
    worst: [
      'eyJhbGciOi.',
      `${header}.`,
      `eyJh${'a'.repeat(5600)} `,
      `${header}.${header}.aaaaaaaa `,
      'eyJhbGciOiJIUzI1NiJ9.e30.a ',
      'ew0KICAgICAgICAg.a.b\n',
    ],
  },
  'grafana-service-token': {
    matches: [`GRAFANA_TOKEN=⟦${grafanaToken()}⟧`, `⟦glsa_${base62(32)}_${hex(8)}⟧`],
    misses: [`glsa_${base62(31)}_${hex(8)}`, `glsa_${'x'.repeat(32)}_${hex(8)}`, `glsa_${base62(32)}`],
  },
  'grafana-cloud-token': {
    matches: [`⟦glc_${base64Of({ o: decimal(6), n: 'ci', k: base62(24), m: { r: 'eu' } })}⟧`],
    misses: [
      `glc_${base64Of({ name: 'a long text without a key in it', x: 1 })}`,
      `glc_${base62(80)}`,
      `glc_eyJ${base62(80)}`,
    ],
    worst: ['glc_eyJ', `glc_eyJ${'a'.repeat(401)}`, `glc_eyJ${'v'.repeat(48)} `],
  },
  'grafana-api-key': {
    matches: [`Authorization: Bearer ⟦${base64Of({ k: base62(32), n: 'ci', id: 1 })}⟧`],
    misses: [base64Of({ k: base62(32), v: 'something else' }), `eyJrIjoi${base62(60)}`],
    worst: ['eyJrIjoi', `eyJrIjoi${'a'.repeat(301)}`, `eyJrIjoi${'v'.repeat(48)} `],
  },
  'sentry-token': {
    matches: [
      `SENTRY_AUTH_TOKEN=⟦sntrys_${base64Of({ iat: 1700000000.5, url: 'https://sentry.io', org: 'acme' })}_${base62(43)}⟧`,
      `⟦sntryu_${hex(64)}⟧`,
    ],
    misses: [
      `sntryu_${hex(63)}`,
      `sntryu_${'0'.repeat(64)}`,
      `sntrys_${base64Of({ url: 'https://sentry.io', org: 'acme-shop' })}_${base62(43)}`,
    ],
    worst: ['sntrys_', `sntrys_eyJ${'a'.repeat(401)}`, `sntrys_eyJ${'v'.repeat(48)}_${base62(43)} `],
  },
  'new-relic-key': {
    matches: [`NEW_RELIC_API_KEY=⟦NRAK-${upper(27)}⟧`, `⟦NRII-${base62(32)}⟧`],
    misses: [`NRAK-${upper(26)}`, `NRAK-${'X'.repeat(27)}`, `NRJS-${hex(19)}`],
  },
  'new-relic-licence-key': {
    matches: [
      `NEW_RELIC_LICENSE_KEY=⟦${hex(36)}NRAL⟧`,
      `NEW_RELIC_LICENSE_KEY=⟦${hex(32)}FFFFNRAL⟧`,
      `license_key: '⟦eu01xx${hex(30)}NRAL⟧'`,
      `license_key: '⟦eu01xx${hex(26)}FFFFNRAL⟧'`,
    ],
    misses: [`${hex(35)}NRAL`, `${'0'.repeat(36)}NRAL`, `${hex(36)}NRALX`],
    worst: ['NRAL', `${hex(37)}NRAL`],
  },
  'datadog-key': {
    matches: [
      `DD_API_KEY=⟦${hex(32)}⟧`,
      `"datadog_app_key": "⟦${hex(40)}⟧"`,
      `- name: DD_API_KEY\n  value: "⟦${hex(32)}⟧"`,
    ],
    misses: [
      `API_KEY=${hex(32)}`,
      `DD_API_KEY=${hex(33)}`,
      `DATADOG_TRACE_ID=${hex(32)}`,
      `DD_API_KEY=${'x'.repeat(32)}`,
    ],
    worst: ['datadog', 'dd_api_key', `dd_api_key=${hex(33)}`],
  },
  'datadog-token': {
    matches: [`DD_APP_KEY=⟦ddapp_${base62(34)}⟧`, `Authorization: Bearer ⟦ddpat_${base62(50)}⟧`],
    misses: [`ddapp_${base62(20)}`, `ddapp_${'x'.repeat(34)}`, `addapp_${base62(34)}`, `ddapp_${lower(34)}`],
    worst: ['ddapp_', `ddapp_${'a'.repeat(81)} `],
  },
  'dynatrace-token': {
    matches: [`DT_API_TOKEN=⟦dt0c01.${base32(24)}.${base32(64)}⟧`],
    misses: [
      `dt0c01.${base32(24)}.${base32(63)}`,
      `dt0s01.ST2EY72KQINMH574WMNVI7YN.${base32(64)}`,
      `dt0c01.${base32(24)}.${'A'.repeat(64)}`,
    ],
  },
  'doppler-token': {
    matches: [`DOPPLER_TOKEN=⟦dp.pt.${base62(43)}⟧`, `⟦dp.st.dev_personal.${base62(43)}⟧`],
    misses: [`dp.pt.${base62(30)}`, `dp.xx.${base62(43)}`, `dp.pt.${'x'.repeat(43)}`],
    worst: ['dp.pt.', `dp.pt.${'a'.repeat(35)}.`],
  },
  '1password-service-token': {
    matches: [
      `OP_SERVICE_ACCOUNT_TOKEN=⟦ops_${base64UrlOf({ signInAddress: 'acme.1password.com', userAuth: { method: 'SRPg-4096' }, email: 'a@b.c', secretKey: 'made-up', deviceUuid: lower(26), srpX: hex(64) })}⟧`,
    ],
    misses: [`ops_eyJ${base62(300)}`, `ops_${base64UrlOf({ signInAddress: 'acme.1password.com' })}`],
    worst: ['ops_eyJ', `ops_eyJ${'a'.repeat(1501)}`, `ops_eyJ${'v'.repeat(201)} `],
  },
  '1password-secret-key': {
    matches: [`⟦A3-B${upper(5)}-${upper(6)}-${upper(5)}-${upper(5)}-${upper(5)}-${upper(5)}⟧`],
    misses: [
      'A3-ASWWYB-798JRY-LJVD4-23DC2-86TVM-H43EB',
      'A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
      `A3-B${upper(5)}-${upper(6)}`,
    ],
  },
  'tailscale-key': {
    matches: [
      `TS_AUTHKEY=⟦tskey-auth-${base62(11)}CNTRL-${base62(32)}⟧`,
      `⟦tskey-api-${base62(7)}CNTRL-${base62(18)}⟧`,
    ],
    misses: [
      `tskey-auth-${base62(11)}CNTRL`,
      `tskey-${base62(17)}-${base62(32)}`,
      `tskey-auth-${'x'.repeat(16)}-${'x'.repeat(32)}`,
    ],
  },
  'netlify-token': {
    matches: [`NETLIFY_AUTH_TOKEN=⟦nfp_${base62(36)}⟧`, `⟦nfc_${base62(17)}_${base62(18)}⟧`],
    misses: [`nfp_${base62(20)}`, `nfp_${base62(37)}`, `nfx_${base62(36)}`, `nfp_${lower(36)}`],
  },
  'vercel-token': {
    matches: [`VERCEL_TOKEN=⟦vcp_${base62(56)}⟧`, `AI_GATEWAY_API_KEY=⟦vck_${base62(56)}⟧`],
    misses: [`vcp_${base62(30)}`, `vcx_${base62(56)}`, `vcp_${'x'.repeat(56)}`],
  },
  'circleci-token': {
    matches: [`CIRCLE_TOKEN=⟦CCIPAT_${base62(22)}_${hex(40)}⟧`, `⟦CCIPRJ_${base62(21)}_${hex(40)}⟧`],
    misses: [`CCIPAT_${base62(22)}_${hex(39)}`, `CCIPAT_${base62(22)}_${'0'.repeat(40)}`],
  },
  'buildkite-token': {
    matches: [
      `BUILDKITE_TOKEN=⟦bkua_${hex(40)}⟧`,
      `--token ⟦bkct_${base62(8)}.${base62(60)}⟧.`,
      `BUILDKITE_AGENT_ACCESS_TOKEN=⟦bkaj_${jwt({ iss: 'buildkite' })}⟧`,
    ],
    misses: [
      `bkua_${hex(30)}`,
      `bkua_${'0'.repeat(40)}`,
      `bkzz_${hex(40)}`,
      `mybkua_${hex(40)}`,
      'bkct_the_name_of_a_cluster_that_somebody_chose_2',
    ],
    worst: ['bkua_', `bkaj_${'a.'.repeat(300)}`, ` bkaj_${'a'.repeat(601)}`],
  },
  'jenkins-token': {
    matches: [`JENKINS_API_TOKEN=⟦11${hex(32)}⟧`],
    misses: [`API_TOKEN=11${hex(32)}`, `JENKINS_API_TOKEN=12${hex(32)}`, `JENKINS_API_TOKEN=11${'0'.repeat(32)}`],
    worst: ['jenkins', 'jenkins_token', `jenkins_token=11${hex(31)}`],
  },
  'postman-key': {
    matches: [`POSTMAN_API_KEY=⟦PMAK-${hex(24)}-${hex(34)}⟧`],
    misses: [`PMAK-${hex(24)}-${hex(33)}`, `PMAK-${'X'.repeat(24)}-${'X'.repeat(34)}`],
  },
  'postman-collection-key': {
    matches: [`https://api.postman.com/collections/7?access_key=⟦PMAT-${upper(26)}⟧`],
    misses: [`PMAT-${upper(20)}`, `PMAT-${'X'.repeat(26)}`, `APMAT-${upper(26)}`],
  },
  'linear-key': {
    matches: [`LINEAR_API_KEY=⟦lin_api_${base62(40)}⟧`, `⟦lin_oauth_${hex(64)}⟧`, `⟦lin_oauth_${base62(40)}⟧`],
    misses: [`lin_api_${base62(39)}`, `lin_api_${'x'.repeat(40)}`],
  },
  'notion-token': {
    matches: [`NOTION_TOKEN=⟦ntn_${decimal(11)}${base62(35)}⟧`, `⟦secret_${base62(43)}⟧`],
    misses: [`secret_${base62(42)}`, `secret_${lower(43)}`, `client_secret_${base62(43)}`, `ntn_${base62(30)}`],
  },
  'figma-token': {
    matches: [`FIGMA_TOKEN=⟦figd_${base62(40)}⟧`],
    misses: [`figd_${base62(30)}`, `figd_${'x'.repeat(40)}`],
  },
  'airtable-token': {
    matches: [`AIRTABLE_API_KEY=⟦pat${base62(14)}.${hex(64)}⟧`],
    misses: [`API_KEY=pat${base62(14)}.${hex(64)}`, `AIRTABLE_API_KEY=pat${base62(14)}.${hex(63)}`],
    worst: ['airtable', `airtable=pat${base62(14)}.${hex(63)}`],
  },
  'contentful-token': {
    matches: [`CONTENTFUL_TOKEN=⟦CFPAT-${base62(43)}⟧`],
    misses: [`CFPAT-${base62(42)}`, `CFPAT-${'x'.repeat(43)}`],
  },
  'prefect-key': {
    matches: [`PREFECT_API_KEY=⟦pnu_${base62(36)}⟧`],
    misses: [`pnu_${base62(35)}`, `pnx_${base62(36)}`, `pnu_${lower(36)}`],
  },
  'sonarqube-token': {
    matches: [`SONAR_TOKEN=⟦sqp_${hex(40)}⟧`, `⟦squ_${hex(40)}⟧`],
    misses: [`sqp_${hex(39)}`, `sqx_${hex(40)}`, `squ_${'0'.repeat(40)}`],
  },
  'frame-io-token': {
    matches: [`⟦fio-u-${base62(64)}⟧`],
    misses: [`fio-u-${base62(63)}`, `fio-u-${'x'.repeat(64)}`],
  },
  'mapbox-secret-token': {
    matches: [`MAPBOX=⟦sk.${base64UrlOf({ u: 'acme', a: lower(25) })}.${base62(22)}⟧`],
    misses: [`pk.${base64UrlOf({ u: 'acme', a: lower(25) })}.${base62(22)}`, `sk.eyJ1${base62(60)}.${base62(22)}`],
    worst: ['sk.eyJ1', `sk.eyJ1${'a'.repeat(201)}`],
  },
  'sourcegraph-token': {
    matches: [
      `SRC_ACCESS_TOKEN=⟦sgp_${hex(16)}_${hex(40)}⟧`,
      `⟦sgp_${hex(40)}⟧`,
      `⟦sgp_${lower(12)}_${hex(40).toUpperCase()}⟧`,
    ],
    misses: [`sgp_${hex(39)}`, `sgp_${'0'.repeat(40)}`],
  },
  'readme-key': {
    matches: [`README_API_KEY=⟦rdme_${lower(70)}⟧`],
    misses: [`rdme_${lower(40)}`, `rdme_${'x'.repeat(70)}`],
  },
  'posthog-key': {
    matches: [`POSTHOG_KEY=⟦phx_${base62(47)}⟧`, `⟦phs_${base62(48)}⟧`],
    misses: [`phc_${base62(43)}`, `phx_${base62(30)}`, `phx_${uuid()}`],
  },
};

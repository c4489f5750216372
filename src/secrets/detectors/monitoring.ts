import { ifMixed, isMixed, unlessPlaceholder } from '../checks.ts';
import { crc32Of } from '../checksums.ts';
import type { Detector } from '../detector.ts';
import { holdsMembers } from '../jwt.ts';
import { isPlaceholder } from '../placeholders.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';

/** The last part is the CRC-32 of what stands before it, lowest byte first. */
function endsInGrafanaChecksum(token: string): boolean {
  const end = token.lastIndexOf('_');
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, crc32Of(token.slice(0, end)), true);
  return bytes.getUint32(0).toString(16).padStart(8, '0') === token.slice(end + 1);
}

/** What watches programs. */
export const monitoring: readonly Detector[] = [
  {
    // https://grafana.com/docs/grafana/latest/administration/service-accounts
    id: 'grafana-service-token',
    title: 'Grafana service account token',
    severity: 'error',
    anchors: ['glsa_'],
    pattern: /(?<![A-Za-z0-9])glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}(?![A-Za-z0-9_])/y,
    distinctive: true,
    // One that was shortened or made up does not open anything, but who knows.
    check: (token) => (isPlaceholder(token) ? null : endsInGrafanaChecksum(token) ? 'error' : 'warning'),
    rotate: 'Delete it in Grafana under Administration, Users and access, Service accounts.',
  },
  {
    // https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies
    id: 'grafana-cloud-token',
    title: 'Grafana Cloud access policy token',
    severity: 'error',
    anchors: ['glc_eyJ'],
    pattern: /(?<![A-Za-z0-9])glc_eyJ[A-Za-z0-9+/]{40,400}={0,2}(?![A-Za-z0-9+/=])/y,
    distinctive: true,
    check: (token) => (holdsMembers(token.slice(4), 'o', 'k') ? 'error' : null),
    rotate: 'Delete it in Grafana Cloud under Security, Access Policies.',
  },
  {
    // https://grafana.com/docs/grafana/latest/developers/http_api/auth
    id: 'grafana-api-key',
    title: 'Grafana API key',
    severity: 'error',
    anchors: ['eyJrIjoi'],
    pattern: /(?<![\w.+/-])eyJrIjoi[A-Za-z0-9+/]{40,300}={0,2}(?![\w.+/=-])/y,
    distinctive: true,
    check: (key) => (holdsMembers(key, 'k', 'n', 'id') ? 'error' : null),
    rotate: 'Delete it in Grafana under Administration, and use a service account in its place.',
  },
  {
    // https://docs.sentry.io/account/auth-tokens; an organization's has what it is for in it, and then the secret.
    id: 'sentry-token',
    title: 'Sentry auth token',
    severity: 'error',
    anchors: ['sntrys_', 'sntryu_', 'sntrya_', 'sntryi_'],
    pattern:
      /(?<![A-Za-z0-9])sntry(?:s_eyJ[A-Za-z0-9+/]{40,400}={0,2}_[A-Za-z0-9+/]{40,48}|[uai]_[0-9a-f]{64})(?![A-Za-z0-9+/=_])/y,
    distinctive: true,
    check(token) {
      const [, facts = ''] = token.split('_');
      return isPlaceholder(token) || (token.startsWith('sntrys_') && !holdsMembers(facts, 'iat')) ? null : 'error';
    },
    rotate: 'Revoke it in Sentry under Settings, Auth Tokens.',
  },
  {
    // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
    id: 'new-relic-key',
    title: 'New Relic user or insert key',
    severity: 'error',
    anchors: ['NRAK-', 'NRII-', 'NRIQ-'],
    pattern: /(?<![\w-])(?:NRAK-[A-Z0-9]{27}|NRI[IQ]-[\w-]{32})(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in New Relic under API keys.',
  },
  {
    // 40 characters, the last of them NRAL, before that FFFF mostly; those of regions begin with its name:
    // https://docs.newrelic.com/docs/opentelemetry/integrations/ibm-mq/host/
    id: 'new-relic-licence-key',
    title: 'New Relic licence key',
    severity: 'error',
    anchors: ['NRAL'],
    pattern:
      /(?<=(?<![A-Za-z0-9])(?<before>(?:[a-z]{2}\d{2}xx[0-9a-f]{26}|[0-9a-f]{32})(?:FFFF|[0-9a-f]{4})))NRAL(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Create another licence key in New Relic under API keys, and delete this one.',
  },
  {
    // Older ones: 32 and 40 hex digits. https://docs.datadoghq.com/account_management/api-app-keys
    id: 'datadog-key',
    title: 'Datadog API or application key',
    severity: 'error',
    anchors: ['datadog', 'dd_api', 'dd_app', 'dd-api', 'dd-app'],
    anyCase: true,
    ...assignedTo('datadog|(?<![a-z0-9])dd[_-]ap[ip]', '(?:[0-9a-f]{32}|[0-9a-f]{40})'),
    check: ifNamed(/key/i, 'error'),
    rotate: 'Revoke it in Datadog under Organization Settings, API Keys or Application Keys.',
  },
  {
    // https://docs.datadoghq.com/account_management/personal-access-tokens/ has the prefixes, not how long the tokens are.
    id: 'datadog-token',
    title: 'Datadog application key or access token',
    severity: 'error',
    anchors: ['ddapp_', 'ddpat_', 'ddsat_'],
    pattern: /(?<![A-Za-z0-9_])dd(?:app|pat|sat)_[A-Za-z0-9]{30,80}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it in Datadog under Organization Settings, Application Keys or Access Tokens.',
  },
  {
    // https://docs.dynatrace.com/docs/shortlink/api-authentication: base32 (RFC 4648), the first part is public.
    id: 'dynatrace-token',
    title: 'Dynatrace token',
    severity: 'error',
    anchors: ['dt0c', 'dt0s'],
    pattern: /(?<![\w.-])dt0[cs]\d{2}\.[A-Z2-7]{8,24}\.[A-Z2-7]{64}(?![\w.-])/y,
    distinctive: true,
    // The example of Dynatrace's documentation.
    check: (token) => (isPlaceholder(token) || token.includes('.ST2EY72KQINMH574WMNVI7YN.') ? null : 'error'),
    rotate: 'Delete it in Dynatrace under Access Tokens.',
  },
  {
    // https://posthog.com/docs/api: project keys (phc_) are public.
    id: 'posthog-key',
    title: 'PostHog personal or secret API key',
    severity: 'error',
    anchors: ['phx_', 'phs_'],
    pattern: /(?<![A-Za-z0-9_])ph[xs]_[A-Za-z0-9]{41,52}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: (key) => (isMixed(key) && !isPlaceholder(key) ? 'error' : null),
    rotate: 'Delete it in PostHog under Settings, Personal API keys, or roll the project’s secret key.',
  },
];

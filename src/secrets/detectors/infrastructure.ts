import type { Severity } from '../../severity.ts';
import { crc32Of } from '../checksums.ts';
import type { Detector } from '../detector.ts';
import { decodeJsonPart, isExpired, isForSomebody, isOfKubernetes, readJwt } from '../jwt.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';
import { ifMixed, isMixed, unlessPlaceholder } from '../checks.ts';
import { isPlaceholder } from '../placeholders.ts';

/** The header is an object whose first member begins with a letter that one of a JWT's begins with: alg, typ, kid, … */
const jwtAnchors = [
  'eyJh',
  'eyJ0',
  'eyJr',
  'eyJj',
  'eyJ4',
  'eyJl',
  'eyJq',
  'eyJ1',
  'eyJ6',
  'eyJi',
  'eyAi',
  'ewog',
  'ew0K',
];
// Nothing of a token may stand before it: so of a long one, only its beginning is tried.
const jwtPattern = (): RegExp =>
  /(?<![\w.-])e[yw][A-Za-z0-9][\w-]{13,5500}\.[\w-]{10,5500}\.[\w-]{0,1400}(?![\w-]|\.[\w-])/y;
const jwtReach = 12_500;

/** They name the namespace, the account and its UID. */
const shortestKubernetesToken = 200;

function checkKubernetesToken(token: string): Severity | null {
  if (token.length < shortestKubernetesToken) return null;
  const jwt = readJwt(token);
  if (!jwt || !isOfKubernetes(jwt)) return null;
  return isExpired(jwt) || !jwt.isSigned ? 'info' : 'error';
}

function checkJwt(token: string): Severity | null {
  const jwt = readJwt(token);
  if (!jwt || isOfKubernetes(jwt)) return null;
  // The one that jwt.io shows, and much documentation after it.
  if (jwt.claim('sub') === '1234567890') return null;
  const role = jwt.claim('role');
  // Supabase's key for everybody, and what libraries show in their documentation: `{"some": "payload"}`.
  if (isExpired(jwt) || !jwt.isSigned || role === 'anon' || !isForSomebody(jwt)) return 'info';
  return role === 'service_role' ? 'error' : 'warning';
}

/** The last part is the CRC-32 of what stands before it, lowest byte first. */
function endsInGrafanaChecksum(token: string): boolean {
  const end = token.lastIndexOf('_');
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, crc32Of(token.slice(0, end)), true);
  return bytes.getUint32(0).toString(16).padStart(8, '0') === token.slice(end + 1);
}

/** Whether base64 holds an object of JSON with these members. */
function has(base64: string, ...names: string[]): boolean {
  const text = decodeJsonPart(base64);
  return text !== null && names.every((name) => text.includes(`"${name}"`));
}

/** What builds, runs and watches, and where teams keep their work. */
export const infrastructure: readonly Detector[] = [
  {
    // https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes
    id: 'vault-token',
    title: 'HashiCorp Vault token',
    severity: 'error',
    anchors: ['hvs.', 'hvb.', 'hvr.'],
    pattern: /(?<![\w.-])hv[sbr]\.[\w-]{24,220}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it with `vault token revoke`, and look at what it opened.',
  },
  {
    id: 'vault-legacy-token',
    title: 'HashiCorp Vault token from before 1.10',
    severity: 'error',
    anchors: ['vault'],
    anyCase: true,
    pattern: assignedTo('vault', '[sbr]\\.[A-Za-z0-9]{24}'),
    check: (token, match) => (isMixed(token) ? ifNamed(/token/i, 'error')(token, match) : null),
    rotate: 'Revoke it with `vault token revoke`, and look at what it opened.',
  },
  {
    // https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    id: 'terraform-cloud-token',
    title: 'HCP Terraform token',
    severity: 'error',
    anchors: ['.atlasv1.'],
    pattern: /(?<=(?<![\w.-])(?<before>[A-Za-z0-9]{14}))\.atlasv1\.[\w=-]{60,70}(?![\w=-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in HCP Terraform under Account settings, Tokens, or under the team’s.',
  },
  {
    // https://www.pulumi.com/docs/administration/access-identity/access-tokens
    id: 'pulumi-token',
    title: 'Pulumi access token',
    severity: 'error',
    anchors: ['pul-'],
    pattern: /(?<![\w-])pul-[0-9a-f]{40}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in Pulumi Cloud under Personal access tokens.',
  },
  {
    id: 'kubernetes-token',
    title: 'Kubernetes service account token',
    severity: 'error',
    anchors: jwtAnchors,
    pattern: jwtPattern(),
    reach: jwtReach,
    distinctive: true,
    check: checkKubernetesToken,
    rotate: 'Delete the Secret that holds it, or the service account, so that the cluster takes it no more.',
  },
  {
    id: 'jwt',
    title: 'JSON Web Token',
    severity: 'warning',
    anchors: jwtAnchors,
    pattern: jwtPattern(),
    reach: jwtReach,
    distinctive: true,
    check: checkJwt,
    rotate: 'Revoke it where it was issued (its `iss` says where), or change the key that signs such tokens.',
  },
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
    check: (token) => (has(token.slice(4), 'o', 'k') ? 'error' : null),
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
    check: (key) => (has(key, 'k', 'n', 'id') ? 'error' : null),
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
      return isPlaceholder(token) || (token.startsWith('sntrys_') && !has(facts, 'iat')) ? null : 'error';
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
    id: 'new-relic-licence-key',
    title: 'New Relic licence key',
    severity: 'error',
    anchors: ['NRAL'],
    pattern: /(?<=(?<![A-Za-z0-9])(?<before>(?:[a-z]{2}\d{2}xx[0-9a-f]{30}|[0-9a-f]{36})))NRAL(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Create another licence key in New Relic under API keys, and delete this one.',
  },
  {
    // https://docs.datadoghq.com/account_management/api-app-keys: 32 and 40 hex digits.
    id: 'datadog-key',
    title: 'Datadog API or application key',
    severity: 'error',
    anchors: ['datadog', 'dd_api', 'dd_app', 'dd-api', 'dd-app'],
    anyCase: true,
    pattern: assignedTo('datadog|(?<![a-z0-9])dd[_-]ap[ip]', '(?:[0-9a-f]{32}|[0-9a-f]{40})'),
    check: ifNamed(/key/i, 'error'),
    rotate: 'Revoke it in Datadog under Organization Settings, API Keys or Application Keys.',
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
    // https://docs.doppler.com/reference/auth-token-formats
    id: 'doppler-token',
    title: 'Doppler token',
    severity: 'error',
    anchors: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.said.', 'dp.scim.', 'dp.audit.'],
    pattern: /(?<![\w.-])dp\.(?:pt|st|ct|sa|said|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}(?![\w.-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it in Doppler under Tokens, or under Access of the config that it opens.',
  },
  {
    // https://developer.1password.com/docs/service-accounts
    id: '1password-service-token',
    title: '1Password service account token',
    severity: 'error',
    anchors: ['ops_eyJ'],
    pattern: /(?<![A-Za-z0-9])ops_eyJ[\w+/-]{200,1500}={0,2}(?![\w+/=-])/y,
    reach: 1600,
    distinctive: true,
    check: (token) => (has(token.slice(4), 'signInAddress', 'secretKey') ? 'error' : null),
    rotate: 'Revoke it on 1password.com under Developer, the service account, Rotate token.',
  },
  {
    // https://support.1password.com/secret-key-security
    id: '1password-secret-key',
    title: '1Password Secret Key',
    severity: 'error',
    anchors: ['A3-'],
    pattern: /(?<![\w-])A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}(?![\w-])/y,
    distinctive: true,
    // The one of 1Password's documentation.
    check: (key) => (/\d/.test(key.slice(3)) && !isPlaceholder(key) && !key.startsWith('A3-ASWWYB-') ? 'error' : null),
    rotate: 'Regenerate it on 1password.com under Manage Account, Sign-in.',
  },
  {
    // https://tailscale.com/kb/1277/key-prefixes
    id: 'tailscale-key',
    title: 'Tailscale key',
    severity: 'error',
    anchors: ['tskey-'],
    pattern: /(?<![\w-])tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it in the Tailscale admin console under Settings, Keys.',
  },
  {
    // https://www.netlify.com/changelog/new-token-format
    id: 'netlify-token',
    title: 'Netlify access token',
    severity: 'error',
    anchors: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'],
    pattern: /(?<![A-Za-z0-9_])nf[pcoub]_[A-Za-z0-9]{36}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it in Netlify under User settings, Applications.',
  },
  {
    // https://vercel.com/changelog/new-token-formats-and-secret-scanning says the prefixes, not how long the tokens are.
    id: 'vercel-token',
    title: 'Vercel token or API key',
    severity: 'error',
    anchors: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
    pattern: /(?<![A-Za-z0-9_])vc[piark]_[A-Za-z0-9]{40,72}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it on vercel.com under Account Settings, Tokens, or under AI Gateway, API keys.',
  },
  {
    // https://circleci.com/docs/managing-api-tokens
    id: 'circleci-token',
    title: 'CircleCI API token',
    severity: 'error',
    anchors: ['CCIPAT_', 'CCIPRJ_'],
    pattern: /(?<![A-Za-z0-9])CCIP(?:AT|RJ)_[A-Za-z0-9]{22}_[0-9a-f]{40}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in CircleCI under User Settings, Personal API Tokens, or under the project’s.',
  },
  {
    // https://buildkite.com/docs/apis/managing-api-tokens
    id: 'buildkite-token',
    title: 'Buildkite API token',
    severity: 'error',
    anchors: ['bkua_'],
    pattern: /(?<![A-Za-z0-9_])bkua_[0-9a-f]{40}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in Buildkite under Personal Settings, API Access Tokens.',
  },
  {
    // https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients: version 11, then 32 hex digits.
    id: 'jenkins-token',
    title: 'Jenkins API token',
    severity: 'error',
    anchors: ['jenkins'],
    anyCase: true,
    pattern: assignedTo('jenkins', '11[0-9a-f]{32}'),
    check: ifNamed(/token|pass|key|secret/i, 'error'),
    rotate: 'Revoke it in Jenkins under the user’s Security, API Token.',
  },
  {
    // https://learning.postman.com/docs/developer/postman-api/authentication
    id: 'postman-key',
    title: 'Postman API key',
    severity: 'error',
    anchors: ['PMAK-'],
    pattern: /(?<![\w-])PMAK-[0-9a-f]{24}-[0-9a-f]{34}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in Postman under Settings, API keys.',
  },
  {
    // https://linear.app/developers/graphql#personal-api-keys
    id: 'linear-key',
    title: 'Linear API key',
    severity: 'error',
    anchors: ['lin_api_', 'lin_oauth_'],
    pattern: /(?<![A-Za-z0-9])lin_(?:api_[A-Za-z0-9]{40}|oauth_[0-9a-f]{64})(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in Linear under Settings, Security & access.',
  },
  {
    // https://developers.notion.com/page/changelog: new ones since September 2024 begin otherwise.
    id: 'notion-token',
    title: 'Notion integration token',
    severity: 'error',
    anchors: ['ntn_', 'secret_'],
    pattern: /(?<![A-Za-z0-9_])(?:ntn_\d{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Refresh it on notion.so/my-integrations under the integration’s Configuration.',
  },
  {
    // https://www.figma.com/developers/api#access-tokens
    id: 'figma-token',
    title: 'Figma access token',
    severity: 'error',
    anchors: ['figd_', 'figo_', 'figu_'],
    pattern: /(?<![A-Za-z0-9_])fig[dou]_[\w-]{40}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it in Figma under Settings, Security, Personal access tokens.',
  },
  {
    // https://airtable.com/developers/web/guides/personal-access-tokens: 'pat' alone stands in too many words to look for it.
    id: 'airtable-token',
    title: 'Airtable personal access token',
    severity: 'error',
    anchors: ['airtable'],
    anyCase: true,
    pattern: assignedTo('airtable', 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
    check: unlessPlaceholder('error'),
    rotate: 'Delete it on airtable.com/create/tokens.',
  },
  {
    // https://www.contentful.com/developers/docs/references/authentication
    id: 'contentful-token',
    title: 'Contentful management token',
    severity: 'error',
    anchors: ['CFPAT-'],
    pattern: /(?<![\w-])CFPAT-[\w-]{43}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in Contentful under Settings, CMA tokens.',
  },
  {
    // https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys
    id: 'prefect-key',
    title: 'Prefect Cloud API key',
    severity: 'error',
    anchors: ['pnu_', 'pnb_'],
    pattern: /(?<![A-Za-z0-9_])pn[ub]_[A-Za-z0-9]{36}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it in Prefect Cloud under API Keys.',
  },
  {
    // https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens: of a project, a user, and for analysis.
    id: 'sonarqube-token',
    title: 'SonarQube token',
    severity: 'error',
    anchors: ['sqp_', 'squ_', 'sqa_'],
    pattern: /(?<![A-Za-z0-9_])sq[pua]_[0-9a-f]{40}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in SonarQube under My Account, Security.',
  },
  {
    // https://developer.frame.io/docs/getting-started/authentication
    id: 'frame-io-token',
    title: 'Frame.io developer token',
    severity: 'error',
    anchors: ['fio-u-'],
    pattern: /(?<![\w-])fio-u-[\w-]{64}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it on developer.frame.io under Tokens.',
  },
  {
    // https://docs.mapbox.com/help/dive-deeper/access-tokens: public ones begin with pk.
    id: 'mapbox-secret-token',
    title: 'Mapbox secret token',
    severity: 'error',
    anchors: ['sk.eyJ1'],
    pattern: /(?<![\w.-])sk\.(?<claims>eyJ1[\w-]{40,200})\.[\w-]{22}(?![\w.-])/y,
    distinctive: true,
    check: (_token, match) => (has(match.groups?.['claims'] ?? '', 'u', 'a') ? 'error' : null),
    rotate: 'Delete it on mapbox.com under Account, Access tokens.',
  },
  {
    // https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token
    id: 'sourcegraph-token',
    title: 'Sourcegraph access token',
    severity: 'error',
    anchors: ['sgp_'],
    pattern: /(?<![A-Za-z0-9_])sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in Sourcegraph under Settings, Access tokens.',
  },
  {
    // https://docs.readme.com/main/reference/intro/authentication
    id: 'readme-key',
    title: 'ReadMe API key',
    severity: 'error',
    anchors: ['rdme_'],
    pattern: /(?<![A-Za-z0-9_])rdme_[0-9a-z]{70}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in ReadMe under Configuration, API Keys.',
  },
  {
    // https://posthog.com/docs/api: project keys (phc_) are public.
    id: 'posthog-key',
    title: 'PostHog personal API key',
    severity: 'error',
    anchors: ['phx_'],
    pattern: /(?<![A-Za-z0-9_])phx_[A-Za-z0-9]{40,52}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: (key) => (isMixed(key) && !isPlaceholder(key) ? 'error' : null),
    rotate: 'Delete it in PostHog under Settings, Personal API keys.',
  },
];

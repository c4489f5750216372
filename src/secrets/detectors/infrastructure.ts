import type { Severity } from '../../severity.ts';
import { ifMixed, isMixed, unlessPlaceholder } from '../checks.ts';
import type { Detector } from '../detector.ts';
import { holdsMembers, isExpired, isForSomebody, isOfKubernetes, readJwt } from '../jwt.ts';
import { isPlaceholder } from '../placeholders.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';

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

/** What runs programs and keeps their secrets. */
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
    ...assignedTo('vault', '[sbr]\\.[A-Za-z0-9]{24}'),
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
    // https://developer.1password.com/docs/service-accounts/security/
    id: '1password-service-token',
    title: '1Password service account token',
    severity: 'error',
    anchors: ['ops_eyJ'],
    pattern: /(?<![A-Za-z0-9])ops_eyJ[\w+/-]{200,1500}={0,2}(?![\w+/=-])/y,
    reach: 1600,
    distinctive: true,
    check: (token) => (holdsMembers(token.slice(4), 'signInAddress', 'secretKey') ? 'error' : null),
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
    pattern: /(?<![\w-])tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{16,64}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it in the Tailscale admin console under Settings, Keys.',
  },
];

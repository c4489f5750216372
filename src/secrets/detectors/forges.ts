import type { Severity } from '../../severity.ts';
import { always, textOfBase64, tokenCheck } from '../checks.ts';
import { crc32Of, endsInItsChecksum } from '../checksums.ts';
import type { Detector } from '../detector.ts';

const checksumLength = 7;

/**
 * GitLab's routable tokens end in a version, the length of the payload and the CRC-32 of all before it, in base 36; those
 * with neither are random.
 * https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
 */
function severityOfGitLab(token: string): Severity {
  if (!token.includes('.')) return 'error';
  const [told, checksum] = [token.slice(0, -checksumLength), token.slice(-checksumLength)];
  return crc32Of(told).toString(36).padStart(checksumLength, '0') === checksum ? 'error' : 'warning';
}

/** Three parts, of which the first is base64url of a JSON object: the JSON Web Token in a GitHub App's token. */
const hasJwtHeader = (token: string): boolean =>
  textOfBase64(token.slice(token.indexOf('eyJ'), token.indexOf('.')))?.endsWith('}') ?? false;

/**
 * Hosts of code. Where a token's length is open, it ends before the next one's prefix: a text full of prefixes is then gone
 * through once, not once for each.
 */
export const forges: readonly Detector[] = [
  {
    // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    id: 'github-token',
    title: 'GitHub token',
    severity: 'error',
    anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /gh[pousr]_[A-Za-z0-9]{36,251}/y,
    distinctive: true,
    // One that was shortened or made up does not open anything, but who knows.
    check: tokenCheck((value) => (endsInItsChecksum(value) ? 'error' : 'warning')),
    rotate: 'Revoke it under Settings, Developer settings, Personal access tokens of the account on github.com.',
  },
  {
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    id: 'github-fine-grained-token',
    title: 'GitHub fine-grained token',
    severity: 'error',
    anchors: ['github_pat_'],
    pattern: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate: 'Revoke it under Settings, Developer settings, Fine-grained tokens of the account on github.com.',
  },
  {
    // Since 2026, `ghs_`, the number of the app, and a JSON Web Token; it ends by itself after an hour.
    id: 'github-app-token',
    title: 'GitHub App installation token',
    severity: 'warning',
    anchors: ['ghs_'],
    pattern: /ghs_[0-9]{1,12}_eyJ(?:(?!ghs_)[A-Za-z0-9_-]){10,600}\.eyJ[A-Za-z0-9_-]{10,1200}\.[A-Za-z0-9_-]{20,800}/y,
    reach: 2700,
    distinctive: true,
    check: tokenCheck((value) => (hasJwtHeader(value) ? 'warning' : null)),
    rotate:
      'It ends an hour after it was made; to be sure, rotate the private key of the GitHub App that asked for it.',
  },
  {
    // https://docs.gitlab.com/security/tokens/#token-prefixes; an instance may have put its own name before the prefix.
    id: 'gitlab-token',
    title: 'GitLab access token',
    severity: 'error',
    anchors: ['glpat-'],
    pattern:
      /glpat-(?:(?:(?!glpat-)[A-Za-z0-9_-]){27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9}|(?:(?!glpat-)[A-Za-z0-9_-]){20})/y,
    distinctive: true,
    check: tokenCheck(severityOfGitLab),
    rotate: 'Revoke it under Access tokens of the GitLab user, group or project that it belongs to.',
  },
  {
    id: 'gitlab-ci-token',
    title: 'GitLab deploy, runner or pipeline token',
    severity: 'error',
    anchors: ['gldt-', 'glrt-', 'glrtr-', 'glptt-', 'glcbt-', 'GR1348941'],
    pattern:
      /gl(?:dt|rtr?)-(?:t\d_)?(?:(?:(?!gl(?:dt|rtr?)-)[A-Za-z0-9_-]){27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9}|(?:(?!gl(?:dt|rtr?)-)[A-Za-z0-9_-]){20})|glptt-[0-9a-f]{40}|glcbt-(?:[0-9A-Za-z]{1,5}_)?(?:(?!glcbt-)[A-Za-z0-9_-]){20}|GR1348941[A-Za-z0-9_-]{20}/y,
    distinctive: true,
    check: tokenCheck(severityOfGitLab),
    rotate: 'Revoke it in GitLab: deploy tokens under Settings, Repository, those of runners and triggers under CI/CD.',
  },
  {
    id: 'gitlab-service-token',
    title: 'GitLab token of an application, agent or feed',
    severity: 'error',
    anchors: ['gloas-', 'glagent-', 'glsoat-', 'glffct-', 'glft-', 'glimt-', 'glwt-'],
    pattern:
      /gloas-[0-9a-f]{64}|glagent-(?:(?!glagent-)[A-Za-z0-9_-]){50}|glft-[0-9a-f]{64}-\d{1,12}|gl(?:soat|ffct|ft)-(?:(?!gl(?:soat|ffct|ft)-)[A-Za-z0-9_-]){20}|glimt-(?:(?!glimt-)[A-Za-z0-9_-]){25}|glwt-(?:(?!glwt-)[A-Za-z0-9_-]){20,64}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate: 'Revoke or reset it in GitLab, where the application, agent, feature flag or feed it belongs to is set up.',
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/; none has opened anything since 9 June 2026:
    // https://support.atlassian.com/bitbucket-cloud/kb/getting-401-http-error-while-authenticating-to-bitbucket-cloud-rest-apis
    id: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    severity: 'warning',
    anchors: ['ATBB'],
    pattern: /(?<![A-Za-z0-9_])ATBB[A-Za-z0-9]{24}[0-9A-F]{8}/y,
    check: tokenCheck((value) => (/\d/.test(value) && /[a-z]/.test(value) ? 'warning' : null)),
    rotate: 'Bitbucket has ended app passwords; make sure that no account has the same password, and use an API token.',
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/ says what they are, not what they look like:
    // those that are known have 192 characters.
    id: 'atlassian-token',
    title: 'Atlassian or Bitbucket access token',
    severity: 'error',
    anchors: ['ATATT3xFf', 'ATCTT3xFf'],
    pattern: /AT[AC]TT3xFf(?:(?!AT[AC]TT3)[A-Za-z0-9_-]){100,400}(?:=[0-9A-F]{8})?/y,
    distinctive: true,
    // Whole ones end in a checksum; one without was cut off, or a tool took its end away.
    check: tokenCheck((value) => (value.includes('=') ? 'error' : 'warning')),
    rotate:
      'Revoke it under Security, API tokens at id.atlassian.com, or under Access tokens of the Bitbucket repository or project.',
  },
];

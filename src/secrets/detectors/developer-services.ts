import { ifMixed, unlessPlaceholder } from '../checks.ts';
import type { Detector } from '../detector.ts';
import { holdsMembers } from '../jwt.ts';
import { isPlaceholder } from '../placeholders.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';

/** API, OAuth, agents, clusters, jobs, packages, pipelines and portals. */
const buildkiteKinds = 'ua ur tx aa ar ct cqt aj jat pt rt tr at pat ps'.split(' ');

/** What programs are made with: builds, pages, tickets, designs. */
export const developerServices: readonly Detector[] = [
  {
    // https://answers.netlify.com/t/change-to-the-netlify-authentication-token-format/106146: up to 40 characters.
    id: 'netlify-token',
    title: 'Netlify access token',
    severity: 'error',
    anchors: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'],
    pattern: /(?<![A-Za-z0-9_])nf[pcoub]_\w{30,36}(?![\w-])/y,
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
    // https://circleci.com/changelog/new-format-for-api-access-tokens/: a UUID in base58, then 40 hex digits.
    id: 'circleci-token',
    title: 'CircleCI API token',
    severity: 'error',
    anchors: ['CCIPAT_', 'CCIPRJ_'],
    pattern: /(?<![A-Za-z0-9])CCIP(?:AT|RJ)_[A-Za-z0-9]{20,22}_[0-9a-f]{40}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in CircleCI under User Settings, Personal API Tokens, or under the project’s.',
  },
  {
    // https://buildkite.com/docs/platform/security/tokens; base64url and dots, 38 characters and more:
    // https://github.com/buildkite/agent, internal/redact
    id: 'buildkite-token',
    title: 'Buildkite token',
    severity: 'error',
    anchors: buildkiteKinds.map((kind) => `bk${kind}_`),
    pattern: new RegExp(String.raw`(?<![\w-])bk(?:${buildkiteKinds.join('|')})_[\w.-]{38,600}(?<=[\w-])(?![\w-])`, 'y'),
    reach: 700,
    distinctive: true,
    // Names of variables that begin so hold no digits, or one.
    check: (token) => ((token.match(/\d/g)?.length ?? 0) < 4 || isPlaceholder(token) ? null : 'error'),
    rotate:
      'Revoke it in Buildkite: API tokens under Personal Settings, those of agents under the cluster’s Agent tokens.',
  },
  {
    // https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients: version 11, then 32 hex digits.
    id: 'jenkins-token',
    title: 'Jenkins API token',
    severity: 'error',
    anchors: ['jenkins'],
    anyCase: true,
    ...assignedTo('jenkins', '11[0-9a-f]{32}'),
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
    // Of one collection, to read it; shown without its middle: https://learning.postman.com/docs/collaborating-in-postman/sharing/
    id: 'postman-collection-key',
    title: 'Postman collection access key',
    severity: 'warning',
    anchors: ['PMAT-'],
    pattern: /(?<![\w-])PMAT-[A-Za-z0-9]{24,32}(?![\w-])/y,
    distinctive: true,
    check: (key) => (isPlaceholder(key) || !/\d/.test(key) ? null : 'warning'),
    rotate: 'Revoke it in Postman under the collection’s Share, Via API.',
  },
  {
    // https://linear.app/changelog/2021-08-19-github-secret-scanning says the prefixes.
    id: 'linear-key',
    title: 'Linear API key',
    severity: 'error',
    anchors: ['lin_api_', 'lin_oauth_'],
    pattern: /(?<![A-Za-z0-9])lin_(?:api_[A-Za-z0-9]{40}|oauth_[A-Za-z0-9]{32,80})(?![A-Za-z0-9_])/y,
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
    pattern: /(?<![A-Za-z0-9_])fig[dou]_[\w-]{36,44}(?![\w-])/y,
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
    ...assignedTo('airtable', 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
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
    // https://docs.mapbox.com/api/accounts/tokens/: public ones begin with pk.
    id: 'mapbox-secret-token',
    title: 'Mapbox secret token',
    severity: 'error',
    anchors: ['sk.eyJ1'],
    pattern: /(?<![\w.-])sk\.(?<claims>eyJ1[\w-]{40,200})\.[\w-]{22}(?![\w.-])/y,
    distinctive: true,
    check: (_token, match) => (holdsMembers(match.groups?.['claims'] ?? '', 'u', 'a') ? 'error' : null),
    rotate: 'Delete it on mapbox.com under Account, Access tokens.',
  },
  {
    // https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token; what is taken: https://github.com/sourcegraph/src-cli
    id: 'sourcegraph-token',
    title: 'Sourcegraph access token',
    severity: 'error',
    anchors: ['sgp_'],
    pattern: /(?<![A-Za-z0-9_])sgp_(?:[A-Za-z0-9]{1,32}_)?[0-9A-Fa-f]{40}(?![A-Za-z0-9_])/y,
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
    pattern: /(?<![A-Za-z0-9_])rdme_[0-9a-z]{60,80}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in ReadMe under Configuration, API Keys.',
  },
];

/** A file that holds a secret while the image is built, by the end of its path. */
export interface SecretKind {
  readonly ends: readonly string[];
  /** Programs that read it. */
  readonly tools: readonly string[];
}

const git = ['git', 'ssh', 'scp', 'npm', 'yarn', 'pnpm', 'pip', 'pip3', 'go', 'composer', 'bundle', 'cargo'];

export const secretKinds: readonly SecretKind[] = [
  { ends: ['/.npmrc', '/.yarnrc', '/.yarnrc.yml'], tools: ['npm', 'npx', 'yarn', 'pnpm', 'corepack', 'bun'] },
  { ends: ['/.netrc', '/.git-credentials'], tools: [...git, 'curl', 'wget'] },
  { ends: ['/id_rsa', '/id_ed25519', '/id_ecdsa', '/id_dsa'], tools: git },
  {
    ends: ['/.pypirc', '/pip.conf', '/.config/pip/pip.conf'],
    tools: ['pip', 'pip3', 'python', 'python3', 'twine', 'uv', 'poetry'],
  },
  { ends: ['/.aws/credentials', '/aws-credentials'], tools: ['aws', 'terraform', 'pip', 'pip3', 'npm', 'yarn', 'mvn'] },
  { ends: ['/.m2/settings.xml', '/settings.xml'], tools: ['mvn', 'mvnw'] },
  { ends: ['/.gradle/gradle.properties'], tools: ['gradle', 'gradlew'] },
  { ends: ['/.docker/config.json'], tools: ['docker', 'skopeo', 'crane'] },
  { ends: ['/.cargo/credentials', '/.cargo/credentials.toml'], tools: ['cargo'] },
  { ends: ['/.composer/auth.json', '/auth.json'], tools: ['composer'] },
  { ends: ['/.env', '/credentials', '/credentials.json', '/token', '/secrets.json'], tools: [] },
];

export function secretKindOf(path: string): SecretKind | null {
  return secretKinds.find(({ ends }) => ends.some((end) => path.endsWith(end))) ?? null;
}

/** Programs that talk to servers, and so may read a credential that no kind above knows. */
export const networkTools: ReadonlySet<string> = new Set([
  ...git, 'aws', 'az', 'gcloud', 'curl', 'wget', 'mvn', 'gradle', 'terraform', 'helm', 'kubectl', 'docker', 'gem', 'poetry',
]); // prettier-ignore

/** An id for `--secret`: `npmrc`, `aws-credentials`. */
export function secretId(path: string): string {
  const parts = path.split('/').filter(Boolean);
  const name = (parts.at(-1) ?? 'secret').replace(/^\.+/, '');
  const folder = (parts.at(-2) ?? '').startsWith('.') ? `${(parts.at(-2) ?? '').slice(1)}-` : '';
  const isTelling = folder === '' || /^(?:id_|\w+rc$)/.test(name);
  return `${isTelling ? '' : folder}${name}`.replace(/[^\w.-]/g, '_');
}

const secretWords: ReadonlySet<string> = new Set([
  'TOKEN',
  'SECRET',
  'PASSWORD',
  'PASSWD',
  'APIKEY',
  'CREDENTIAL',
  'CREDENTIALS',
  'PAT',
]);
const keyWords: ReadonlySet<string> = new Set([
  'API',
  'ACCESS',
  'PRIVATE',
  'SECRET',
  'SIGNING',
  'ENCRYPTION',
  'LICENSE',
  'AUTH',
]);

/** NPM_TOKEN, DB_PASSWORD, AWS_SECRET_ACCESS_KEY; not TOKEN_URL, KEY_FILE, CACHE_KEY. */
export function isSecretName(name: string): boolean {
  const words = name.toUpperCase().split('_');
  const last = words.at(-1) ?? '';
  return secretWords.has(last) || (last === 'KEY' && words.slice(0, -1).some((word) => keyWords.has(word)));
}

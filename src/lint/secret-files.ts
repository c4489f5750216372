import { isPublicKey, sshKeyNames } from '../build-context/risky-kinds.ts';

/** A file that holds a secret while the image is built, by the end of its path. */
export interface SecretKind {
  readonly ends: readonly string[];
  /** Programs that read it. */
  readonly tools: readonly string[];
}

/** Programs that ask git servers, themselves or for what they install. */
export const gitTools = [
  'git',
  'ssh',
  'scp',
  'npm',
  'yarn',
  'pnpm',
  'pip',
  'pip3',
  'go',
  'composer',
  'bundle',
  'cargo',
];

export const secretKinds: readonly SecretKind[] = [
  { ends: ['/.npmrc', '/.yarnrc', '/.yarnrc.yml'], tools: ['npm', 'npx', 'yarn', 'pnpm', 'corepack', 'bun'] },
  { ends: ['/.netrc', '/.git-credentials'], tools: [...gitTools, 'curl', 'wget'] },
  { ends: sshKeyNames.map((name) => `/${name}`), tools: gitTools },
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
  {
    ends: ['.pem', '.key', '.p12', '.pfx'],
    tools: [...gitTools, 'curl', 'wget', 'openssl', 'keytool', 'ansible', 'ansible-playbook'],
  },
  {
    ends: ['/.env', '/.env.local', '/.env.production', '/credentials', '/credentials.json', '/token', '/secrets.json'],
    tools: [],
  },
];

/** By the end of its absolute path. */
export function secretKindOf(path: string): SecretKind | null {
  const kind = secretKinds.find(({ ends }) => ends.some((end) => path.endsWith(end)));
  return kind && !isPublicKey(path.slice(path.lastIndexOf('/') + 1)) ? kind : null;
}

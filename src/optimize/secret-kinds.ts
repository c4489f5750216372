import { gitTools } from '../lint/secret-files.ts';

/** Programs that talk to servers, and so may read a credential that no kind above knows. */
export const networkTools: ReadonlySet<string> = new Set([
  ...gitTools, 'aws', 'az', 'gcloud', 'curl', 'wget', 'mvn', 'gradle', 'terraform', 'helm', 'kubectl', 'docker', 'gem', 'poetry',
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

/** One of these is a word of the name, with underscores around. */
const secretWords: ReadonlySet<string> = new Set([
  'access', 'apikey', 'auth', 'credential', 'credentials', 'key', 'keys', 'pass', 'passcode', 'passphrase', 'passwd',
  'password', 'passwords', 'pwd', 'secret', 'secrets', 'token',
]); // prettier-ignore

/** What the end of a word may be: DBPASSWORD, AUTHTOKEN. */
const secretEndings = ['password', 'passwd', 'passcode', 'passphrase', 'secret', 'token', 'apikey', 'sshkey'];

/** With one of these the name is that of something about a secret, or of none. */
const harmlessWords: ReadonlySet<string> = new Set([
  'algorithm', 'control', 'count', 'dir', 'enabled', 'expiry', 'file', 'length', 'level', 'log', 'mode', 'name', 'origin',
  'path', 'public', 'sock', 'socket', 'timeout', 'ttl', 'type', 'uri', 'url', 'version',
]); // prettier-ignore

/** The keys of these are public: they check what was downloaded. */
const publicKeys: ReadonlySet<string> = new Set(['gpg', 'pgp']);

const isSecretWord = (word: string): boolean =>
  secretWords.has(word) || secretEndings.some((ending) => word.endsWith(ending));

/** Whether the name of an ENV or ARG says that it holds a credential: API_SECRET_KEY, not GPG_KEY or KEY_FILE. */
export function isSecretName(name: string): boolean {
  // The current folder, as shells keep it.
  if (name === 'PWD') return false;
  const words = name.toLowerCase().split(/[_.-]/);
  if (words.some((word) => harmlessWords.has(word))) return false;
  const isPublic = words.some((word) => publicKeys.has(word)) && !words.includes('private');
  return words.some((word) => isSecretWord(word) && !(isPublic && (word === 'key' || word === 'keys')));
}

/** What a script calls a key is mostly the number of a public one, to check a download with. */
export function isSecretNameInScript(name: string): boolean {
  const words = name.toLowerCase().split(/[_.-]/);
  const rest = words.filter((word) => word !== 'key' && word !== 'keys');
  return isSecretName(name) && (words.includes('api') || isSecretName(rest.join('_')));
}

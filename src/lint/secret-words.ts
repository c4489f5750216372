/** One of these is a word of the name, with underscores around. */
const secretWords: ReadonlySet<string> = new Set([
  'apikey', 'auth', 'credential', 'credentials', 'key', 'passwd', 'password', 'pword', 'secret', 'token',
]); // prettier-ignore

/** What the name says then is no secret. */
const harmlessWords: ReadonlySet<string> = new Set(['file', 'public', 'version']);

/** A name of ARG or ENV that BuildKit takes for a secret’s. */
export function hasSecretWord(name: string): boolean {
  const words = name.toLowerCase().split('_');
  // API_KEY has the word key; APIKEY is one of its own.
  return words.some((word) => secretWords.has(word)) && !words.some((word) => harmlessWords.has(word));
}

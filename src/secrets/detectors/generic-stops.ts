import { isRedacted } from '../redact.ts';

/** Words that may follow in a name that is one of a secret all the same: SECRET_KEY_BASE, passwordProd, api_key_2. */
const following = new Set(
  `key base value token secret password passwd pass string text phrase salt bearer prod production dev development stage staging
  test live main master root admin user db database default old new current plain encryption signing access refresh hex base64
  env`.split(/\s+/),
);

export function mayFollow(name: string, rest: string): boolean {
  if (rest === '' || (/^credential$/i.test(name) && rest.toLowerCase() === 's')) return true;
  const words = rest.replace(/\d{1,2}$/, '').split(/[_.-]|(?<=[a-z])(?=[A-Z])/);
  return words.every((word, at) => following.has(word.toLowerCase()) || (word === '' && at === 0));
}

/** Words right before, by which a name is none of a secret: publicKeyToken, csrf_token, nextToken. */
const stopsBefore =
  /(?:^|[_.-]|(?<=[a-z])(?=[A-Z]))(?:public|publickey|csrf|xsrf|site|sort|next|continuation|pagination|page|sync|resume|cancel|cancellation|design|syntax|lex|eos|bos|pad|unk|mask|cls|sep|special|no|has|is|not|use|with|without|reset|forgot|show|hide|invalid|wrong|missing|fake|dummy|example|sample|mock|placeholder|stop|start|end|begin|image|shape|client_?request|idempotency|hash|hashed|encrypted|sealed)[_.-]?$/i;

export const isStopWordBefore = (name: string): boolean => stopsBefore.test(name);

/** In a value, what says that it is to be replaced, or that somebody writes about secrets. */
const stopsInValue =
  /example|placeholder|change_?-?me|change-this|replace|insert|your[_-]|[_-]your|yours?(?:key|token|secret|password)|<|>|\.\.\.|…|x{4}|\*{3}|_{4}|dummy|todo|fixme|redacted|removed|hidden|masked|sanitized|undefined|^null|^none|^false|^true|^disabled|^enabled|^optional|^required|^string|^object|^integer|^boolean|lorem|foobar|hunter2|s3cr[e3]t|passw[o0]rd$|^passw[o0]rd|^secret\d{0,4}$|^abc123|^test1234|^admin\d{0,4}$|^qwerty\d{0,6}$|letmein|correct-?horse/i;

export const isStopValue = (value: string): boolean => stopsInValue.test(value) || isRedacted(value);

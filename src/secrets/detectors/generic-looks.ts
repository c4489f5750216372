import { entropyOf } from '../entropy.ts';

/** A value that stands for another one: the secret is not in this text. */
const reference = /^[$%@&*{<[#|!]|\$[({A-Z_]|\{\{|\}\}|%[A-Z_]{2,40}%|%[({]?[sd]\b|\w\[-?\d{1,4}\]|->|::|=>|==\w/i;
const member =
  /\b(?:process\.env|os\.environ|getenv|import\.meta|config|settings|args|opts|options|params|self|this|req|request|ctx|env|vault|data|vars?|secrets?|local|module|input|output|response|credentials?)[.[(]/i;
/** A call or an expression; a password in quotes may have such characters. */
const expression = /[()[\]{}|]/;
const url = /:\/\/|^www\.|^(?:https?|urn|arn|mailto|file|oid|data|ssh|projects?|refs?):|[\w.]@[\w-]{1,60}\.\w/i;
const version = /^[\^~>=<v]{0,3}\d{1,8}(?:\.[\dx*]{1,10}){1,4}(?:[-+.~][\w.+~-]{0,40})?$/i;
const date = /^\d{4}-\d{2}-\d{2}|^\d{1,2}[:/.]\d{2}[:/.]\d{2,4}/;
/** Checksums that are written down to be known. */
const integrity = /^(?:sha(?:1|224|256|384|512)|md5|blake2b?|h1)[-:=]|^\{?(?:SSHA|SHA|MD5|CRYPT)\}/i;
const fileName =
  /\.(?:[cm]?[jt]sx?|json|ya?ml|toml|ini|conf|cfg|xml|html?|md|txt|py|rb|go|java|php|sh|rs|c|h|cc|cpp|hpp|so|pem|key|crt|cer|p12|pfx|jks|css|scss|svg|png|jpe?g|gif|log|sock|lock|db|sqlite|tmpl|tpl|example|local|internal|com|org|net|io|dev)$/i;

/** Pairs of letters that stand often in English and in names of programs. */
const commonPairs = new Uint8Array(26 * 26);
const pairs = `
  th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro
  ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns ge ec il et us ss ac ct em ad no lo ho tr un pe ot so am
  id po di pr ee oo im ut ol ck ke ey ok pa sw wo rd cr au ap pi da ab bl fo pl mo sh wi if ig cl ex ul op do iv
  ue vi na rs ag ts ie ai ir ry ly ay ev ni um ub lu wa we ld ty av mp nc qu ob su ef fi fa`;
for (const pair of pairs.trim().split(/\s+/)) commonPairs[(pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97] = 1;

/** Share of a text's pairs of letters that are common ones: about 0.3 of random letters, 0.7 and more of words. */
function likeWords(text: string): number {
  let [pairs, common, last, wasSmall] = [0, 0, -1, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = (code | 32) - 97;
    const isLetter = letter >= 0 && letter < 26 && code >= 65;
    const isSmall = code >= 97;
    // A capital behind a small letter begins another word.
    if (isLetter && last >= 0 && (isSmall || !wasSmall)) {
      pairs++;
      common += commonPairs[last * 26 + letter] as number;
    }
    last = isLetter ? letter : -1;
    wasSmall = isSmall;
  }
  return pairs === 0 ? 0 : common / pairs;
}

const hex = /^(?:0x)?[0-9a-f]+$/i;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A few of one sort in a row or again and again: `00000000`, `abcdefgh`, `12345678`. */
function isMonotonous(value: string): boolean {
  let steps = 0;
  for (let at = 1; at < value.length; at++) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1);
    if (Math.abs(step) <= 1) steps++;
  }
  return steps * 3 >= value.length * 2;
}

/** Of a bare value: it is worked out, and not what is meant. */
export const isExpression = (value: string): boolean => expression.test(value);

/** Whether a value says where a secret is, or is of a kind that is none. */
export function isNoValue(value: string, isQuoted: boolean): boolean {
  if (/[^\w.+/=-]/.test(value)) {
    if ((!isQuoted && isExpression(value)) || reference.test(value) || url.test(value)) return true;
  }
  if (/[.:[(]/.test(value) && [member, version, date, fileName].some((kind) => kind.test(value))) return true;
  return date.test(value) || integrity.test(value) || isPath(value);
}

/** Every part a name: `/run/secrets/db`, `auth/tokens/v1`; base64 with a slash in it has others. */
function isPath(value: string): boolean {
  if (/^(?:[~.]{0,2}\/|[a-z]:)/i.test(value) && likeWords(value) > 0.3) return true;
  const parts = value.split('/');
  return parts.length > 1 && parts.every((part) => /^[A-Za-z_.*-]{0,40}\d{0,3}$/.test(part)) && likeWords(value) > 0.4;
}

const sign = /[^\w./:-]/g;

/** A password that somebody chose or a machine made: not a name, and not a name and its number. */
export function looksChosen(value: string): boolean {
  // Most values are words: that they have no digit and no capital is the first to be seen.
  const isMade = /\d/.test(value)
    ? /[A-Za-z]/.test(value) && !/^[A-Za-z_.-]{1,200}[._-]v?\d$|^[A-Za-z]{1,200}\d$/.test(value)
    : /[A-Z]/.test(value) && /[a-z]/.test(value) && (value.match(sign)?.length ?? 0) >= 2;
  return isMade && !isMonotonous(value) && entropyOf(value) >= 2.5;
}

/** Made by a machine, out of nothing that is a word: what a key looks like in the middle of a program. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || isMonotonous(value) || uuid.test(value) || !/^[\w+/=.~!@#$%^&*-]+$/.test(value))
    return false;
  if (hex.test(value)) return value.length >= 32 && entropyOf(value) > 3.2;
  return /\d[^\d]{0,200}\d/.test(value) && likeWords(value) < 0.45 && entropyOf(value) > 3.4;
}

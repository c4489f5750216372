/** Base64 characters of a header and of the claims that are decoded; of longer ones nothing is told. */
const longestPart = 5500;

export interface Jwt {
  readonly isSigned: boolean;
  /** The text or number that a claim is, as it is written. */
  claim(name: string): string | undefined;
}

/** The text of an object of JSON in base64 or base64url; null where it is none. */
export function decodeJsonPart(base64: string): string | null {
  const bare = base64.replaceAll('=', '').replaceAll('-', '+').replaceAll('_', '/');
  if (bare.length > longestPart || bare.length % 4 === 1) return null;
  const text = atob(bare).trim();
  return text.startsWith('{') && text.endsWith('}') ? text : null;
}

/** Not by parsing: a hostile file can hold thousands of objects that end in an error, and each of those takes its time. */
function memberOf(json: string, name: string): string | undefined {
  const at = json.indexOf(`"${name}"`);
  if (at < 0) return undefined;
  const member = /^\s{0,9}:\s{0,9}(?:"([^"]{0,300})"|(\d{1,16}))/.exec(json.slice(at + name.length + 2, at + 340));
  return member?.[1] ?? member?.[2];
}

/** RFC 7519: a header that names an algorithm, claims and a signature, divided by dots. Null where the text is something else. */
export function readJwt(text: string): Jwt | null {
  const [head = '', body = '', signature = ''] = text.split('.');
  const header = decodeJsonPart(head);
  const algorithm = header && memberOf(header, 'alg');
  if (!algorithm) return null;
  const claims = decodeJsonPart(body);
  if (claims === null) return null;
  return {
    isSigned: signature !== '' && algorithm.toLowerCase() !== 'none',
    claim: (name) => memberOf(claims, name),
  };
}

/** RFC 7519, 4.1.4: seconds. */
export const isExpired = (jwt: Jwt): boolean => Number(jwt.claim('exp') ?? Infinity) * 1000 < Date.now();

/** Whether it says who issued it, for whom or until when. */
export const isForSomebody = (jwt: Jwt): boolean =>
  ['iss', 'sub', 'aud', 'exp', 'jti', 'role', 'scope'].some((name) => jwt.claim(name) !== undefined);

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
export const isOfKubernetes = (jwt: Jwt): boolean =>
  jwt.claim('iss') === 'kubernetes/serviceaccount' || (jwt.claim('sub')?.startsWith('system:serviceaccount:') ?? false);

/** Whether base64 holds an object of JSON with these members. */
export function holdsMembers(base64: string, ...names: string[]): boolean {
  const text = decodeJsonPart(base64);
  return text !== null && names.every((name) => text.includes(`"${name}"`));
}

import type { Severity } from '../severity.ts';
import { isPasswordPlaceholder } from './password-placeholder.ts';

/** Stands for the password of whoever reads it: `$PASSWORD`, `${PASSWORD}`, `%s`, `%(password)s`, `#{pw}`, `:password`, `[pw]`. */
const template = /^[%:&]|^\$\w|[$#%]\{|\$\(|%[sdv]|%\(|\{\}|^[{[(<].*[)\]}>]$|^[A-Z][A-Z_]{2,}$|\\|^\+|\+$/;

/** What is written where it is left to the reader. */
const placeholder =
  /^(?:(?:db|my|the|some|a|user|mysql|postgres|postgresql|redis|mongo|database|root|admin|secure|strong|super)?[-_. ]?(?:pass|passwd|password|passwort|passphrase|pwd|pw|psw|secret|mysecret|credentials?|token|key)\d{0,3}|p[a@4][s$5]{2}w[o0]rd\d{0,4}!?|hunter2|x-oauth-basic|redacted|hidden|masked|filtered|removed|none|null|undefined|foo|bar|baz|foobar|abc|b|p|x+|\*+|\.+|-+|_+)$/i;

/** Passwords that software comes with, and those of machines that nobody else reaches. */
const usual =
  /^(?:postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|rabbitmq|guest|admin|root|user|test|tester|testing|dev|development|docker|local|localhost|default|demo|sa|oracle|tiger|neo4j|elastic|clickhouse|minio|app|api|web|db|database|letmein|welcome|qwerty|[0-9]{1,8}|1234567890)$/i;

/**
 * How bad it is that a URL or a connection string holds this password: null where it is a template or a placeholder, info for
 * one that is its user's name or comes with the software.
 */
export function severityOfPassword(user: string, password: string): Severity | null {
  if (template.test(password.replace(/%[0-9A-Fa-f]{2}/g, '~')) || /^[[{<$%#]/.test(user)) return null;
  const plain = password.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  if (plain.length < 3 || placeholder.test(plain) || isPasswordPlaceholder(plain)) return null;
  return usual.test(plain) || plain.toLowerCase() === user.toLowerCase() ? 'info' : 'error';
}

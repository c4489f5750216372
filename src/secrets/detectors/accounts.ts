import type { Detector } from '../detector.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';

// crypt(5), https://manpages.debian.org/crypt.5: the methods, the lengths of their salts and hashes.
const character = '[./A-Za-z0-9]';
const hashes = {
  md5: String.raw`\$1\$[^$:\s]{1,8}\$${character}{22}`,
  apacheMd5: String.raw`\$apr1\$[^$:\s]{1,8}\$${character}{22}`,
  sha256: String.raw`\$5\$(?:rounds=\d{4,9}\$)?[^$:\s]{1,16}\$${character}{43}`,
  sha512: String.raw`\$6\$(?:rounds=\d{4,9}\$)?[^$:\s]{1,16}\$${character}{86}`,
  bcrypt: String.raw`\$2[abxy]\$\d\d\$${character}{53}`,
  yescrypt: String.raw`\$g?y\$[./A-Za-z0-9]{1,30}\$[./A-Za-z0-9]{1,90}\$${character}{43}`,
  scrypt: String.raw`\$7\$[./A-Za-z0-9]{11,97}\$${character}{43}`,
  sha1: String.raw`\{SHA\}[A-Za-z0-9+/]{27}=`,
};
const anyOf = (...kinds: readonly (keyof typeof hashes)[]): string => kinds.map((kind) => hashes[kind]).join('|');

/** Hashes that a graphics card tries thousands of millions of passwords a second against. */
const severityOfHash = (value: string): Detector['severity'] =>
  /^\$(?:1|apr1)\$|^\{SHA\}/.test(value) ? 'error' : 'warning';

/** Hashes of passwords, and the password files of databases. */
export const accounts: readonly Detector[] = [
  {
    // An account that is locked has a ! or * before it: its hash opens nothing.
    id: 'shadow-hash',
    title: 'Hash of an account’s password',
    severity: 'warning',
    anchors: ['$1$', '$5$', '$6$', '$y$', '$gy$', '$7$', '$2a$', '$2b$', '$2x$', '$2y$'],
    pattern: new RegExp(
      String.raw`(?<=[:'"\s])(?:${anyOf('md5', 'sha256', 'sha512', 'bcrypt', 'yescrypt', 'scrypt')})(?![./A-Za-z0-9$])`,
      'y',
    ),
    paths:
      /\/(?:g?shadow|passwd|master\.passwd|opasswd)(?:[-~]|[.-][a-z0-9.]{1,12})?$|(?:ks|preseed|kickstart)\.cfg$|\/(?:user-data|dockerfile|containerfile)[^/]*$|_history$|^$/i,
    check: (value) => severityOfHash(value),
    rotate:
      'Give the account a new password, and take the hash out of the image: lock the account with passwd -l, or set the password when the container starts.',
  },
  {
    // https://httpd.apache.org/docs/2.4/misc/password_encryptions.html
    id: 'htpasswd-hash',
    title: 'Hash of a web server’s password',
    severity: 'warning',
    anchors: [':$apr1$', ':$1$', ':$2a$', ':$2b$', ':$2y$', ':$5$', ':$6$', ':{SHA}'],
    pattern: new RegExp(
      String.raw`(?<=[^:\s]):(?<value>${anyOf('apacheMd5', 'md5', 'bcrypt', 'sha256', 'sha512', 'sha1')})(?![./A-Za-z0-9$])`,
      'y',
    ),
    paths: /htpasswd[^/]*$|\/(?:users|passwords|\.?passwd)(?:\.txt)?$/,
    check: (value) => severityOfHash(value),
    rotate: 'Give the user a new password with htpasswd -B, and mount the file when the container starts.',
  },
  {
    // https://www.postgresql.org/docs/current/libpq-pgpass.html: host, port, database, user, password.
    id: 'pgpass-password',
    title: 'Password in .pgpass',
    severity: 'error',
    anchors: [':*:*:', '432:', '433:'],
    pattern:
      /(?:43[23](?<=(?:^|\n)[^#:\n][^:\n]{0,80}:\d{0,5}):[^:\n]{1,64}|:\*:\*(?<=(?:^|\n)[^#:\n][^:\n]{0,80}:\*:\*)):[^:\n]{1,64}:(?<value>[^\r\n]{1,100})/y,
    paths: /\/(?:\.pgpass|pgpass\.conf|pgpass)$/,
    generic: true,
    check: (value) => (isPasswordPlaceholder(value) ? null : 'error'),
    rotate: 'Give the database’s user a new password with ALTER ROLE … PASSWORD.',
  },
  {
    // https://dev.mysql.com/doc/refman/8.4/en/option-files.html
    id: 'mysql-options-password',
    title: 'Password in MySQL’s options',
    severity: 'error',
    anchors: ['password'],
    pattern: /(?<=(?:^|\n)[ \t]{0,8})password[ \t]{0,8}=[ \t]{0,8}["']?(?<value>[^\s"'#][^\r\n"']{0,100})/y,
    paths: /\/\.?(?:my|mysql|mariadb|debian|client)[^/]*\.cnf$/,
    generic: true,
    check: (value) => (isPasswordPlaceholder(value) ? null : 'error'),
    rotate: 'Give the database’s user a new password with ALTER USER … IDENTIFIED BY.',
  },
];

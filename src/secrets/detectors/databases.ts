import type { Severity } from '../../severity.ts';
import type { Detector, Surroundings } from '../detector.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';
import { severityOfPassword } from '../url-password.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';
import { isNoValue, looksChosen } from './generic-looks.ts';
import { ifMixed, unlessPlaceholder } from '../checks.ts';
import { crc32Of } from '../checksums.ts';

/** Programs hold such texts to explain them: only what nobody would write for that is told. */
function inBinary(severity: Severity | null, { kind }: Surroundings): Severity | null {
  return kind === 'binary' && severity === 'info' ? null : severity;
}

function checkUrl(password: string, match: RegExpExecArray, surroundings: Surroundings): Severity | null {
  return inBinary(severityOfPassword(match.groups?.['user'] ?? '', password), surroundings);
}

function checkJdbc(password: string, match: RegExpExecArray, surroundings: Surroundings): Severity | null {
  const user = match.groups?.['user'] ?? /[?&;]user(?:name)?=([^&;]{1,60})/i.exec(match[0])?.[1] ?? '';
  return inBinary(severityOfPassword(user, password), surroundings);
}

/**
 * The last six characters are the CRC-32 of the 54 between the prefix and them: its bytes, lowest first, in base64.
 * https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html
 */
function endsInConfluentChecksum(secret: string): boolean {
  const checksum = crc32Of(secret.slice('cflt'.length, -6));
  const bytes = [0, 8, 16, 24].map((shift) => (checksum >>> shift) & 0xff);
  return btoa(String.fromCharCode(...bytes)).startsWith(secret.slice(-6));
}

const isMadeUpHost =
  /^(?:[\w-]{1,60}\.)?(?:example\.(?:com|org|net)|example|localhost|test|invalid|host|hostname|domain|site|foo|bar)\b/i;

/**
 * Documentation and tests of everything that reads URLs are full of `http://user:pass@host`: a short password, or one of
 * letters alone before a host that nobody has, is none.
 */
function checkWebUrl(password: string, match: RegExpExecArray, surroundings: Surroundings): Severity | null {
  const severity = checkUrl(password, match, surroundings);
  const { user = '', host = '' } = match.groups ?? {};
  if (severity !== 'error') return null;
  if (password.length < 6 || /^[a-z]{0,12}(?:pass|password|secret|token)$/i.test(password)) return null;
  if (/^user(?:name)?$/i.test(user)) return 'info';
  return isMadeUpHost.test(host) && !(/\d/.test(password) && /[a-z]/i.test(password) && password.length >= 10)
    ? null
    : 'error';
}

const connectionHosts = ['server=', 'data source=', 'host=', 'address=', 'addr=', 'endpoint='];
const connectionUser = /(?:user id|uid|user|username)=([^;"'\n]{1,60})/;

/** Databases and queues: what opens them, alone or in an address. */
export const databases: readonly Detector[] = [
  {
    // RFC 3986, 3.2.1: user information. What stands in the place of the password is one, whatever the database.
    id: 'database-url-password',
    title: 'Database password',
    severity: 'error',
    anchors: [
      'postgres',
      'mysql',
      'mariadb',
      'mongodb',
      'redis',
      'valkey',
      'amqp',
      'snowflake:',
      'clickhouse',
      'cockroachdb',
      'mssql',
      'sqlserver:',
      'oracle',
      'couchdb',
      'neo4j',
      'bolt',
      'nats:',
      'mqtt',
      'cassandra',
      'influxdb',
      'elasticsearch:',
      'opensearch:',
      'libsql:',
      'rabbitmq',
      'memcached:',
      'kafka',
      'trino',
      'presto',
      'vertica:',
      'redshift',
      'pgsql:',
      'db2:',
      'ibm_db_sa',
      'hive:',
      'smtp',
    ],
    pattern:
      /(?<![A-Za-z0-9])[a-z][a-z0-9_]{2,16}(?:\+[a-z0-9_]{1,20})?:\/\/(?<user>[^\s"'`<>:/@\\]{0,80}):(?<value>[^\s"'`/<>\\]{1,128})(?=@(?:\[[0-9A-Fa-f:]{2,40}\]|[A-Za-z0-9_.$%-]{1,200}|[{(]))/y,
    holds: '@',
    distinctive: true,
    check: checkUrl,
    rotate: 'Change the password of this user in the database, and give the new one to the container when it runs.',
  },
  {
    id: 'url-password',
    title: 'Password in an address',
    severity: 'error',
    anchors: ['https://', 'http://', 'ftp://', 'ftps://', 'sftp://', 'ssh://', 'git+https://', 'ldap://', 'ldaps://'],
    pattern:
      /(?<![A-Za-z0-9])(?:git\+)?(?:https?|s?ftps?|ssh|ldaps?):\/\/(?<user>[^\s"'`<>:/@\\?#,;()|]{0,80}):(?<value>[^\s"'`/<>\\@?#,()|]{1,128})(?=@(?<host>[A-Za-z0-9_.-]{1,200}))/y,
    holds: '@',
    reach: 432,
    generic: true,
    check: checkWebUrl,
    rotate: 'Change the password or revoke the token at the host that the address names.',
  },
  {
    // https://docs.oracle.com/javase/8/docs/api/java/sql/DriverManager.html; Oracle's own driver has it behind the user.
    id: 'jdbc-password',
    title: 'Password in a JDBC address',
    severity: 'error',
    anchors: ['jdbc:'],
    pattern:
      /jdbc:(?:oracle:(?:thin|oci8?):(?<user>[^\s"'<>/:@]{1,60})\/|[a-z0-9]{2,20}:(?:[a-z0-9]{2,20}:)?(?:\/\/[\w.-]{0,100}(?::\d{1,5})?)?[^\s"'<>:]{0,300}[?&;](?:password|pwd)=)(?<value>[^\s"'<>&;@]{1,128})/iy,
    distinctive: true,
    check: checkJdbc,
    rotate: 'Change the password of this user in the database, and give the new one to the container when it runs.',
  },
  {
    // https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax
    id: 'connection-string-password',
    title: 'Password in a connection string',
    severity: 'error',
    anchors: ['password=', 'pwd='],
    anyCase: true,
    pattern: /(?<=;\s?)(?:password|pwd)=(?<value>[^\s;"'<>]{3,128})(?=[;"']|\s|$)/iy,
    check(password, match, surroundings) {
      const before = match.input.slice(Math.max(0, match.index - 120), match.index).toLowerCase();
      if (!connectionHosts.some((name) => before.includes(name))) return null;
      return inBinary(severityOfPassword(connectionUser.exec(before)?.[1] ?? '', password), surroundings);
    },
    rotate: 'Change the password of this user in the database, and give the new one to the container when it runs.',
  },
  {
    // https://docs.databricks.com/aws/en/dev-tools/auth/pat says what they are, not what they look like.
    id: 'databricks-token',
    title: 'Databricks access token',
    severity: 'error',
    anchors: ['dapi', 'dkea', 'dose'],
    pattern: /(?<![A-Za-z0-9])(?:dapi|dkea|dose)[0-9a-f]{32}(?:-\d)?(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in Databricks under Settings, Developer, Access tokens.',
  },
  {
    id: 'snowflake-password',
    title: 'Snowflake password or token',
    severity: 'error',
    anchors: ['snowflake', 'snowsql'],
    anyCase: true,
    ...assignedTo('snowflake|snowsql', '[^\\s"\'`<>{}()$;,=]{8,128}={0,2}'),
    check(value, match) {
      if (!looksChosen(value) || isNoValue(value, false) || isPasswordPlaceholder(value)) return null;
      return ifNamed(/pass|pwd|token|secret/i, 'error')(value, match);
    },
    rotate: 'Give the user a new password in Snowflake with ALTER USER … SET PASSWORD, or remove the access token.',
  },
  {
    // Since July 2025; older ones have no form.
    id: 'confluent-cloud-secret',
    title: 'Confluent Cloud API secret',
    severity: 'error',
    anchors: ['cflt'],
    pattern: /(?<![A-Za-z0-9+/])cflt[A-Za-z0-9+/]{60}(?![A-Za-z0-9+/=])/y,
    distinctive: true,
    check: (secret) => (endsInConfluentChecksum(secret) ? 'error' : null),
    rotate: 'Delete the API key in Confluent Cloud under API keys, and make another one.',
  },
  {
    // https://planetscale.com/docs/api/reference/service-tokens
    id: 'planetscale-secret',
    title: 'PlanetScale token or password',
    severity: 'error',
    anchors: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
    pattern: /(?<![\w-])pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in PlanetScale under Settings, Passwords or Service tokens.',
  },
  {
    // https://supabase.com/docs/guides/api/api-keys
    id: 'supabase-secret',
    title: 'Supabase secret key or access token',
    severity: 'error',
    anchors: ['sb_secret_', 'sbp_'],
    pattern: /(?<![A-Za-z0-9_])(?:sb_secret_[\w-]{22}_[\w-]{8}|sbp_(?:v0_|oauth_)?[0-9a-f]{40})(?![\w-])/y,
    distinctive: true,
    // Every local instance has the same one.
    check: (key) => (key.includes('_N7UND0Ugj') ? 'info' : unlessPlaceholder('error')(key)),
    rotate: 'Delete it in Supabase under Project Settings, API Keys, or under Account, Access Tokens.',
  },
  {
    // https://neon.com/docs/changelog/2025-01-31 says the prefix of the keys, not how long they are.
    id: 'neon-secret',
    title: 'Neon API key or password',
    severity: 'error',
    anchors: ['napi_', 'npg_'],
    pattern: /(?<![A-Za-z0-9_])(?:napi_[A-Za-z0-9]{60,80}|npg_[A-Za-z0-9]{12,16})(?![A-Za-z0-9_])/y,
    check: (key) => (key.startsWith('napi_') ? unlessPlaceholder('error')(key) : ifMixed('error')(key)),
    rotate: 'Revoke the key in Neon under Account settings, API keys, or reset the password of the role.',
  },
  {
    // https://www.mongodb.com/docs/atlas/api/service-accounts-overview
    id: 'mongodb-atlas-secret',
    title: 'MongoDB Atlas service account secret',
    severity: 'error',
    anchors: ['mdb_sa_sk_'],
    pattern: /(?<![\w-])mdb_sa_sk_[\w-]{36,64}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in Atlas under Identity & Access, Applications, Service Accounts.',
  },
  {
    // https://www.cockroachlabs.com/docs/cockroachcloud/managing-access; the lengths are in the Terraform provider's messages.
    id: 'cockroach-cloud-key',
    title: 'CockroachDB Cloud API key',
    severity: 'error',
    anchors: ['CCDB1_'],
    pattern: /(?<![A-Za-z0-9])CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in the CockroachDB Cloud Console under Access Management, Service Accounts.',
  },
  {
    // Passwords that Aiven makes for the users of a service, and DigitalOcean for those of its databases.
    id: 'aiven-password',
    title: 'Aiven service password',
    severity: 'error',
    anchors: ['AVNS_'],
    pattern: /(?<![\w-])AVNS_[\w-]{15,24}(?![\w-])/y,
    check: ifMixed('error'),
    rotate: 'Reset it in the Aiven Console under the service’s Users.',
  },
  {
    // https://docs.influxdata.com/influxdb3/core/admin/tokens
    id: 'influxdb-token',
    title: 'InfluxDB 3 token',
    severity: 'error',
    anchors: ['apiv3_'],
    pattern: /(?<![\w-])apiv3_[\w-]{86}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Regenerate it with `influxdb3 create token --admin --regenerate`, or delete it.',
  },
];

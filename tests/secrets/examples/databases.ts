import { crc32Of } from '../../../src/secrets/checksums.ts';
import type { Examples } from './index.ts';
import { base62, hex, letters, lower } from './made-up.ts';

const password = 'vF7-rain.Kettle';

/** Ends in a checksum, its bytes from the lowest on. */
function confluentSecret(): string {
  const body = base62(54);
  const checksum = crc32Of(body);
  const bytes = [checksum, checksum >>> 8, checksum >>> 16, checksum >>> 24].map((byte) => byte & 255);
  return `cflt${body}${btoa(String.fromCharCode(...bytes)).slice(0, 6)}`;
}
const confluent = confluentSecret();

export const databases: Readonly<Record<string, Examples>> = {
  'database-url-password': {
    matches: [
      `DATABASE_URL=postgres://shop:⟦${password}⟧@db.example.com:5432/shop`,
      `DATABASE = 'postgresql+psycopg2://report:⟦${password}⟧@db.example.com/report'`,
      `mysql://root:⟦${password}⟧@mysql/shop`,
      `mongodb+srv://app:⟦${password}⟧@cluster0.ab1cd.mongodb.net/?retryWrites=true`,
      `mongodb://app:⟦${password}⟧@a.internal:27017,b.internal:27017/shop`,
      `redis://:⟦${password}⟧@cache:6379/0`,
      `rediss://default:⟦${password}⟧@[fd00::7]:6379`,
      `amqps://app:⟦${password}⟧@mq.internal/vhost`,
      `snowflake://app:⟦${password}⟧@ab12345/db`,
      `mssql+pyodbc://sa:⟦${password}⟧@sql/db?driver=x`,
      // What has to be written as %40 mostly is not.
      `postgres://shop:⟦p@ss-of-Rain7⟧@db/shop`,
      `postgres://shop:⟦${password}⟧@\${DB_HOST}/shop`,
      // Comes with the database, and is told for what it is.
      'postgres://postgres:⟦postgres⟧@postgres/postgres',
    ],
    misses: [
      'postgres://user:password@localhost:5432/db',
      'postgres://user:pass@localhost/db',
      'postgres://user:$PASSWORD@db/shop',
      'postgres://user:${DB_PASSWORD}@db/shop',
      'postgres://user:<password>@db/shop',
      'postgres://{user}:{password}@{host}/shop',
      'postgres://%s:%s@%s/shop',
      'postgres://%(user)s:%(password)s@db/shop',
      'mongodb://username:YOUR_PASSWORD@host',
      'redis://:********@cache:6379',
      'redis://cache:6379/0',
      'postgres://shop@db/shop',
      'postgres://db:5432/shop?user=a@b',
      'mysql://user:changeme@db',
      'amqp://user:[PASSWORD]@mq',
    ],
    worst: [
      'postgres',
      'redis://',
      'postgres://a:',
      `mysql://a:${'b'.repeat(128)}`,
      `mysql://a:${'@'.repeat(100)}`,
      `redis://${'a'.repeat(80)}`,
    ],
  },
  'url-password': {
    matches: [
      `https://deploy:⟦${password}⟧@git.acme.dev/shop.git`,
      `index-url = https://ci:⟦${password}⟧@pypi.acme.dev/simple`,
      `HTTP_PROXY=http://proxy:⟦${password}⟧@10.0.0.7:3128`,
      `ftp://acme:⟦${password}⟧@files.acme.dev/`,
      `ldap://cn=admin:⟦${password}⟧@ldap.acme.dev`,
    ],
    misses: [
      'https://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash',
      'http://user:password@proxy.acme.dev:3128',
      'http://foo:bar@baz.dev',
      'https://john:topsecret@example.com/',
      'https://$USER:$PASSWORD@git.acme.dev',
      'https://x-access-token:${TOKEN}@github.com/acme/shop',
      'https://acme.dev:8080/@scope/name',
      'https://www.npmjs.com/package/@scope/name',
      'https://acme.dev/a:b@c',
      'http://guest:guest@mq.acme.dev:15672',
    ],
    worst: ['https://', 'http://a:', `http://a:${'b'.repeat(128)}`, `https://${'a'.repeat(81)}`],
  },
  'jdbc-password': {
    matches: [
      `url=jdbc:postgresql://db.acme.dev:5432/orders?user=orders&password=⟦${password}⟧`,
      `jdbc:sqlserver://sql.acme.dev:1433;databaseName=orders;user=sa;password=⟦${password}⟧;encrypt=true`,
      `"jdbc:oracle:thin:scott/⟦${password}⟧@//db:1521/orders"`,
    ],
    misses: [
      'jdbc:postgresql://db:5432/orders',
      'jdbc:mysql://db/orders?user=orders&password=${DB_PASSWORD}',
      'jdbc:mysql://db/orders?user=fred&password=secret',
      'jdbc:oracle:thin:@//db:1521/orders',
      'jdbc:mysql://db/orders?password=',
    ],
    worst: ['jdbc:', 'jdbc:mysql://', `jdbc:mysql://h/${'?a;'.repeat(110)}`, `jdbc:mysql://h/${';pwd'.repeat(80)}`],
  },
  'connection-string-password': {
    matches: [
      `"Server=tcp:sql.acme.dev,1433;Database=shop;User ID=shop;Password=⟦${password}⟧;Encrypt=True"`,
      `Host=db;Username=shop;Password=⟦${password}⟧`,
      `Data Source=db; Uid=shop; Pwd=⟦${password}⟧;`,
    ],
    misses: [
      'Server=db;Database=shop;User Id=shop;Password=myPassword;',
      'Server=db;User Id=shop;Password={0};',
      'Server=db;User Id=shop;Password=<password>;',
      `a=b;password=${password};`,
      `Server=db; Integrated Security=true; password = prompt()`,
    ],
    worst: [';pwd=', ';pwd=a;', 'server=;pwd=a', `;password=${'a'.repeat(120)}`],
  },
  'databricks-token': {
    matches: [`DATABRICKS_TOKEN=⟦dapi${hex(32)}⟧`, `token = ⟦dapi${hex(32)}-2⟧`],
    misses: [`dapi${hex(31)}`, `dapi${'0'.repeat(32)}`, `ldapi${hex(32)}`],
    worst: ['dapi', `dapi${hex(33)}`],
  },
  'snowflake-password': {
    matches: [
      `SNOWFLAKE_PASSWORD=⟦${password}⟧`,
      `SNOWSQL_PWD="⟦${password}⟧"`,
      `- name: SNOWFLAKE_USER_PASSWORD\n  value: ⟦${password}⟧`,
    ],
    misses: [
      'SNOWFLAKE_PASSWORD=${SNOWFLAKE_PASSWORD}',
      'SNOWFLAKE_PASSWORD=changeme',
      'SNOWFLAKE_ACCOUNT=ab12345.eu-west-1',
      `PASSWORD=${password}`,
      'snowflake.password = config.getString("db")',
    ],
    worst: ['snowflake', 'snowflake_password=', `snowflake_password=${'a'.repeat(129)}`],
  },
  'confluent-cloud-secret': {
    matches: [`sasl.password=⟦${confluent}⟧`, `--api-secret ⟦${confluent}⟧`],
    misses: [
      `${confluent.slice(0, -1)}${confluent.endsWith('A') ? 'B' : 'A'}`,
      `a${confluent}`,
      `${confluent}a`,
      `cflt${'x'.repeat(60)}`,
    ],
    worst: ['cflt', ` cflt${'a'.repeat(60)}`],
  },
  'planetscale-secret': {
    matches: [`⟦pscale_pw_${base62(43)}⟧`, `PLANETSCALE_SERVICE_TOKEN=⟦pscale_tkn_${base62(43)}⟧`],
    misses: [`pscale_pw_${base62(20)}`, `pscale_pw_${'x'.repeat(43)}`],
  },
  'supabase-secret': {
    matches: [`SUPABASE_SECRET_KEY=⟦sb_secret_${base62(22)}_${base62(8)}⟧`, `⟦sbp_${hex(40)}⟧`],
    misses: [
      `sb_publishable_${base62(22)}_${base62(8)}`,
      `sb_secret_${base62(22)}`,
      `sbp_${hex(39)}`,
      `sbp_${'0'.repeat(40)}`,
    ],
    worst: ['sbp_', `sb_secret_${base62(22)}`],
  },
  'neon-secret': {
    matches: [`NEON_API_KEY=⟦napi_${lower(64)}⟧`, `⟦napi_${base62(72)}⟧`, `PGPASSWORD=⟦npg_${base62(12)}⟧`],
    misses: [`napi_${lower(40)}`, `npg_${letters(12).toLowerCase()}`, 'napi_create_reference', `npg_${base62(20)}`],
    worst: ['napi_', 'npg_', `napi_${lower(81)}`],
  },
  'mongodb-atlas-secret': {
    matches: [`⟦mdb_sa_sk_${base62(40)}⟧`],
    misses: [`mdb_sa_id_${hex(24)}`, `mdb_sa_sk_${base62(30)}`, `mdb_sa_sk_${'x'.repeat(40)}`],
  },
  'cockroach-cloud-key': {
    matches: [`COCKROACH_API_KEY=⟦CCDB1_${base62(22)}_${base62(40)}⟧`],
    misses: [`CCDB1_${base62(22)}_${base62(39)}`, `CCDB1_${base62(22)}`],
  },
  'aiven-password': {
    matches: [`password: ⟦AVNS_${base62(19)}⟧`],
    misses: [`AVNS_${base62(10)}`, `AVNS_${letters(19)}`, 'AVNS_CONNECTION_TIMEOUT'],
    worst: ['AVNS_', `AVNS_${base62(25)}`],
  },
  'influxdb-token': {
    matches: [`INFLUXDB3_AUTH_TOKEN=⟦apiv3_${base62(86)}⟧`],
    misses: [`apiv3_${base62(85)}`, `apiv3_${'x'.repeat(86)}`],
  },
};

import type { Severity } from '../severity.ts';

/** What looks like a secret and is known to be none, or nobody's. */
export interface Noise {
  /** Why it is none, for people. */
  readonly reason: string;
  /** Ids of the detectors that it is about; all where not given. */
  readonly detectors?: readonly string[];
  /** Absolute path of the file. */
  readonly path?: RegExp;
  readonly value?: RegExp;
  /** A secret of one's own may stand there all the same: it is told, as no more than a hint. */
  readonly isTold?: true;
}

const privateKeys = [
  'private-key',
  'google-service-account-key',
  'openssh-private-key',
  'base64-private-key',
  'pgp-private-key',
  'putty-private-key',
  'jwk-private-key',
  'age-secret-key',
];

/** Where package managers put what others have written. */
const packages =
  '/(?:node_modules|site-packages|dist-packages|usr/lib/python3[\\d.]*|usr/(?:local/)?lib/python3[\\d.]*|usr/lib/ruby|var/lib/gems|gems/[^/]+|usr/(?:local/|lib/|share/)go(?:-[\\d.]+)?|go/pkg/mod|usr/share/(?:perl|nodejs|javascript|php|java)|\\.cargo/registry)/';
const inPackages = (rest: string): RegExp => new RegExp(`${packages}${rest}`, 'i');

/** One that fits in all that it says keeps a finding out, or lowers it. */
export const noise: readonly Noise[] = [
  {
    reason: 'the keys of AWS’s own documentation',
    value: /^(?:AKIAIOSFODNN7EXAMPLE|AKIAI44QH8DHBEXAMPLE|wJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY)$/,
  },
  {
    reason: 'the keys that every emulator of Azure Storage (Azurite) and of Cosmos DB has',
    value:
      /^(?:Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq\/K1SZFPTOtr\/KBHBeksoGMGw==|C2y6yDjf5\/R\+ob0N8A7Cgv30VRDJIWEHLM\+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw\/Jw==)$/,
  },
  {
    reason:
      'examples of signatures in the documentation of Azure Storage and AWS DataSync, which libraries bring along',
    detectors: ['azure-sas'],
    value:
      /^(?:Z%2FRHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk%3D|aBBKDWQvyuVcTPH9EBp%2FXTI9E%2F%2Fmq171%2BZU178wcwqU%3D)$/,
  },
  {
    reason: 'Google’s command line and Debian’s Chromium come with keys of their own, made to be seen',
    detectors: ['google-api-key'],
    path: /\/(?:google-cloud-sdk\/|chromium\.d\/apikeys$)/,
  },
  {
    reason: 'the keys that a TLS library tests itself with when it starts',
    detectors: privateKeys,
    path: /\/lib(?:gnutls|mbedx509)[^/]*\.(?:a|so)(?:\.[\d.]+)?$/,
  },
  {
    reason: 'keys that the libraries in Google’s SDK are tested with: everyone has them',
    detectors: privateKeys,
    path: /\/google-cloud-sdk\/.{0,400}\/(?:tests?|dummyserver)\//,
  },
  {
    reason: 'the keys that Go’s own cryptography is tested with',
    detectors: privateKeys,
    path: /\/go\/src\/(?:crypto|net)\//,
  },
  {
    reason: 'the key that Mojolicious brings along for trying out TLS',
    detectors: ['private-key'],
    path: /\/Mojo\/IOLoop\/resources\/server\.key$/,
  },
  {
    reason: 'the keys of RFC 7515, 7517 and 8037',
    detectors: ['jwk-private-key'],
    value:
      /^(?:870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE|X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH|nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A$)/,
  },
  {
    reason: 'the credentials and tokens of the examples in RFC 5849, RFC 6749 and RFC 6750 (OAuth)',
    value:
      /^(?:dpf43f3p2l4k3l03|kd94hf93k423kf44|hh5s93j4hdidpola|hdhd0244k9j7ao03|nnch734d00sl2jdk|pfkkdhi9sl3r4s00|9djdj82h48djs9d2|kkk9d7dh3k39sjv7|j49sk3j29djd|dh893hdasih9|ad180jjd733klru7|2YotnFZFEjr1zCsicMWpAA|tGzv3JOkF0XG5Qx2TlKWIA|7Fjfp0ZBr1KtDRbnfVdmIw|czZCaGRSa3F0MzpnWDFmQmF0M2JW|SplxlOBeZQQYbYS6WxSbIA|mF_9\.B5f-4\.1JqM)$/,
  },
  {
    reason: 'the token that jwt.io shows, signed with a key that everybody knows',
    value:
      /^eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwi(?:YWRtaW4iOnRydWV9|aWF0IjoxNTE2MjM5MDIyfQ)\./,
  },
  {
    reason: 'passwords that documentation uses for passwords',
    value: /^(?:hunter2|s3cr[e3]t|sup[e3]rs[e3]cr[e3]t|p[a@]ss(?:word|w0rd)|correct-?horse-?battery-?staple)$/i,
  },
  {
    reason:
      'published by the authors of the npm package debug with its old versions, for a service that counts test coverage',
    detectors: ['generic-secret'],
    value: /^SIAeZjKYlHK74rbcFvNHMUzjRiMpflxve$/,
  },
  {
    reason: 'made up by the authors of the npm package sails-generate, for the page that a new project starts with',
    path: /\/node_modules\/sails-generate\/lib\/core-generators\/new\/templates\//,
  },
  {
    reason: 'an address in a comment of Ruby’s uri library, which shows how a password is taken out of one',
    path: /\/uri\/(?:\d\/)?generic\.rbs?$/,
    value: /^V3ry_S3nsit1ve$/,
  },
  {
    reason: 'Oracle’s user of every example, in the documentation inside SQLAlchemy',
    path: /\/sqlalchemy\//,
    value: /^tiger/,
  },
  {
    reason: 'an address in a comment of kombu, which shows what one looks like',
    path: /\/kombu\/connection\.py$/,
    value: /^masterkey$/,
  },
  {
    reason: 'an address in a comment of the npm package hosted-git-info, which shows what one becomes',
    path: /\/node_modules\/hosted-git-info\/(?:lib\/)?index\.js$/,
    value: /^p%40ss%3Aword$/,
  },
  {
    reason: 'a key in the npm package ssh2, with which it finds out whether Node can sign with one of its kind',
    detectors: ['private-key'],
    path: /\/node_modules\/ssh2\/lib\/protocol\/constants\.js$/,
  },
  {
    reason: 'made on the machine that installed Debian’s ssl-cert, for a certificate that nobody trusts',
    path: /^\/etc\/ssl\/(?:private\/ssl-cert-snakeoil\.key|certs\/ssl-cert-snakeoil\.pem)$/,
    isTold: true,
  },
  {
    reason: 'documentation that comes with packages',
    path: /^\/usr\/(?:local\/)?share\/(?:doc|doc-base|man|info|locale|help|gtk-doc|vim\/vim\d+\/doc)\//,
    isTold: true,
  },
  {
    reason: 'keys and passwords in the tests of packages, which are published with them',
    path: inPackages(
      '(?:[^\\n]{0,400}/)?(?:tests?|testing|testdata|test[-_](?:data|fixtures|vectors)|__tests__|__mocks__|specs?|fixtures?|mocks?|idlelib/idle_test|lib2to3/tests)/',
    ),
    isTold: true,
  },
  {
    reason: 'keys and passwords in the tests of packages, which are published with them',
    path: inPackages(
      '[^\\n]{0,400}(?:[._/-](?:test|spec|tests)\\.\\w{1,4}|/test_[^/]{1,100}\\.py|_test\\.(?:go|py|rb))$',
    ),
    isTold: true,
  },
  {
    reason: 'examples and documentation that come with packages',
    path: inPackages(
      '(?:[^\\n]{0,400}/)?(?:(?:examples?|samples?|demos?|docs?|documentation)/|[^/]{0,100}\\.(?:md|mdx|markdown|rst|adoc|html?)$|(?:readme|changelog|changes|history|news)[^/]{0,40}$|[^/]{0,60}examples?(?:-\\d)?\\.json$)',
    ),
    isTold: true,
  },
];

const noiseOf = (detector: string, path: string, value: string): Noise[] =>
  noise.filter(
    ({ detectors, path: paths, value: values }) =>
      (detectors?.includes(detector) ?? true) && (paths?.test(path) ?? true) && (values?.test(value) ?? true),
  );

/** How bad a finding is when it is known where it comes from; null where it is not told. */
export function severityInNoise(severity: Severity, detector: string, path: string, value: string): Severity | null {
  const known = noiseOf(detector, path, value);
  if (known.some(({ isTold = false }) => !isTold)) return null;
  return known.length > 0 ? 'info' : severity;
}

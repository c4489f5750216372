/** What looks like a secret and is known to be none. */
export interface Noise {
  /** Why it is none, for people. */
  readonly reason: string;
  /** Ids of the detectors that it is about; all where not given. */
  readonly detectors?: readonly string[];
  /** Absolute path of the file. */
  readonly path?: RegExp;
  readonly value?: RegExp;
}

const privateKeys = [
  'private-key',
  'openssh-private-key',
  'base64-private-key',
  'pgp-private-key',
  'putty-private-key',
  'jwk-private-key',
  'age-secret-key',
];

/** One that fits in all that it says keeps a finding out. */
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
];

export const isKnownNoise = (detector: string, path: string, value: string): boolean =>
  noise.some(
    ({ detectors, path: paths, value: values }) =>
      (detectors?.includes(detector) ?? true) && (paths?.test(path) ?? true) && (values?.test(value) ?? true),
  );

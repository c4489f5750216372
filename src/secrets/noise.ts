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

/** One that fits in all that it says keeps a finding out. */
export const noise: readonly Noise[] = [
  {
    reason: 'the keys of AWS’s own documentation',
    value: /^(?:AKIAIOSFODNN7EXAMPLE|AKIAI44QH8DHBEXAMPLE|wJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY)$/,
  },
];

export const isKnownNoise = (detector: string, path: string, value: string): boolean =>
  noise.some(
    ({ detectors, path: paths, value: values }) =>
      (detectors?.includes(detector) ?? true) && (paths?.test(path) ?? true) && (values?.test(value) ?? true),
  );

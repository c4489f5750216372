/** What is found in the shared images beside what was planted, and why it is right to find it. */
export const extras: Readonly<Record<string, readonly { readonly of: RegExp; readonly why: string }[]>> = {};

/** Where what is told is not the text that the truth has the digest of, and why. */
export const otherValues: Readonly<Record<string, readonly { readonly value: string; readonly why: string }[]>> = {
  'keystore-password-env': [{ value: 'changeit', why: 'the truth takes the name of the property and `=` along' }],
  'npm-token-build-arg': [
    {
      value: `npm${'_'}fAkEt0k3nF0rT3stsOnlyAAAAbbbb11112222`,
      why: 'in two git objects the token is one character longer than npm’s are, and the truth has it without that one',
    },
  ],
};

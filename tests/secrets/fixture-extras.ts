/** What is found in the shared images beside what was planted, and why it is right to find it. */
export const extras: Readonly<Record<string, readonly { readonly of: RegExp; readonly why: string }[]>> = {};

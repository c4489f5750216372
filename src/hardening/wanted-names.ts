/** Base names that checks look for in the whole tree, in small letters. */
export const wantedNames: ReadonlySet<string> = new Set<string>([]);

/** Endings of base names, in small letters, with their dot. */
export const wantedEndings: ReadonlySet<string> = new Set<string>([]);

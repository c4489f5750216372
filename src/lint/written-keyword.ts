/** Neither all in capitals nor all in lower case. */
export const isMixedCase = (word: string): boolean => word !== word.toLowerCase() && word !== word.toUpperCase();

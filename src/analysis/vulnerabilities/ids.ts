/** The order in which ids are looked for: CVE, GitHub's, others. */
const rank = (id: string): number => (/^CVE-\d/.test(id) ? 0 : id.startsWith('GHSA-') ? 1 : 2);

/** Each once, those of one kind in the order of their texts, so that the order of records makes no difference. */
export const byRank = (ids: Iterable<string>): string[] =>
  [...new Set(ids)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

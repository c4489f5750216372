import type { RuleSource } from './finding.ts';

/** Pages of the peers about their rules: addresses that the user may follow, and that the page never asks for. */
const pages: Partial<Record<RuleSource, (id: string) => string>> = {
  hadolint: (id) => `https://github.com/hadolint/hadolint/wiki/${id}`,
  shellcheck: (id) => `https://www.shellcheck.net/wiki/${id}`,
  buildkit: (id) =>
    `https://docs.docker.com/reference/build-checks/${id.replace(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase()}/`,
};

/** Whose page it is, and its address; null for rules of ours. */
export const pageOf = (source: RuleSource, id: string): string | null => pages[source]?.(id) ?? null;

import type { RuleSource } from '../report/report.ts';
import { percentEncoded } from './path-uri.ts';

/** `SecretsUsedInArgOrEnv`, `JSONArgsRecommended` → `secrets-used-in-arg-or-env`, `json-args-recommended` */
function kebab(name: string): string {
  const parted = name.replace(/([a-z])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2');
  return parted.toLowerCase();
}

/** The page on which its source describes a rule; null where there is none. */
export function ruleLink(code: string, source: RuleSource): string | null {
  switch (source) {
    case 'hadolint':
      return `https://github.com/hadolint/hadolint/wiki/${percentEncoded(code)}`;
    case 'shellcheck':
      return `https://www.shellcheck.net/wiki/${percentEncoded(code)}`;
    case 'buildkit':
      return `https://docs.docker.com/reference/build-checks/${percentEncoded(kebab(code))}/`;
    case 'dockle':
    case 'trivy':
    case 'plimsoll':
      return null;
    default:
      return source satisfies never;
  }
}

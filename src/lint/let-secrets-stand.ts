import { applyIgnoreList } from '../secrets/apply-ignore-list.ts';
import { withDockerfiles } from '../secrets/dockerfile-secrets.ts';
import type { IgnoreEntry } from '../secrets/ignore-list.ts';
import type { DockerfileAudit } from './audit-dockerfile.ts';

const rule = 'PL1016';

/** An audit without the findings on secrets that the user's list names. Its list of secrets is whole: each may ask for it. */
export function letSecretsStand(
  audit: DockerfileAudit,
  name: string,
  entries: readonly IgnoreEntry[],
): DockerfileAudit {
  if (audit.secrets.length === 0 || entries.length === 0) return audit;
  const { ignored } = applyIgnoreList(withDockerfiles(null, [{ name, secrets: audit.secrets }]), entries);
  const places = new Set(
    ignored.map(({ place }) => (place.where === 'dockerfile' ? `${place.line}:${place.found.column}` : '')),
  );
  if (places.size === 0) return audit;
  const stands = (at: { line: number; column: number } | undefined): boolean => places.has(`${at?.line}:${at?.column}`);
  return { ...audit, findings: audit.findings.filter(({ code, at }) => code !== rule || !stands(at)) };
}

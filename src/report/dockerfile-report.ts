import type { DockerfileAudit } from '../lint/audit-dockerfile.ts';
import type { Finding } from '../lint/finding.ts';
import type { DockerfileReview } from '../optimize/review.ts';
import { hiding } from '../secrets/redactions.ts';
import type { DockerfileReport, SecretReport } from './report.ts';

type Hide = (text: string) => string;

/** Without the fix that would write a secret: redacted, it would break the file that it is applied to. */
function withoutSecrets({ fix, ...finding }: Finding, hide: Hide): Finding {
  const isWhole = fix?.edits.every(({ text }) => hide(text) === text);
  return {
    ...finding,
    message: hide(finding.message),
    ...(fix && isWhole ? { fix: { ...fix, title: hide(fix.title) } } : {}),
  };
}

/**
 * One Dockerfile's part of the report: the proposal holds the changes that are switched on. Without a review nothing is
 * proposed. The secrets that are written in the Dockerfile are redacted in all that repeats it; their values are in `secrets`
 * alone, where the user wants them.
 */
export function buildDockerfileReport(
  file: string,
  audit: DockerfileAudit,
  review: DockerfileReview | null,
  secrets: SecretReport[],
  { reconstructed = false } = {},
): DockerfileReport {
  const proposal = review?.proposal ?? null;
  const redactions = [...audit.redactions, ...(review?.redactions ?? [])];
  const hide = hiding(redactions);
  const changes = (proposal?.changes ?? []).filter((change) => change.on);
  const kept = review?.keptBack ?? [];
  return {
    file,
    ...(reconstructed ? { reconstructed } : {}),
    findings: redactions.length === 0 ? audit.findings : audit.findings.map((one) => withoutSecrets(one, hide)),
    stages: audit.stages.map((stage) => ({ ...stage, name: stage.name && hide(stage.name), base: hide(stage.base) })),
    optimized: proposal && {
      text: hide(proposal.text),
      changes: changes.map(({ id, title, why, lines, saves, range, evidence, risk, test }) => ({
        id,
        title: hide(title),
        why: hide(why),
        lines,
        saves,
        ...(range ? { range } : {}),
        evidence: hide(evidence),
        risk,
        test: hide(test),
      })),
    },
    ...(kept.length > 0 && {
      keptBack: kept.map(({ title, line, reason }) => ({ title: hide(title), line, reason: hide(reason) })),
    }),
    dockerignore: review?.dockerignore == null ? null : hide(review.dockerignore),
    secrets,
  };
}

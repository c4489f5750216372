import type { ContextAudit } from '../build-context/context-audit.ts';
import type { ContextReport } from './report.ts';

/** One dropped folder's part of the report. */
export function buildContextReport(name: string, audit: ContextAudit): ContextReport {
  const { dropped, now, proposed, risky, ignoreFile, ignoreProblems, proposal } = audit;
  return {
    folder: name,
    ...dropped,
    sent: { now, proposed: proposed ?? now },
    risky: risky.filter(({ isSent }) => isSent).map(({ path }) => path),
    ignoreFile,
    ignoreProblems: [...ignoreProblems],
    proposal: proposal && { text: proposal.text, lines: [...proposal.lines] },
  };
}

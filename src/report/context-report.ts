import type { ContextAudit } from '../build-context/context-audit.ts';
import type { ContextReport } from './report.ts';

/** One dropped folder's part of the report. Where nothing is proposed, the proposed figures are today's. */
export function buildContextReport(name: string, audit: ContextAudit): ContextReport {
  const { dropped, now, proposed, risky } = audit;
  const then = proposed ?? now;
  return {
    folder: name,
    files: dropped.files,
    bytes: dropped.bytes,
    sent: {
      now: { files: now.files, bytes: now.bytes },
      proposed: { files: then.files, bytes: then.bytes },
    },
    risky: risky.filter(({ isSent }) => isSent).map(({ path }) => path),
  };
}

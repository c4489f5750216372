import { auditDockerfile } from '../lint/audit-dockerfile.ts';
import { rules } from '../lint/index.ts';

const atATime = 8;
const rounds = 2;

/** Audits what the rules give as examples, which is something for each of them, until there is something to do. */
export async function rehearseAudit(isIdle: () => boolean): Promise<void> {
  const texts = rules.flatMap(({ examples }) => [...examples.bad, ...examples.good]);
  const all = Array.from({ length: rounds }, (_, round) => texts.map((text) => `FROM debian:${round}\n${text}`)).flat();
  for (let at = 0; at < all.length; at += atATime) {
    await new Promise((resolve) => setTimeout(resolve));
    for (const text of all.slice(at, at + atATime)) {
      if (!isIdle()) return;
      await auditDockerfile({ fileName: '', text, config: {}, image: null, answers: [] });
    }
  }
}

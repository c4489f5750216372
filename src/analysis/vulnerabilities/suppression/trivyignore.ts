// `.trivyignore`: an id a line, what follows it is passed over but for `exp:2026-12-31`: from that day's beginning on (UTC)
// the line does not count. As Trivy reads it (pkg/result/ignore.go); ids of misconfigurations, secrets and licences may be
// among them, and are about no vulnerability. https://trivy.dev/docs/latest/configuration/filtering/#trivyignore
import { beginOfDay } from './day.ts';
import { ProblemList, quoted } from './problem-list.ts';
import { suppressionLimits, type Suppression, type SuppressionList } from './suppression.ts';

const longestId = 200;

/** Of the first word that says it; null where it is no day, '' where none says it. */
function expiryOf(words: readonly string[]): string | null {
  const day = words.find((word) => word.startsWith('exp:'))?.slice('exp:'.length);
  return day === undefined ? '' : beginOfDay(day);
}

/** The words behind a `#`, which is where people say why. */
const reasonOf = (text: string): string => /\s#\s*(.*)$/.exec(text)?.[1] ?? '';

export function readTrivyIgnore(text: string, file: string): SuppressionList {
  const problems = new ProblemList();
  const suppressions: Suppression[] = [];
  const lines = text.split(/\r?\n/);
  for (const [index, whole] of lines.entries()) {
    const line = index + 1;
    const content = whole.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (suppressions.length >= suppressionLimits.entries) {
      problems.add(line, `more than ${suppressionLimits.entries} ids: from here on none is read`);
      break;
    }
    const words = content.split(/\s+/);
    const [id = ''] = words;
    const expires = expiryOf(words.slice(1));
    if (id.length > longestId) problems.add(line, `${quoted(id)} is too long for an id`);
    else if (expires === null) {
      problems.add(line, `${quoted(content)} does not count: write its day as exp:YYYY-MM-DD`);
    } else {
      const about = { ids: [id], products: [], paths: [], status: 'ignored' } as const;
      suppressions.push({ ...about, reason: reasonOf(content), expires: expires || null, stated: '', file, line });
    }
  }
  return { suppressions, problems: problems.all };
}

import { isIgnored, parseDockerignore } from '../../build-context/dockerignore.ts';
import { heredocMarker } from '../../dockerfile/heredocs.ts';
import { buildPlanOf, type PlannedWord, type Step } from '../build-plan.ts';
import { isRemoteSource } from '../copy-source.ts';
import type { Rule } from '../rule.ts';

/** The sources that COPY and ADD take from the build context. */
function contextSources({ instruction, words }: Step): PlannedWord[] {
  const { keyword, flags, json } = instruction;
  if (keyword !== 'COPY' && keyword !== 'ADD') return [];
  if (flags.some(({ name }) => name === 'from')) return [];
  return words.slice(0, -1).filter(({ value }, index) => {
    const isHeredoc = !json && heredocMarker(instruction.words[index]?.raw ?? '') !== null;
    return value !== null && !isHeredoc && !(keyword === 'ADD' && isRemoteSource(value));
  });
}

/** Sources by patterns; nobody writes files in which there are more. */
const comparisonLimit = 300_000;

const isWhole = (path: string): boolean => path.split('/').every((part) => part === '' || part === '.');

const leavesOutAll = (patterns: readonly string[]): boolean =>
  patterns.some((pattern) => pattern === '*' || pattern === '**' || pattern === '**/*');

// A path that begins with a slash is taken from the context, too; BuildKit's check overlooks it, and its COPY then fails.
export const copyIgnoredFile: Rule = {
  id: 'CopyIgnoredFile',
  source: 'buildkit',
  severity: 'warning',
  summary: 'COPY or ADD names a file that .dockerignore leaves out',
  help: 'What .dockerignore leaves out never reaches the builder, so the build fails or goes on without the file; with exceptions in .dockerignore nothing is said, as it cannot be known. Take the pattern out of .dockerignore, or the file out of the instruction.',
  noFix: 'Whether the file is to be copied or to be left out is for you to say, and .dockerignore is another file.',
  examples: {
    config: { dockerignore: 'secrets\n*.log\n' },
    bad: ['COPY secrets /srv/', 'ADD debug.log /'],
    good: ['COPY . /srv/', 'COPY --from=build /secrets /srv/'],
  },
  check(dockerfile, report, config) {
    const patterns = parseDockerignore(config.dockerignore ?? '');
    if (patterns.length === 0 || patterns.some((pattern) => pattern.startsWith('!'))) return;
    let left = comparisonLimit / patterns.length;
    for (const step of buildPlanOf(dockerfile, config).steps) {
      for (const { value, at } of contextSources(step)) {
        if (--left < 0) return;
        const path = value ?? '';
        if (isWhole(path) ? !leavesOutAll(patterns) : !isIgnored(patterns, path)) continue;
        const { place, directive } = step;
        const message = `${step.instruction.keyword} takes ${path}, which .dockerignore leaves out`;
        report(place, { at, directive, message });
      }
    }
  },
};

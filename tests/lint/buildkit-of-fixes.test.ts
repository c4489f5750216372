import { afterAll, describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { fixAll } from '../../src/lint/fix-all.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { lintDockerfile, type Finding } from '../../src/lint/index.ts';
import { askBuildkit, isCollecting, toCase, type BuildkitAnswer } from '../peers/buildkit.ts';
import { examples, fixtures, projects, type FixableText } from './fixable-texts.ts';

const texts: readonly FixableText[] = [...examples, ...fixtures, ...projects];

const findingsIn = ({ text, config }: FixableText): Finding[] => lintDockerfile(parseDockerfile(text), config);

/** BuildKit's own rules among those that a finding names. */
const buildkitCodes = ({ code, source, also }: Finding): string[] =>
  [{ code, source }, ...also].filter((one) => one.source === 'buildkit').map((one) => one.code);

function countsOf({ warnings }: BuildkitAnswer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of warnings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

/** What BuildKit warns of more often than before, and where it stops now. Where it stopped before, it had not come to all. */
function newIn(before: BuildkitAnswer, after: BuildkitAnswer): string[] {
  if (before.error !== undefined) return [];
  const known = countsOf(before);
  const more = [...countsOf(after)].filter(([rule, count]) => count > (known.get(rule) ?? 0)).map(([rule]) => rule);
  return after.error === undefined ? more : [...more, after.error];
}

/** Fixes of what BuildKit warns of, each alone; and all fixes of a text, round by round. */
const cases = texts.flatMap((of) => {
  const found = findingsIn(of).filter(({ fix }) => fix);
  const ask = (text: string): (() => BuildkitAnswer) => askBuildkit(toCase(text, of.config));
  const alone = found
    .filter((finding) => buildkitCodes(finding).length > 0)
    .map((finding) => ({
      name: `${finding.code} in line ${finding.line} of ${of.name}`,
      codes: buildkitCodes(finding),
      before: ask(of.text),
      after: ask(applyFix(parseDockerfile(of.text), finding.fix!)),
    }));
  if (found.length === 0) return alone;
  const all = { name: `all of ${of.name}`, codes: [], before: ask(of.text), after: ask(fixAll(of.text, found).text) };
  return [...alone, all];
});

describe.skipIf(isCollecting)('beside BuildKit, a text that was mended', () => {
  it.each(cases)('$name', ({ codes, before, after }) => {
    const [was, is] = [before(), after()];
    expect(newIn(was, is)).toEqual([]);
    for (const code of codes) {
      const count = countsOf(was).get(code) ?? 0;
      if (count > 0) expect(countsOf(is).get(code) ?? 0).toBeLessThan(count);
    }
  });

  afterAll(() => {
    const alone = cases.filter(({ codes }) => codes.length > 0).length;
    const stopped = cases.filter(({ before }) => before().error !== undefined).length;
    console.log(
      `${alone} fixes alone, ${cases.length - alone} texts with all of theirs; ${stopped} where it stopped before`,
    );
  });
});

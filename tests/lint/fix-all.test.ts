import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { fixAll } from '../../src/lint/fix-all.ts';
import { lintDockerfile, type Finding, type Severity } from '../../src/lint/index.ts';

const lintText = (text: string): Finding[] => lintDockerfile(parseDockerfile(text));

function finding(severity: Severity, line: number, ...edits: [from: number, to: number, text: string][]): Finding {
  return {
    code: `${severity}${line}`,
    source: 'hadolint',
    also: [],
    severity,
    message: '',
    help: '',
    fix: {
      title: 'Mend it',
      edits: edits.map(([column, endColumn, text]) => ({ line, column, endLine: line, endColumn, text })),
    },
  };
}

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

describe('fixAll', () => {
  it('does all that lie apart, in one go, from any order', () => {
    const findings = [finding('style', 2, [1, 2, 'X']), finding('style', 1, [1, 1, '('], [4, 4, ')'])];
    const { text, edits, applied, left } = fixAll('abc\nabc', findings);
    expect(text).toBe('(abc)\nXbc');
    expect(edits.map(({ start }) => start)).toEqual([0, 3, 4]);
    expect([applied.length, left]).toEqual([2, 0]);
  });

  it.each<[string, Finding, Finding, string, string[]]>([
    ['overlap', finding('info', 1, [1, 3, 'i']), finding('error', 1, [2, 4, 'e']), 'ae', ['error1']],
    ['begin alike', finding('info', 1, [1, 1, 'i']), finding('warning', 1, [1, 1, 'w']), 'wabc', ['warning1']],
    ['touch', finding('info', 1, [1, 2, 'i']), finding('info', 1, [2, 3, 'j']), 'ibc', ['info1']],
    ['meet in one edit of two', finding('error', 1, [1, 2, 'e']), finding('info', 1, [1, 2, 'i'], [4, 4, '!']), 'ebc', ['error1']],
  ])('of two that %s does the one for the worse finding, or the first, and leaves the other', (_, a, b, text, done) => {
    const fixed = fixAll('abc', [a, b]);
    expect(fixed.text).toBe(text);
    expect(codes(fixed.applied)).toEqual(done);
    expect(fixed.left).toBe(1);
  }); // prettier-ignore

  it('leaves a text alone that has no fixes', () => {
    const text = 'FROM debian\nRUN cd /a && make\n';
    expect(fixAll(text, lintText(text))).toEqual({ text, edits: [], applied: [], left: 0, outdated: 0 });
  });

  it('keeps a byte order mark and the ends of lines', () => {
    const text = '\uFEFFfrom debian:12 AS a\r\nRUN make\r\nMAINTAINER x\r\n';
    expect(fixAll(text, lintText(text)).text).toContain('\r\nLABEL org.opencontainers.image.authors="x"\r\n');
    expect(fixAll(text, lintText(text)).text.startsWith('\uFEFF')).toBe(true);
  });

  it('does a thing once: the fixes of a text that are done in it already are outdated', () => {
    const text = 'FROM debian:12\nCMD ["a"]\nCMD ["b"]\nMAINTAINER me\nRUN yum install make\n';
    const findings = lintText(text);
    const once = fixAll(text, findings);
    expect(once.applied.length).toBe(4);
    const twice = fixAll(once.text, findings, text);
    expect(twice).toMatchObject({ text: once.text, edits: [], applied: [], outdated: 4 });
  });

  it('does the fixes of lines that stand elsewhere by now, and none of lines that were changed', () => {
    const audited = 'FROM debian:12\nMAINTAINER me\nRUN yum install make\n';
    const text = 'FROM debian:12\n# a comment\n\nMAINTAINER you\nRUN yum install make\n';
    const fixed = fixAll(text, lintText(audited), audited);
    expect(fixed.text).toBe(
      'FROM debian:12\n# a comment\n\nMAINTAINER you\nRUN yum install -y make && yum clean all\n',
    );
    expect(fixed.outdated).toBe(1);
  });

  it('does 10,000 in less than 50 ms of the processor', () => {
    const text = 'RUN useradd -u 123456 me\n'.repeat(10_000);
    const findings = Array.from({ length: 10_000 }, (_, at) => finding('info', at + 1, [12, 12, ' -l']));
    const times = [1, 2, 3, 4, 5].map(() => {
      const before = process.cpuUsage();
      expect(fixAll(text, findings).applied).toHaveLength(10_000);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    const median = times.sort((a, b) => a - b)[2] ?? Infinity;
    console.log(`10,000 fixes in ${median.toFixed(1)} ms of the processor`);
    expect(median).toBeLessThan(50);
  });

  it('comes to an end soon where 10,000 fixes want the same long stretch', () => {
    const text = 'a'.repeat(1_000_000);
    const findings = Array.from({ length: 10_000 }, () => finding('info', 1, [1, 1_000_001, 'b']));
    const before = process.cpuUsage();
    expect(fixAll(text, findings)).toMatchObject({ text: 'b', left: 9_999 });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
  });
});

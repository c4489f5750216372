import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/index.ts';
import { readHadolintYaml } from '../../src/lint/read-hadolint-yaml.ts';
import { announceHadolint, hadolint, runHadolintOnAll } from '../peers/hadolint.ts';

const cases: readonly (readonly [yaml: string, problem: string])[] = [
  ['', 'it is empty'],
  ['{}', ''],
  ['ignored: [DL3006]', ''],
  ['ignored: DL3006', 'ignored must be a list'],
  ['ignored: [DL3006, 1]', 'ignored must hold texts alone'],
  ['ignored:', ''],
  ['Ignored: [DL3006]', 'The key Ignored is not known'],
  ['ignored: [DL3006]\nfoo: 1', 'The key foo is not known'],
  ['override:\n  error: [DL3006]', ''],
  ['override:\n  fatal: [DL3006]\n  info: [DL3004]', 'The severity fatal in override is not known'],
  ['override: [DL3006]', 'override must be a map'],
  ['override:\n  error: DL3006', 'override.error must be a list'],
  ['override: null', ''],
  ['ignored: [DL3006]\nstrict-labels: yes', 'strict-labels must be true or false'],
  ['ignored: [DL3006]\nno-fail: TRUE', ''],
  ['ignored: [DL3006]\nfailure-threshold: foo', 'failure-threshold must be one of error'],
  ['ignored: [DL3006]\nfailure-threshold: none', ''],
  ['ignored: [DL3006]\nlabel-schema:\n  a: foo', 'label-schema.a must be one of text'],
  ['label-schema:\n  1: text', 'a key of label-schema is no text'],
  ['- a', 'the file must be a map'],
  ['ignored: [DL3006\n', 'line '],
  ['ignored: [DL3006]\nignored: []', 'the file sets ignored more than once'],
  ['ignored: *x', ''],
  ['ignored: &a [DL3006]\noverride:\n  info: *a', ''],
  ['ignored: [DL3006]\n---\nignored: []', 'more than one document'],
  ['override: {<<: {error: [DL3006]}}', 'The severity << in override is not known'],
  ['disable-ignore-pragma: true', ''],
];
const text = 'FROM debian\n# hadolint ignore=DL3004\nRUN sudo x\n';
const keysOf = (findings: readonly { code: string; level: string }[]): string[] =>
  findings.filter(({ code }) => /^DL300[46]$/.test(code)).map(({ code, level }) => `${code} ${level}`);

describe('.hadolint.yaml', () => {
  it.each(cases.filter(([yaml]) => yaml !== 'ignored: *x'))('of %j it says %j', (yaml, problem) => {
    const { problems } = readHadolintYaml(yaml);
    if (problem === '') expect(problems).toEqual([]);
    else expect(problems.join()).toContain(problem);
  });
  announceHadolint();
  it.runIf(hadolint).each(cases)('%j is read as hadolint reads it', async (yaml) => {
    const ours = await lint(text, readHadolintYaml(yaml).config ?? {});
    const [theirs = []] = (await runHadolintOnAll([text], yaml)) ?? [];
    expect(keysOf(ours.map(({ code, severity }) => ({ code, level: severity })))).toEqual(keysOf(theirs));
  });
  it('what sets unknown keys alone sets nothing', () => {
    const problems = ['The key foo is not known, and was passed over.'];
    const alone = { config: null, problems: [...problems, 'It sets nothing else.'] };
    expect(readHadolintYaml('foo: 1\n')).toEqual(alone);
    expect(readHadolintYaml('foo: 1\nignored: []\nno-fail: false\n')).toEqual(alone);
    expect(readHadolintYaml('foo: 1\nno-fail: true\n')).toMatchObject({ config: { noFail: true }, problems });
    expect(readHadolintYaml('ignored: []\n')).toMatchObject({ config: { ignored: [] }, problems: [] });
  });
  it('what is too long is not read, and says so', () => {
    const long = (length: number): string => 'ignored: [DL3006]\n'.padEnd(length, '#');
    expect(readHadolintYaml(long(64_000)).config?.ignored).toEqual(['DL3006']);
    expect(readHadolintYaml(long(64_001))).toEqual({
      config: null,
      problems: [expect.stringContaining('it is longer than 64')],
    });
  });
  it.each(['['.repeat(64_000), '- '.repeat(32_000), '"'.repeat(16_000), '{a: '.repeat(16_000), '---\n'.repeat(16_000)])(
    'hostile text ends soon',
    (hostile) => {
      expect(readHadolintYaml(hostile).config).toBeNull();
    },
    10_000,
  );
});

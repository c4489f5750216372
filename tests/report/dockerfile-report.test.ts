import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { auditDockerfile, type DockerfileAudit } from '../../src/lint/audit-dockerfile.ts';
import type { LintConfig } from '../../src/lint/config.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { nodeShellCheck } from '../../src/lint/shellcheck/node-program.ts';
import type { Change } from '../../src/optimize/review.ts';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';
import { buildDockerfileReport } from '../../src/report/dockerfile-report.ts';
import type { DockerfileReport } from '../../src/report/report.ts';
import { ownTitles } from '../../src/report/secret-reports.ts';
import { parseOwnPatterns } from '../../src/secrets/own-patterns.ts';
import { reportedIn } from '../support/dockerfile-secrets.ts';
import { githubToken } from '../support/image-secrets.ts';

const fileName = 'Dockerfile';

/** As the page makes it, with what ShellCheck says. */
async function reportOn(text: string, config: LintConfig = {}): Promise<DockerfileReport & { text: string }> {
  const input = { fileName, text, config, image: null };
  const { questions } = await auditDockerfile({ ...input, answers: [] });
  const answers = await Promise.all(questions.map(async (one) => [one, await nodeShellCheck.check(one)] as const));
  const audit = await auditDockerfile({ ...input, answers });
  const review = reviewDockerfile({ fileName, text, dockerignore: null, image: null, off: [] });
  return { ...buildDockerfileReport(fileName, audit, review, reportedIn(fileName, audit)), text };
}

/** All of a report but the text that it was made of. */
const told = ({ text: _, ...report }: DockerfileReport & { text: string }): string => JSON.stringify(report);

test('only the changes that are switched on are reported', () => {
  const range = { least: 1, most: 2, basis: 'b' };
  const shown = { id: 'a', title: 't', why: 'w', lines: [1], saves: null, evidence: 'e', range } as const;
  const change: Change = { ...shown, lines: [1], risk: 'check', test: 'see', alters: {}, profile: 'safe', on: true };
  const said = {
    findings: [],
    stages: [],
    variables: [],
    pins: [],
    layerLines: [],
    base: null,
    match: null,
    questions: [],
  };
  const audit: DockerfileAudit = { ...said, secrets: [], redactions: [] };
  const review = {
    proposal: { text: 'FROM a', changes: [change, { ...change, id: 'b', on: false }], saves: 0, wasteSaved: 0 },
    dockerignore: null,
    ignorePath: '.dockerignore',
    ecosystems: [],
    notes: [],
    keptBack: [],
    compatibility: [],
    unmeasured: null,
    redactions: [],
  };
  const { optimized } = buildDockerfileReport(fileName, audit, review, []);
  const { on: _on, profile: _profile, alters: _alters, ...reported } = change;
  expect(optimized).toEqual({ text: 'FROM a', changes: [reported] });
  expect(buildDockerfileReport(fileName, audit, { ...review, proposal: null }, []).optimized).toBeNull();
  const alone = buildDockerfileReport(fileName, audit, null, []);
  expect(alone).toMatchObject({ optimized: null, dockerignore: null });
  expect('reconstructed' in alone).toBe(false);
  expect(buildDockerfileReport(fileName, audit, null, [], { reconstructed: true }).reconstructed).toBe(true);
});

const encoding = { type: 'pkcs8', format: 'pem' } as const;
const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(encoding).toString().trim();

describe('a secret that is written in the Dockerfile', () => {
  test.each<[string, string, string]>([
    ['in an ENV', `ENV A=1 GITHUB_TOKEN=${githubToken}`, githubToken],
    ['in an ENV of the old form', `ENV GITHUB_TOKEN ${githubToken}`, githubToken],
    ['in a comment', `# ${githubToken}`, githubToken],
    ['in a RUN that others quote', `RUN cd a; git clone https://x:${githubToken}@github.com/$A`, githubToken],
    ['in a CMD that is no exec form', `CMD node a --token=${githubToken}`, githubToken],
    ['in an ARG', `ARG GITHUB_TOKEN=${githubToken}\nRUN curl -H "X: $GITHUB_TOKEN" https://a.example`, githubToken],
    ['used by its variable', `ENV V=${githubToken}\nRUN apt-get install a=$V\nCOPY $V b\nWORKDIR $V`, githubToken],
    ['as a name of a stage', `ARG T=${githubToken}\nFROM $T AS b\nRUN a | b`, githubToken],
    ['in a heredoc of several lines', `RUN <<EOF\ncat > a <<END\n${key}\nEND\nsudo b\nEOF`, key],
  ])('%s stands nowhere in the report', async (_, instructions, value) => {
    const report = await reportOn(`FROM debian\nUSER root\n${instructions}\nRUN apt-get update\n`);
    const text = told(report);
    expect(report.secrets.length).toBeGreaterThan(0);
    for (const line of value.split('\n')) {
      expect(text).not.toContain(line);
    }
    expect(text).not.toContain('"value"');
    expect(text).toContain('…');
  });

  test('is listed, with its value only where it is wanted', async () => {
    const text = `FROM a:1\nENV A=1 \\\n  T=${githubToken}\n# ${githubToken}\n`;
    const audit = await auditDockerfile({ fileName, text, config: {}, image: null, answers: [] });
    const place = { detector: 'github-token', severity: 'error', where: 'dockerfile', path: null, layer: null };
    const excerpt = `${githubToken.slice(0, 4)}…${githubToken.slice(-2)}`;
    const common = { ...place, visible: true, removedIn: null, excerpt };
    const both = [
      { ...common, name: 'ENV T', line: 3 },
      { ...common, name: null, line: 4 },
    ];
    expect(reportedIn(fileName, audit)).toEqual(both);
    const values = new Map([[audit.secrets[0]?.hash ?? '', githubToken]]);
    const withValues = buildDockerfileReport(fileName, audit, null, reportedIn(fileName, audit, values));
    expect(withValues.secrets).toEqual(both.map((one) => ({ ...one, value: githubToken })));
    expect(JSON.stringify(withValues.findings)).not.toContain(githubToken);
  });

  test.each<[string, string, LintConfig]>([
    ['an ignore comment', '# hadolint ignore=PL1016\n', {}],
    ['the settings', '', { ignored: ['PL1016'] }],
  ])('is redacted and listed where %s switch its finding off', async (_, comment, config) => {
    const report = await reportOn(`FROM debian\n${comment}ENV T ${githubToken}\n`, config);
    expect(report.findings.map(({ code }) => code)).not.toContain('PL1016');
    expect(report.secrets.map(({ name, severity }) => [name, severity])).toEqual([['ENV T', 'error']]);
    expect(told(report)).not.toContain(githubToken);
  });

  test('is as bad as the list of all secrets says, whatever the settings say of the finding', async () => {
    const { findings, secrets } = await reportOn(`FROM debian\nENV T ${githubToken}\n`, {
      override: { style: ['PL1016'] },
    });
    expect(findings.find(({ code }) => code === 'PL1016')?.severity).toBe('style');
    expect(secrets.map(({ severity }) => severity)).toEqual(['error']);
  });

  test('is in no fix: those that would write it are left out, the others mend the file', async () => {
    const text = `FROM debian:12\nENV T ${githubToken}\nMAINTAINER ${githubToken}\nRUN apt-get install -y a\n`;
    const audit = await auditDockerfile({ fileName, text, config: {}, image: null, answers: [] });
    const { findings } = buildDockerfileReport(fileName, audit, null, []);
    expect(findings.map(({ fix: _, ...finding }) => finding)).toHaveLength(audit.findings.length);
    const fixOf = (list: typeof findings, code: string) => list.find((one) => one.code === code)?.fix;
    expect(fixOf(audit.findings, 'DL4000')).toBeDefined();
    expect(fixOf(findings, 'DL4000')).toBeUndefined();
    expect(fixOf(findings, 'DL3015')).toEqual(fixOf(audit.findings, 'DL3015'));
    const dockerfile = parseDockerfile(text);
    for (const { fix } of findings) {
      if (fix) expect(applyFix(dockerfile, fix).split(githubToken)).toHaveLength(3);
    }
  });

  test('is more than a password that software comes with: that word stays where it means something else', async () => {
    const url = (word: string) => `postgres://${word}:${word}@db/app`;
    const text = `FROM postgres\nENV A=${url('postgres')} B=${url('root')}\nUSER root\n`;
    const report = await reportOn(text);
    const { optimized, secrets, findings } = report;
    expect(secrets.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(report.stages.map(({ base }) => base)).toEqual(['postgres']);
    expect(optimized?.text ?? '').not.toMatch(/:(?:postgres|root)@/);
    expect(findings.map(({ message }) => message).join()).not.toContain('…@');
    expect(findings.some(({ message }) => /\broot\b/.test(message))).toBe(true);
  });

  test('is redacted, also where there are more than are told', async () => {
    const many = Array.from(
      { length: 300 },
      (_, at) => `gh${'p_'}${String(at).padStart(6, 'k7Jd2m')}${'Qz9XvB4nRt'.repeat(3)}`,
    );
    const text = `FROM debian\n${many.map((value) => `ENV T ${value}\n`).join('')}`;
    const audit = await auditDockerfile({ fileName, text, config: {}, image: null, answers: [] });
    const report = buildDockerfileReport(fileName, audit, null, reportedIn(fileName, audit));
    expect(report.secrets).toHaveLength(100);
    const whole = JSON.stringify(report);
    expect(many.filter((value) => whole.includes(value))).toEqual([]);
  });

  test('is also what a pattern of the user’s own finds: listed by their title, and redacted in what is proposed', async () => {
    const { patterns } = parseOwnPatterns('ports warning /PORT=(?<value>[0-9]+)/ Port of ours\n');
    const text = 'FROM debian:12\nENV PORT=8125\nRUN apt-get update && apt-get install -y curl\n';
    const config = { shellcheck: false, ownPatterns: patterns };
    const audit = await auditDockerfile({ fileName, text, config, image: null, answers: [] });
    const review = reviewDockerfile({ fileName, text, dockerignore: null, image: null, off: [], own: patterns });
    expect(review.proposal?.text).toContain('8125');
    expect(review.redactions.map((one) => one.text)).toEqual(['8125']);
    const secrets = reportedIn(fileName, audit, null, ownTitles(patterns));
    const report = buildDockerfileReport(fileName, audit, review, secrets);
    expect(secrets).toMatchObject([{ detector: 'own-ports', title: 'Port of ours', severity: 'warning', line: 2 }]);
    expect(JSON.stringify(report)).not.toContain('8125');
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lint, rules } from '../../src/lint/index.ts';
import { announceHadolint, hadolint, runHadolintOnAll, type PeerFinding } from '../peers/hadolint.ts';
import { recordAgreement } from './agreement-record.ts';
import { fixtureDifferences, refusedByBuilder, refusedByHadolint } from './fixture-differences.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/dockerfiles');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')) : [];
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const compared = new Set(
  rules.filter((rule) => rule.source === 'hadolint' && rule.id !== 'DL1000').map((rule) => rule.id),
);

const toKeys = (findings: readonly { code: string; line?: number | undefined }[]): string[] => [
  ...new Set(findings.filter(({ code }) => compared.has(code)).map(({ code, line }) => `${code}@${line}`)),
];

announceHadolint();
if (files.length === 0) console.log('not run: the shared Dockerfiles are not here');

describe.runIf(hadolint && files.length > 0)('every shared Dockerfile, beside hadolint', () => {
  let theirs = new Map<string, PeerFinding[]>();
  beforeAll(async () => {
    const all = (await runHadolintOnAll(files.map(text))) ?? [];
    theirs = new Map(files.map((file, at) => [file, all[at] ?? []]));
    recordAgreement(
      [...theirs].map(([file, answer]) => {
        const own = fixtureDifferences.filter((difference) => difference.file === file);
        return { name: file, text: text(file), listed: own.map(({ finding }) => finding), theirs: answer };
      }),
    );
  });
  const refused = refusedByHadolint.map(({ file }) => file);

  it.each(files.filter((file) => !refused.includes(file)))('%s', async (file) => {
    const ours = toKeys(await lint(text(file)));
    const peer = toKeys(theirs.get(file) ?? []);
    const listed = fixtureDifferences.filter((one) => one.file === file && !one.finding.startsWith('SC'));
    const only = (ours: FixtureSide): string[] => listed.filter((one) => one.ours === ours).map((one) => one.finding);
    expect(ours.filter((key) => !peer.includes(key))).toEqual(only('finding'));
    expect(peer.filter((key) => !ours.includes(key))).toEqual(only('none'));
  });

  it.each([...refusedByHadolint])('$file is refused by hadolint', async ({ file, valid }) => {
    expect(theirs.get(file)?.map(({ code }) => code)).toEqual(['DL1000']);
    const codes = (await lint(text(file))).map(({ code }) => code);
    expect(codes.includes('DL1000')).toBe(!valid);
  });

  it('alone reports the syntax of files that only the builder refuses', async () => {
    const found = await Promise.all(files.map(async (file) => ({ file, findings: await lint(text(file)) })));
    const alone = found
      .filter(({ findings }) => findings.some(({ code }) => code === 'DL1000'))
      .filter(({ file }) => !theirs.get(file)?.some(({ code }) => code === 'DL1000'));
    expect(alone.map(({ file }) => file)).toEqual(refusedByBuilder);
  });
});

type FixtureSide = 'finding' | 'none';

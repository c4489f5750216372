// What `npm run agreement` sums up: for each case of the tests both answers of all of hadolint's rules.
import { appendFileSync } from 'node:fs';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { lintDockerfile, rules, type Finding, type LintConfig } from '../../src/lint/index.ts';
import type { PeerFinding } from '../peers/hadolint.ts';

export interface AgreementCase {
  /** The text, or the name of a shared Dockerfile. */
  readonly name: string;
  readonly text: string;
  readonly config?: LintConfig | undefined;
  /** The listed differences: a code, or `DL3022@6` for one finding. */
  readonly listed: readonly string[];
  readonly theirs: readonly PeerFinding[];
}

const record = process.env['PLIMSOLL_AGREEMENT'];
const compared = new Set(rules.filter(({ source }) => source === 'hadolint').map(({ id }) => id));

const toKeys = (findings: readonly { code: string; line?: number }[]): string[] =>
  findings.filter(({ code }) => compared.has(code)).map(({ code, line }) => `${code}@${line}`);

/** Each finding, and what says the same. */
const spread = (findings: readonly Finding[]): { code: string; line?: number }[] =>
  findings.flatMap(({ code, also, line = 0 }) =>
    [code, ...also.map((one) => one.code)].map((one) => ({ code: one, line })),
  );

/** Adds the cases to the file that PLIMSOLL_AGREEMENT names; does nothing where it names none. */
export function recordAgreement(cases: readonly AgreementCase[]): void {
  if (!record) return;
  const lines = cases.map(({ name, text, config = {}, listed, theirs }) => {
    const ours = toKeys(spread(lintDockerfile(parseDockerfile(text), config)));
    return `${JSON.stringify({ name, config, listed, ours, theirs: toKeys(theirs) })}\n`;
  });
  appendFileSync(record, lines.join(''));
}

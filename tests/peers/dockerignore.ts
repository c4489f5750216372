// What BuildKit's context sender leaves out of a folder. It is a Go program (tests/peers/dockerignore), and Go is not
// everywhere: `npm run peers:dockerignore` records in answers.json what it says of the cases in cases.json.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText, encodeText } from '../../src/bytes/text.ts';

export interface SenderFolder {
  readonly files: readonly string[];
  /** Texts of ignore files, each tried on the folder. */
  readonly ignores: readonly string[];
}

export interface SenderAnswer {
  /** Files and directories; the names as `decodeText` gives them. */
  readonly sent: readonly string[];
  /** Files that arrive empty: they are announced, but never opened. */
  readonly hollow: readonly string[];
  readonly error: string | null;
}

interface Printed {
  readonly modules: Readonly<Record<string, string>>;
  readonly answers: { sent: string[] | null; hollow?: string[]; error?: string }[][];
}

const toBase64 = (text: string): string => Buffer.from(encodeText(text)).toString('base64');
const fromBase64 = (text: string): string => decodeText(Buffer.from(text, 'base64'));

/** Asks the program itself. */
export function askSender(
  program: string,
  folders: readonly SenderFolder[],
): { modules: Printed['modules']; answers: SenderAnswer[][] } {
  const input = folders.map(({ files, ignores }) => ({ files: files.map(toBase64), ignores: ignores.map(toBase64) }));
  const { stdout, status } = spawnSync(program, { input: JSON.stringify(input), maxBuffer: 1e9, stdio: 'pipe' });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
  const { modules, answers } = JSON.parse(stdout.toString()) as Printed;
  const read = answers.map((ofFolder) =>
    ofFolder.map(({ sent, hollow, error }) => ({
      sent: (sent ?? []).map(fromBase64),
      hollow: (hollow ?? []).map(fromBase64),
      error: error ?? null,
    })),
  );
  return { modules, answers: read };
}

/** A text; a long one in pieces, each with how often it comes. */
type WrittenText = string | readonly (readonly [string, number])[];

const textOf = (written: WrittenText): string =>
  typeof written === 'string' ? written : written.map(([piece, times]) => piece.repeat(times)).join('');

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'dockerignore', name), 'utf8'));

export function senderCases(): SenderFolder & { readonly written: readonly WrittenText[] } {
  const { files, ignores } = readJson('cases.json') as { files: string[]; ignores: WrittenText[] };
  return { files, ignores: ignores.map(textOf), written: ignores };
}

/** A folder's directories and files. */
export function entriesOf(files: readonly string[]): string[] {
  const entries = files.flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/')));
  return [...new Set(entries)].sort();
}

/** The error, or what of the folder is not sent. */
export type RecordedAnswer = string | readonly string[];

export interface SenderRecord {
  readonly modules: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly answers: readonly (readonly [WrittenText, RecordedAnswer])[];
}

export function answerOf({ sent, error }: SenderAnswer, files: readonly string[]): RecordedAnswer {
  if (error !== null) return error;
  const all = new Set(sent);
  return entriesOf(files).filter((entry) => !all.has(entry));
}

export function recordedAnswers(): { modules: SenderRecord['modules']; answerTo(ignore: string): RecordedAnswer } {
  const { modules, files, answers } = readJson('answers.json') as SenderRecord;
  const byText = new Map(answers.map(([written, answer]) => [textOf(written), answer]));
  const isOfCases = JSON.stringify(files) === JSON.stringify(senderCases().files);
  const answerTo = (ignore: string): RecordedAnswer => {
    const answer = isOfCases ? byText.get(ignore) : undefined;
    if (answer === undefined) throw new Error('BuildKit was not asked about this yet: npm run peers:dockerignore');
    return answer;
  };
  return { modules, answerTo };
}

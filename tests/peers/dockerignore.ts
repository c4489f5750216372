// What BuildKit's context sender leaves out of a folder. It is a Go program (tests/peers/dockerignore), and Go is not
// everywhere: `npm run peers:dockerignore` records in answers.json what it says of the cases in cases.json.
import { spawnSync } from 'node:child_process';
import { decodeText, encodeText } from '../../src/bytes/text.ts';

export interface SenderAnswer {
  /** Files and directories; the names as `decodeText` gives them. */
  readonly sent: readonly string[];
  /** Files that arrive empty: they are announced, but never opened. */
  readonly hollow: readonly string[];
  readonly error: string | null;
}

export interface SenderFolder {
  readonly files: readonly string[];
  /** Texts of ignore files, each tried on the folder. */
  readonly ignores: readonly string[];
}

interface Printed {
  readonly answers: { sent: string[] | null; hollow?: string[]; error?: string }[][];
}

const toBase64 = (text: string): string => Buffer.from(encodeText(text)).toString('base64');
const fromBase64 = (text: string): string => decodeText(Buffer.from(text, 'base64'));

/** Asks the program itself. */
export function askSender(program: string, folders: readonly SenderFolder[]): SenderAnswer[][] {
  const input = folders.map(({ files, ignores }) => ({ files: files.map(toBase64), ignores: ignores.map(toBase64) }));
  const { stdout, status } = spawnSync(program, { input: JSON.stringify(input), maxBuffer: 1e9, stdio: 'pipe' });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
  const { answers } = JSON.parse(stdout.toString()) as Printed;
  return answers.map((ofFolder) =>
    ofFolder.map(({ sent, hollow, error }) => ({
      sent: (sent ?? []).map(fromBase64),
      hollow: (hollow ?? []).map(fromBase64),
      error: error ?? null,
    })),
  );
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { questionsOf } from '../../../src/lint/shellcheck/check-scripts.ts';
import { nodeShellCheck } from '../../../src/lint/shellcheck/node-program.ts';
import { Positions } from '../../../src/lint/shellcheck/positions.ts';
import type { ShellCheckComment, ShellCheckRange } from '../../../src/lint/shellcheck/shellcheck.ts';
import { announceShellCheck, runShellCheckOnAll, shellcheck, type NativeComment } from '../../peers/shellcheck.ts';

const folder = join(import.meta.dirname, '../../../../shared/fixtures/dockerfiles');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')) : [];
const shared = files.flatMap((file) => questionsOf(parseDockerfile(readFileSync(join(folder, file), 'utf8'))));

/** What the Dockerfiles may not hold: tabs, characters of two units, dialects, errors of the grammar, long replacements. */
const own = [
  '#!/bin/sh\n\techo $X\t"\t$Y"\t$Z',
  '#!/bin/bash\n\t\t  for x in $(ls); do\techo $x; done',
  '#!/bin/sh\necho "😀" $X; echo é $Y "e\u0301" $Z',
  '#!/bin/sh\n\techo "😀"\t$X && cd 😀',
  '#!/bin/bash\necho `a $(b)` \\\n  $C',
  '#!/bin/dash\n[[ -f $x ]] && source y',
  '#!/bin/ash\nlocal x=$1',
  '#!/bin/busybox sh\necho $UID; [[ $a == b* ]]',
  '#!/bin/ksh\ntypeset -A x; echo ${x[@]}',
  '#!/bin/zsh\necho $x',
  '#!/bin/bash -e\ncd x\nrm -rf $y/',
  '#!/bin/sh\nexport a=1 b=1\necho $a $b $c',
  '#!/bin/sh\nif true; then',
  '#!/bin/sh\necho "a',
  '#!/bin/sh\ncat <<EOF\n\t$x\n  EOF\nEOF',
  '#!/bin/sh\n# shellcheck disable=SC2086\necho $X\n',
  "#!/bin/bash\nread x; echo '$x' | grep x | wc -l; [ $x = 1 -a $y = 2 ]",
  '#!/bin/sh\nx=1; y =2; z=$[1+1]; find . -name *.c | xargs rm\n',
];
const scripts = [...new Set([...shared, ...own])];

type Key = ShellCheckRange & { code: number; level: string };

const keyOf = ({ line, column, endLine, endColumn }: ShellCheckRange, code: number, level: string): Key => ({ line, column, endLine, endColumn, code, level }); // prettier-ignore

const theirs = (comment: NativeComment): Key => keyOf(comment, comment.code, comment.level);

/** Columns in the program's way: from positions in the text, a tab and a character of two units count as one. */
function plain(script: string, range: ShellCheckRange): ShellCheckRange {
  const positions = new Positions(script);
  const column = (line: number, at: number): number =>
    [...script.slice(positions.at(line, 1), positions.at(line, at))].length + 1;
  const { line, endLine } = range;
  return { line, endLine, column: column(line, range.column), endColumn: column(endLine, range.endColumn) };
}

const ours = (script: string, comment: ShellCheckComment): Key =>
  keyOf(plain(script, comment), comment.code, comment.severity);

announceShellCheck();
if (files.length === 0) console.log('not run: the shared Dockerfiles are not here');

describe.runIf(shellcheck)('ShellCheck in WebAssembly, beside the native program', () => {
  let native: readonly NativeComment[][] = [];
  beforeAll(async () => {
    native = (await runShellCheckOnAll(scripts)) ?? [];
    console.log(`${scripts.length} scripts, ${native.flat().length} comments`);
  });

  it.each(scripts.map((script, at) => [at, script] as const))('%i: %j', async (at, script) => {
    const answer = await nodeShellCheck.check(script);
    if (answer.kind !== 'comments') throw new Error(answer.reason);
    expect(answer.comments.map((comment) => ours(script, comment))).toEqual(native[at]?.map(theirs));
    const replaced = answer.comments.map(({ replacements }) =>
      replacements.map((one) => ({ ...plain(script, one), text: one.text })),
    );
    const wanted = native[at]?.map(
      ({ fix }) =>
      (fix?.replacements ?? []).map(({ line, column, endLine, endColumn, replacement }) => ({ line, column, endLine, endColumn, text: replacement })), // prettier-ignore
    );
    expect(replaced).toEqual(wanted);
  });
});

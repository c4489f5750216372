import { spawnSync } from 'node:child_process';
import { dive } from './dive.ts';

export type DiveWord = 'PASS' | 'FAIL' | 'SKIP' | 'MISCONFIGURED' | 'CONFIGURED';

/** What `dive --ci` prints of each rule, and how it ends. */
export interface DiveCiAnswer {
  readonly status: number | null;
  /** Empty where the configuration as a whole was refused. */
  readonly rules: Readonly<Record<string, { readonly word: DiveWord; readonly message: string }>>;
}

// eslint-disable-next-line no-control-regex
const colours = /\u001b\[[0-9;]*m/g;
const line = /^ {2}(PASS|FAIL|SKIP|MISCONFIGURED|CONFIGURED) *: (\w+)(?:: (.*))?$/gm;

/** Runs `dive --ci` over an archive. `args`: flags beside, such as `--ci-config FILE`. */
export function askDiveCi(archive: string, args: readonly string[]): DiveCiAnswer {
  if (!dive) throw new Error('dive is not here');
  const { status, stdout, stderr } = spawnSync(dive, ['--source', 'docker-archive', archive, '--ci', ...args], {
    env: { ...process.env, CI: 'true' },
    encoding: 'utf8',
  });
  const output = (stdout + stderr).replaceAll(colours, '');
  const start = output.indexOf('Results:');
  if (start < 0 && !output.includes('ci configuration error')) throw new Error(`dive says: ${output}`);
  const found = start < 0 ? [] : [...output.slice(start).matchAll(line)];
  const rules = found.map(([, word, id, message = '']) => [id ?? '', { word: word as DiveWord, message }] as const);
  return { status, rules: Object.fromEntries(rules) };
}

// What a Python Dockerfile installs from its distribution, in two: what only a build needs, and what the program loads.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { commandsOf } from '../../lint/commands.ts';
import { changeWords, namesOf, type AptInstall } from '../package-words.ts';
import { isInFullImage, rolesOf } from './python-system-needs.ts';
import type { RewriteContext } from '../rewrite.ts';
import type { TextEdit } from '../tracked-text.ts';

/** What the full image has and the slim one has not, and compilers, which stay in the first stage. */
const buildPrograms: ReadonlySet<string> = new Set([
  'apt-get', 'apt', 'bzr', 'cmake', 'curl', 'g++', 'gcc', 'git', 'hg', 'make', 'patch', 'pip', 'pip3', 'svn', 'unzip', 'wget',
]); // prettier-ignore

/** Some lines of the final stage, and what the container starts, call nothing that only the first stage has. */
export const runsWithoutBuild = (dockerfile: Dockerfile, lines: readonly Instruction[]): boolean =>
  lines.every((line) => {
    if (line.keyword === 'SHELL') return false;
    return commandsOf(dockerfile, line).every(
      ({ name, args }) => !buildPrograms.has(name) && !args.some(({ value }) => value === 'pip' || value === 'git'),
    );
  });

export interface SystemPart {
  /** RUNs that go into the first stage as they are. */
  readonly moved: readonly Instruction[];
  readonly edits: readonly TextEdit[];
  /** What the second stage installs beside what it did. */
  readonly libraries: readonly string[];
  readonly left: readonly string[];
}

/**
 * Parts what is installed from the system. A RUN is never made into two: the second would be one more place whose packages have
 * no version (DL3008). Null where it would have to be. `alsoOfBuild`: packages that this build alone uses.
 */
export function splitSystem(
  context: RewriteContext,
  system: readonly AptInstall[],
  needed: readonly string[],
  isFull: boolean,
  alsoOfBuild: ReadonlySet<string> = new Set(),
): SystemPart | null {
  const { dockerfile } = context;
  const names = system.flatMap(({ words }) => namesOf(words));
  const roles = rolesOf(names);
  if (!roles) return null;
  const all = { ...roles, build: [...roles.build, ...names.filter((name) => alsoOfBuild.has(name))] };
  const libraries = [...new Set([...all.libraries, ...needed])].filter((name) => !names.includes(name));
  const moved: Instruction[] = [];
  const edits: TextEdit[] = [];
  let added: readonly string[] = libraries;
  for (const [index, { run, command, words }] of system.entries()) {
    const gone = new Set(words.filter((word) => all.build.includes(namesOf([word])[0] ?? '')));
    const takes = index === system.length - 1 ? added : [];
    if (gone.size === words.length && takes.length === 0) {
      moved.push(run);
      continue;
    }
    // They have to be in the first stage's image, as no RUN installs them there.
    if (gone.size > 0 && !(isFull && namesOf([...gone]).every(isInFullImage))) return null;
    const changed = changeWords(dockerfile, command, gone, takes);
    if (!changed) return null;
    edits.push(...changed);
    if (takes.length > 0) added = [];
  }
  if (added.length > 0) return null;
  return { moved, edits, libraries, left: all.build };
}

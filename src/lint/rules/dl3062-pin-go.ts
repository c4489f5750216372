import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import type { Rule } from '../rule.ts';
import { isReadFromFile, reportUnpinned } from '../unpinned.ts';

// `go help build`: flags, with one dash or two, whose value may stand in the next word.
const valued: ReadonlySet<string> = new Set([
  'C', 'asmflags', 'buildmode', 'compiler', 'covermode', 'coverpkg', 'exec', 'gccgoflags', 'gcflags', 'installsuffix',
  'ldflags', 'mod', 'modfile', 'o', 'overlay', 'p', 'pgo', 'pkgdir', 'tags', 'toolexec',
]); // prettier-ignore

interface GoFlags {
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: readonly ShellWord[];
}

/** The flags that words begin with; go reads none behind the first other word. */
function readFlags(words: readonly ShellWord[]): GoFlags {
  const flags = new Map<string, string>();
  let at = 0;
  for (; words[at]?.value.startsWith('-'); at++) {
    const [name = '', ...value] = words[at]!.value.replace(/^--?/, '').split('=');
    if (value.length === 0 && valued.has(name)) flags.set(name, words[++at]?.value ?? '');
    else flags.set(name, value.join('='));
  }
  return { flags, rest: words.slice(at) };
}

/** The first part of a path that is fetched has a dot; without one it is the standard library or a module that is here. */
function isRemote(path: string): boolean {
  if (/^[./]/.test(path) || path.endsWith('.go')) return false;
  return path.split('/', 1)[0]!.includes('.') || path.startsWith('$');
}

/** `path@v1.2`, `path@$VERSION`, `path@none`; `path@latest` names a version that moves. */
function isGoPinned(word: ShellWord): boolean {
  if (isReadFromFile(word)) return true;
  const { value, text } = word;
  const at = value.indexOf('@');
  if (at < 0) return !isRemote(value);
  return value.slice(at + 1) !== 'latest' || /@["']?\$/.test(text);
}

function unpinnedModules({ invoked, args }: ShellCommand): ShellWord[] | null {
  if (invoked !== 'go') return null;
  const [verb, ...words] = readFlags(args).rest;
  const name = verb?.value ?? '';
  if (!['install', 'get', 'run'].includes(name)) return null;
  const { flags, rest } = readFlags(words);
  // The versions are in go.mod, or the sources in vendor/.
  if (['readonly', 'vendor'].includes(flags.get('mod') ?? '')) return [];
  return (name === 'run' ? rest.slice(0, 1) : rest).filter((word) => !isGoPinned(word));
}

export const pinGo: Rule = {
  id: 'DL3062',
  source: 'hadolint',
  severity: 'warning',
  summary: 'go install, get or run of a module without a version',
  help: 'The module, and so the program, changes whenever its author publishes. Write path@version with a tag or a commit.',
  noFix: 'Which version of the module your program needs is for you to know.',
  examples: {
    bad: ['RUN go install golang.org/x/tools/gopls', 'RUN go install golang.org/x/tools/gopls@latest'],
    good: ['RUN go install golang.org/x/tools/gopls@v0.16.1', 'RUN go install -v ./cmd/...'],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, unpinnedModules);
  },
};

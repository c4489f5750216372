// Which shell a script is for. https://www.shellcheck.net/wiki/SC1071 says which ones ShellCheck knows.

/** PowerShell and cmd speak another language than ShellCheck reads. */
const windowsShells: ReadonlySet<string> = new Set(['powershell', 'pwsh', 'cmd']);

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'busybox']);

function baseName(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}

/** `env`, and the options and assignments behind it, are not what runs. */
function withoutEnv(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  if (baseName(first) !== 'env') return words;
  const named = words.findIndex((word, at) => at > 0 && !word.startsWith('-') && !word.includes('='));
  return named < 0 ? [] : words.slice(named);
}

/** The script ends at the first command that fails: an option in one word, `-e` or `-euxo`. */
const setsErrexit = (word: string): boolean => /^-[a-zA-Z]*e/.test(word);

/** The line `#!…` for a script of these words of SHELL; null where ShellCheck has nothing to say to it. */
export function shebangOf(shell: readonly string[] | null): string | null {
  const [command, ...options] = withoutEnv(shell ?? []);
  if (command === undefined) return shell?.length ? null : '#!/bin/sh';
  const name = baseName(command);
  if (windowsShells.has(name.toLowerCase()) || !/^\w[\w.+-]*$/.test(name)) return null;
  // One option is all that a `#!` line may hold; of those there are, only this one changes what is found.
  const line = name === 'busybox' ? '#!/bin/busybox sh' : `#!/bin/${name}`;
  return options.some(setsErrexit) ? `${line} -e` : line;
}

/** As `shebangOf`, null too for what is no shell: the `#!` line of a here-document, or the command that reads it. */
export function shellScriptShebang(words: readonly string[]): string | null {
  const [command = ''] = withoutEnv(words);
  return shells.has(baseName(command)) ? shebangOf(words) : null;
}

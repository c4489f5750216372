// The words of java(1): options of the virtual machine, then a class, a module or `-jar file`, then what the program is given.
import type { TracedCommand } from '../tracing.ts';

type Words = TracedCommand['words'];

export interface JavaWords {
  /** As `-cp` gives it: folders, archives, `lib/*`; null where nothing gives it. */
  readonly classPath: string | null;
  readonly modulePath: readonly string[];
  readonly jar: string | null;
  /** Archives and libraries beside: agents, and what is put in front of or behind the classes of the platform. */
  readonly more: readonly string[];
  /** All other options, and what stands behind the class: files may be named in them. */
  readonly others: readonly string[];
  /** A class, a module or an archive is named. */
  readonly isProgram: boolean;
}

const classPathOptions: ReadonlySet<string> = new Set(['-cp', '-classpath', '--class-path']);
const modulePathOptions: ReadonlySet<string> = new Set(['-p', '--module-path', '--upgrade-module-path']);
/** The word behind them is their value. */
const valued: ReadonlySet<string> = new Set([
  ...['--add-modules', '--limit-modules', '--add-exports', '--add-opens', '--add-reads', '--patch-module', '--source'],
  ...['-d', '--describe-module', '--enable-native-access', '--illegal-native-access', '--finalization'],
]);

/** `-javaagent:/x.jar=options`, `-Xbootclasspath/a:/x.jar:/y.jar`. */
function pathsOfOption(word: string): string[] {
  const agent = /^-(?:javaagent|agentpath):([^=]*)/.exec(word);
  if (agent) return [agent[1] ?? ''];
  const boot = /^-Xbootclasspath(?:\/[ap])?:(.*)$/.exec(word);
  return boot ? (boot[1] ?? '').split(':') : [];
}

class Reader {
  classPath: string | null = null;
  jar: string | null = null;
  isProgram = false;
  readonly modulePath: string[] = [];
  readonly more: string[] = [];
  readonly others: string[] = [];

  constructor(private readonly words: Words) {}

  read(): JavaWords {
    for (let at = 0; at < this.words.length; at++) {
      const word = this.words[at] ?? '';
      if (this.isProgram) this.others.push(word);
      else if (!word.startsWith('-')) this.isProgram = word !== '';
      else at += this.option(word, this.words[at + 1] ?? '');
    }
    return this;
  }

  /** How many words more it takes. */
  private option(word: string, next: string): number {
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const value = equals < 0 ? next : word.slice(equals + 1);
    if (classPathOptions.has(name)) this.classPath = value;
    else if (modulePathOptions.has(name)) this.modulePath.push(...value.split(':'));
    else if (name === '-jar') [this.jar, this.isProgram] = [value, true];
    else if (name === '-m' || name === '--module') this.isProgram = true;
    else {
      this.more.push(...pathsOfOption(word));
      this.others.push(word);
      if (!valued.has(name)) return 0;
      this.others.push(value);
    }
    return equals < 0 ? 1 : 0;
  }
}

/** `words`: without the program. */
export const readJavaWords = (words: Words): JavaWords => new Reader(words).read();

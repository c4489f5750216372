// What Node is told by its words and by NODE_OPTIONS (nodejs.org, "Command-line API").

const mostWords = 1000;

const valued = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const preloads = valued('-r --require --import --loader --experimental-loader');
const texts = valued('-e --eval -p --print -pe');
const files = valued('--env-file --env-file-if-exists --openssl-config --icu-data-dir --experimental-config-file');
const conditions = valued('-C --conditions');
const others = valued(
  '--input-type --title --redirect-warnings --diagnostic-dir --trace-event-categories --trace-event-file-pattern --unhandled-rejections --max-http-header-size --dns-result-order --inspect-port --debug-port --disable-warning --secure-heap --secure-heap-min --report-dir --report-directory --report-filename --report-signal --heapsnapshot-signal --tls-cipher-list --tls-keylog --watch-path --test-name-pattern --test-reporter --test-reporter-destination --experimental-default-type --stack-trace-limit --use-largepages --localstorage-file --allow-fs-read --allow-fs-write',
);

export interface NodeWords {
  /** The script, or `.`; null where only the running container knows it, undefined where none is given. */
  script: string | null | undefined;
  /** What stands behind the script. */
  given: readonly (string | null)[];
  /** Modules that are loaded first. */
  readonly preloads: { readonly specifier: string; readonly isImport: boolean }[];
  /** Source. */
  readonly texts: string[];
  readonly files: string[];
  readonly conditions: string[];
  /** The script of package.json that `--run` names. */
  run: string | null;
}

class Reader {
  readonly read: NodeWords = {
    script: undefined,
    given: [],
    preloads: [],
    texts: [],
    files: [],
    conditions: [],
    run: null,
  };

  /** True where the options end. */
  take(words: readonly (string | null)[]): void {
    for (let at = 0; at < Math.min(words.length, mostWords); at++) {
      const word = words[at] ?? null;
      if (word !== null && word.startsWith('-') && word !== '-' && word !== '--')
        at += this.option(word, words[at + 1]);
      // Behind a text, the words are for that.
      else if (this.read.texts.length === 0 && word !== 'inspect')
        return this.takeScript(words, word === '--' ? at + 1 : at);
    }
  }

  private takeScript(words: readonly (string | null)[], at: number): void {
    this.read.script = words[at];
    this.read.given = words.slice(at + 1);
  }

  /** How many words are its value. */
  private option(word: string, next: string | null | undefined): number {
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const value = equals < 0 ? next : word.slice(equals + 1);
    if (value != null && (equals >= 0 || takesValue(name))) this.value(name, value);
    return equals < 0 && takesValue(name) ? 1 : 0;
  }

  private value(name: string, value: string): void {
    if (preloads.has(name))
      this.read.preloads.push({ specifier: value, isImport: name !== '-r' && name !== '--require' });
    if (texts.has(name)) this.read.texts.push(value);
    if (files.has(name)) this.read.files.push(value);
    if (conditions.has(name)) this.read.conditions.push(value);
    if (name === '--run') this.read.run = value;
  }
}

const takesValue = (name: string): boolean =>
  [preloads, texts, files, conditions, others].some((names) => names.has(name)) || name === '--run';

/** `words`: behind the program. `options`: NODE_OPTIONS, which come first. */
export function readNodeWords(words: readonly (string | null)[], options = ''): NodeWords {
  const reader = new Reader();
  const first = options.split(/\s/).filter((word) => word !== '');
  if (first[0]?.startsWith('-')) reader.take(first);
  reader.read.script = undefined;
  reader.take(words);
  return reader.read;
}

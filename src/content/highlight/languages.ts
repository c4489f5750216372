import type { StreamParser } from '@codemirror/streamparser';

/** A stream parser, whatever its state is. */
export type Parser = StreamParser<unknown>;

export interface Language {
  readonly title: string;
  /** Endings of names, and whole names, in small letters. */
  readonly endings: readonly string[];
  readonly names?: readonly string[];
  /** Programs named in the first line, behind `#!`. */
  readonly interpreters?: readonly string[];
  load(): Promise<Parser>;
}

const modes = {
  clike: () => import('@codemirror/legacy-modes/mode/clike'),
  css: () => import('@codemirror/legacy-modes/mode/css'),
  javascript: () => import('@codemirror/legacy-modes/mode/javascript'),
  xml: () => import('@codemirror/legacy-modes/mode/xml'),
};

/** `load` hands over what fits `Parser` but for the type of its own state. */
const language = (
  title: string,
  endings: string,
  load: () => Promise<unknown>,
  more: Partial<Language> = {},
): Language => ({
  title,
  endings: endings.split(' '),
  load: load as Language['load'],
  ...more,
});

export const languages: readonly Language[] = [
  language('JSON', 'json jsonl map webmanifest ipynb', async () => (await modes.javascript()).json),
  language('JavaScript', 'js mjs cjs jsx', async () => (await modes.javascript()).javascript, {
    interpreters: ['node', 'nodejs'],
  }),
  language('TypeScript', 'ts mts cts tsx', async () => (await modes.javascript()).typescript),
  language('YAML', 'yaml yml', async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml),
  language('TOML', 'toml', async () => (await import('@codemirror/legacy-modes/mode/toml')).toml),
  language(
    'Shell',
    'sh bash zsh ksh profile bashrc',
    async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
    {
      names: ['.profile', '.bashrc', 'profile', 'postinst', 'postrm', 'preinst', 'prerm'],
      interpreters: ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh'],
    },
  ),
  language('Python', 'py pyi pyw', async () => (await import('@codemirror/legacy-modes/mode/python')).python, {
    interpreters: ['python', 'python2', 'python3'],
  }),
  language('Ruby', 'rb gemspec rake', async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby, {
    names: ['gemfile', 'rakefile'],
    interpreters: ['ruby'],
  }),
  language('Perl', 'pl pm', async () => (await import('@codemirror/legacy-modes/mode/perl')).perl, {
    interpreters: ['perl'],
  }),
  language('Lua', 'lua', async () => (await import('@codemirror/legacy-modes/mode/lua')).lua),
  language('Go', 'go', async () => (await import('@codemirror/legacy-modes/mode/go')).go),
  language('Rust', 'rs', async () => (await import('@codemirror/legacy-modes/mode/rust')).rust),
  language('C', 'c h', async () => (await modes.clike()).c),
  language('C++', 'cc cpp cxx hh hpp hxx', async () => (await modes.clike()).cpp),
  language('Java', 'java', async () => (await modes.clike()).java),
  language('C#', 'cs', async () => (await modes.clike()).csharp),
  language('Kotlin', 'kt kts', async () => (await modes.clike()).kotlin),
  language('SQL', 'sql', async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL),
  language('CSS', 'css', async () => (await modes.css()).css),
  language('SCSS', 'scss', async () => (await modes.css()).sCSS),
  language('HTML', 'html htm xhtml vue svelte', async () => (await modes.xml()).html),
  language('XML', 'xml xsd xsl xslt svg plist pom csproj', async () => (await modes.xml()).xml),
  language('Markdown', 'md markdown', async () => (await import('./markdown.ts')).markdown),
  language('Dockerfile', 'dockerfile', async () => (await import('./dockerfile.ts')).dockerfile, {
    names: ['dockerfile', 'containerfile'],
  }),
  language('nginx', 'nginx', async () => (await import('@codemirror/legacy-modes/mode/nginx')).nginx, {
    names: ['nginx.conf'],
  }),
  language('Diff', 'diff patch', async () => (await import('@codemirror/legacy-modes/mode/diff')).diff),
  language(
    'Configuration',
    'conf cfg ini properties env service list sources desktop repo cnf',
    async () => (await import('@codemirror/legacy-modes/mode/properties')).properties,
    { names: ['.env', '.npmrc', '.editorconfig', '.gitconfig', 'os-release'] },
  ),
];

/** `#!/usr/bin/env -S python3.11 -u` names python3. */
function interpreterOf(firstLine: string): string | null {
  if (!firstLine.startsWith('#!')) return null;
  const words = firstLine.slice(2).trim().split(/\s+/, 4);
  const isEnv = words[0]?.endsWith('/env') ?? false;
  const program = isEnv ? words.slice(1).find((word) => !word.startsWith('-')) : words[0];
  const name = program?.slice(program.lastIndexOf('/') + 1).toLowerCase() ?? '';
  return name.replace(/\.\d+$/, '');
}

/** The language that a text is in, by its first line, then by its name; null where neither tells. */
export function languageOf(name: string, firstLine: string): Language | null {
  const interpreter = interpreterOf(firstLine);
  const byFirstLine = languages.find(({ interpreters }) => interpreter && interpreters?.includes(interpreter));
  if (byFirstLine) return byFirstLine;
  const small = name.toLowerCase();
  const byName = languages.find(({ names }) => names?.some((one) => small === one || small.startsWith(`${one}.`)));
  const ending = small.slice(small.lastIndexOf('.') + 1);
  return languages.find(({ endings }) => small.includes('.') && endings.includes(ending)) ?? byName ?? null;
}

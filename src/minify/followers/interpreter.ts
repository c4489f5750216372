// Interpreters of which scripts are not read: the script is needed, and their libraries may be.
import { pathsByGlob } from '../find-by-glob.ts';
import { startOther } from '../start-other.ts';
import type { Follower, TracedCommand, Tracing } from '../tracing.ts';

interface Interpreter {
  readonly name: RegExp;
  /** Folders and files that it loads from, as patterns. */
  readonly libraries: readonly string[];
  /** Variables that list folders of libraries. */
  readonly variables: readonly string[];
}

const interpreters: readonly Interpreter[] = [
  {
    name: /^perl(?:5[\d.]*)?$/,
    libraries: [
      ...['/etc/perl', '/usr/share/perl*', '/usr/lib/*/perl*', '/usr/lib/perl*', '/usr/lib64/perl*'],
      ...['/usr/local/lib/*/perl', '/usr/local/share/perl*', '/usr/local/lib/perl*', '/usr/local/lib64/perl*'],
    ],
    variables: ['PERL5LIB', 'PERLLIB'],
  },
  {
    name: /^(?:ruby|jruby|rake|irb|bundle|bundler|rackup|puma|unicorn)[\d.]*$/,
    libraries: [
      ...['/usr/lib/ruby', '/usr/lib/*/ruby', '/usr/lib64/ruby', '/usr/local/lib/ruby', '/usr/local/lib64/ruby'],
      ...['/usr/share/ruby', '/usr/share/gems', '/usr/share/rubygems*', '/var/lib/gems', '/usr/local/bundle'],
      ...['/etc/gemrc', '/usr/local/etc/gemrc', '/opt/ruby*'],
    ],
    variables: ['RUBYLIB', 'GEM_HOME', 'GEM_PATH', 'BUNDLE_PATH', 'BUNDLE_APP_CONFIG'],
  },
  {
    name: /^(?:php|php-fpm|php-cgi|phpdbg|apache2|httpd|frankenphp)[\d.]*$/,
    libraries: [
      ...['/etc/php*', '/usr/lib/php*', '/usr/lib64/php*', '/usr/share/php*', '/usr/local/etc/php*', '/var/lib/php'],
      ...['/usr/local/lib/php*', '/usr/local/php*', '/etc/php.d', '/etc/php.ini'],
    ],
    variables: ['PHP_INI_DIR', 'PHP_INI_SCAN_DIR', 'PHPRC', 'COMPOSER_HOME'],
  },
  {
    name: /^(?:lua|luajit|texlua|resty|openresty)[\d.-]*$/,
    libraries: [
      ...['/usr/share/lua', '/usr/local/share/lua', '/usr/lib/lua', '/usr/lib/*/lua', '/usr/lib64/lua'],
      ...['/usr/local/lib/lua', '/usr/share/luajit*', '/usr/local/openresty/lualib', '/usr/local/openresty/luajit'],
    ],
    variables: ['LUA_PATH', 'LUA_CPATH', 'LUA_INIT'],
  },
  {
    name: /^(?:tclsh|wish|expect)[\d.]*$/,
    libraries: ['/usr/share/tcltk', '/usr/lib/tcl*', '/usr/lib/*/tcl*', '/usr/share/tcl*', '/usr/lib/*/expect*'],
    variables: ['TCLLIBPATH', 'TCL_LIBRARY'],
  },
  {
    name: /^(?:R|Rscript)$/,
    libraries: ['/usr/lib/R', '/usr/local/lib/R', '/usr/share/R', '/etc/R', '/usr/lib64/R'],
    variables: ['R_HOME', 'R_LIBS', 'R_LIBS_SITE'],
  },
  {
    name: /^(?:erl|elixir|iex|beam\.smp|erlexec|escript)$/,
    libraries: ['/usr/lib/erlang', '/usr/local/lib/erlang', '/usr/local/lib/elixir', '/usr/lib/elixir'],
    variables: ['ERL_LIBS', 'ROOTDIR', 'BINDIR'],
  },
];

/** `-I/opt/lib`, `-r/opt/x.rb`, `-e` text and such stand in front of the script. */
const optionsWithValue = /^-[IrMmeEdCcxFnSt]$/;
const mostFolders = 200;

function mayLoad({ libraries, variables }: Interpreter, name: string, tracing: Tracing): void {
  const why = `may load the libraries of ${name}`;
  for (const pattern of libraries) for (const path of pathsByGlob(pattern, tracing)) tracing.mayNeed(path, why);
  const folders = variables.flatMap((variable) => tracing.variable(variable)?.split(/[:;]/) ?? []);
  for (const folder of folders.slice(0, mostFolders)) {
    const [path = ''] = folder.split('?');
    if (path.startsWith('/')) tracing.mayNeed(path, why);
  }
}

/** Where the script stands; -1 where there is none. */
function scriptAt(words: TracedCommand['words']): number {
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    if (word == null) return -1;
    if (!word.startsWith('-')) return at;
    if (optionsWithValue.test(word)) at++;
  }
  return -1;
}

/** Scripts load what lies beside them. */
function needScript({ words, directory }: TracedCommand, tracing: Tracing): void {
  const at = scriptAt(words);
  const word = at < 0 ? null : words[at];
  const path = word?.startsWith('/') ? word : `${directory}/${word ?? ''}`;
  const node = word == null ? null : tracing.need(path, `runs ${word}`);
  if (node === null || tracing.isDirectory(node)) return;
  for (const one of [path, tracing.rootfs.pathOf(node)]) {
    const folder = one.slice(0, one.lastIndexOf('/'));
    if (folder !== '') tracing.mayNeed(folder, `may load what lies beside ${word ?? ''}`);
  }
  // `bundle` and the like run what lies where they are started.
  const real = tracing.rootfs.pathOf(node);
  if (real.startsWith(`${directory}/`) || /\/bin\/[^/]*$/.test(real))
    tracing.mayNeed('.', 'may load what lies where it is started', directory);
}

const knownAs = (name: string): Interpreter | undefined => interpreters.find((one) => one.name.test(name));

export const interpreter: Follower = {
  id: 'interpreter',
  selects: () => false,
  follow: async () => undefined,
  starts: (name) => knownAs(name) !== undefined,
  start: async (command, _, tracing) => {
    const known = knownAs(command.name);
    if (!known) return;
    mayLoad(known, command.name, tracing);
    needScript(command, tracing);
    await startOther(command, tracing);
  },
};

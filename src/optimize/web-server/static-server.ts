// A program of Node that does nothing but serve a folder of files, as its command line tells.
// https://github.com/vercel/serve, https://github.com/http-party/http-server, https://vite.dev/guide/cli#vite-preview
import { resolvePath } from '../../dockerfile/places.ts';
import { configText } from '../node/node-project.ts';
import { nodeStartOf, type StartedCommand } from '../node/node-start.ts';
import type { RewriteContext } from '../rewrite.ts';
import { runtimeConfigOf } from '../runtime-config.ts';

export interface StaticServer {
  /** As its users call it: `vite preview`. */
  readonly name: string;
  /** The folder in the image that it serves. */
  readonly folder: string;
  readonly port: number;
  /** A page that is not there is answered with index.html. */
  readonly isSinglePage: boolean;
  readonly calledBy: string;
}

interface Kind {
  readonly name: string;
  /** Options that take the next word, and change nothing but the port and where it listens. */
  readonly valued: readonly string[];
  readonly bare: readonly string[];
  readonly ports: readonly string[];
  /** Where it takes a folder from, and which it serves without. */
  readonly folderOption: string | null;
  readonly folder: string;
  readonly port: number;
  /** The variable PORT is asked where no option says it. */
  readonly asksVariable: boolean;
  isSinglePage(options: ReadonlySet<string>): boolean;
}

const serve: Kind = {
  name: 'serve',
  valued: ['-l', '--listen', '-p', '--port'],
  bare: ['-s', '--single', '-n', '--no-clipboard', '-L', '--no-request-logging', '-d', '--debug', '--no-port-switching', '--no-etag', '-u', '--no-compression'], // prettier-ignore
  ports: ['-l', '--listen', '-p', '--port'],
  folderOption: null,
  folder: '.',
  port: 3000,
  asksVariable: true,
  isSinglePage: (options) => options.has('-s') || options.has('--single'),
};

const httpServer: Kind = {
  name: 'http-server',
  valued: ['-p', '--port', '-a', '-d', '-i', '-e', '--ext', '--mimetypes'],
  bare: ['-s', '--silent', '-g', '--gzip', '-b', '--brotli', '-r', '--robots', '-U', '--utc'],
  ports: ['-p', '--port'],
  folderOption: null,
  folder: '.',
  port: 8080,
  asksVariable: true,
  isSinglePage: () => false,
};

const preview: Kind = {
  name: 'vite preview',
  valued: ['--port', '--outDir', '-m', '--mode', '-l', '--logLevel'],
  bare: ['--strictPort', '--clearScreen', '--host'],
  ports: ['--port'],
  folderOption: '--outDir',
  folder: 'dist',
  port: 4173,
  asksVariable: false,
  // appType is 'spa' where the configuration does not say otherwise.
  isSinglePage: () => true,
};

/** `3000`, `0.0.0.0:3000`, `tcp://0.0.0.0:3000`; null for a socket and what is no number. */
function portIn(text: string): number | null {
  const [, digits] = /^(?:tcp:\/\/)?(?:[\w.[\]:-]*:)?(\d{1,5})$/.exec(text.slice(0, 200)) ?? [];
  const port = Number(digits);
  return port > 0 && port < 65536 ? port : null;
}

interface GivenWords {
  readonly options: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** Null where an option is none of those that are known to change nothing else. */
function wordsOf(kind: Kind, args: readonly string[]): GivenWords | null {
  const options = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const [name = '', given] = word.split('=', 2);
    const next = args[at + 1];
    if (!word.startsWith('-')) operands.push(word);
    else if (kind.valued.includes(name)) values.set(name, given ?? args[++at] ?? '');
    else if (kind.bare.includes(name)) options.add(name);
    // How long a browser may keep a file; without it, an hour.
    else if (!(kind === httpServer && /^-c-?\d+$/.test(word))) return null;
    // `--host` takes an address where one stands behind it.
    if (name === '--host' && given === undefined && next !== undefined && /^[\d.:]+$/.test(next)) at++;
  }
  return operands.some((word) => /[$`*?]/.test(word)) ? null : { options, values, operands };
}

function kindOf({ name, args }: StartedCommand): { kind: Kind; args: readonly string[] } | null {
  if (name === 'serve') return { kind: serve, args };
  if (name === 'http-server') return { kind: httpServer, args };
  return name === 'vite' && args[0] === 'preview' ? { kind: preview, args: args.slice(1) } : null;
}

/** Settings of Vite's that lead its preview to other files, addresses or answers; what is imported may have any. */
const otherwise =
  /\b(?:base|root|outDir|publicDir|appType|proxy|headers|preview|https|configurePreviewServer|envDir)\b/;

/** The folder and its configuration say nothing that the command line does not. */
function isAsCommanded({ folder }: RewriteContext, kind: Kind, { manifest }: StartedCommand): boolean {
  if (kind === serve) return folder === null || folder.named('serve.json', 1).length === 0;
  if (kind !== preview) return true;
  if (!folder || manifest?.folder !== '') return false;
  const isThere = folder.namesIn('').some((name) => name.startsWith('vite.config.'));
  const text = configText(folder, 'vite');
  return isThere ? text !== null && !otherwise.test(text) : true;
}

/** Null where what starts is no such program, or does more than that. */
export function staticServerOf(context: RewriteContext): StaticServer | null {
  const { commands, unknown } = nodeStartOf(context);
  const [command, ...others] = commands.filter(({ calledBy }) => calledBy !== 'HEALTHCHECK');
  const found = command && kindOf(command);
  if (!found || unknown !== null || others.length > 0) return null;
  const { kind, args } = found;
  const words = wordsOf(kind, args);
  if (!words || words.operands.length > 1 || !isAsCommanded(context, kind, command)) return null;
  const { environment, workingDirectory } = runtimeConfigOf(context.dockerfile);
  const said = kind.ports.map((name) => words.values.get(name)).find((value) => value !== undefined);
  const variable = kind.asksVariable ? environment.get('PORT') : undefined;
  const port = portIn(said ?? variable ?? String(kind.port));
  const named = kind.folderOption ? words.values.get(kind.folderOption) : words.operands[0];
  if (port === null || workingDirectory.includes('$')) return null;
  return {
    name: kind.name,
    folder: resolvePath(workingDirectory, named ?? kind.folder),
    port,
    isSinglePage: kind.isSinglePage(words.options),
    calledBy: command.calledBy,
  };
}

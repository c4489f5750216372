import { formatBytes, formatCount } from '../../bytes/units.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { judge } from '../judge.ts';
import { bytesOf, findSurface, type SurfaceTool } from '../surface.ts';
import type { SurfaceKind } from '../surface-tools.ts';
import { shown } from '../shown.ts';

interface Line {
  readonly code: string;
  readonly kind: SurfaceKind;
  readonly title: string;
  readonly one: string;
  readonly many: string;
  readonly why: string;
  readonly fix: string;
}

const twoStages = 'Build in one stage, and copy what was built into a last one without it.';

const lines: readonly Line[] = [
  {
    code: 'PL2040',
    kind: 'shell',
    title: 'No shell in the final image',
    one: 'shell',
    many: 'shells',
    why: 'Most attacks on containers go on by way of a shell, once a program can be made to start one.',
    fix: 'Where the program needs none, take a base image without (distroless, scratch), and write CMD and ENTRYPOINT as lists.',
  },
  {
    code: 'PL2041',
    kind: 'package manager',
    title: 'No package manager in the final image',
    one: 'package manager',
    many: 'package managers',
    why: 'With a package manager an intruder fetches whatever else is wanted.',
    fix: twoStages,
  },
  {
    code: 'PL2042',
    kind: 'compiler',
    title: 'No compiler in the final image',
    one: 'compiler or build tool',
    many: 'compilers and build tools',
    why: 'Compilers are large, are not needed at run time, and make programs out of what an intruder brings.',
    fix: twoStages,
  },
  {
    code: 'PL2043',
    kind: 'downloader',
    title: 'No program for downloads in the final image',
    one: 'program for downloads',
    many: 'programs for downloads',
    why: 'They fetch an intruder’s programs, and carry data out.',
    fix: 'Fetch files in an earlier stage, or with ADD --checksum; a health check can be a command of your own program.',
  },
  {
    code: 'PL2044',
    kind: 'network tool',
    title: 'No network tool in the final image',
    one: 'network tool',
    many: 'network tools',
    why: 'They show what else can be reached from the container, and open ways there.',
    fix: 'Leave them out, and attach a debug container when you need them.',
  },
  {
    code: 'PL2045',
    kind: 'debugger',
    title: 'No debugger in the final image',
    one: 'debugger or tracer',
    many: 'debuggers and tracers',
    why: 'A debugger reads what other processes keep in memory: keys, passwords, customers’ data.',
    fix: 'Leave it out, and attach a debug container when you need it.',
  },
  {
    code: 'PL2046',
    kind: 'interpreter',
    title: 'No interpreter in the final image',
    one: 'interpreter',
    many: 'interpreters',
    why: 'An interpreter runs whatever text an intruder brings. The one that your program is written for has to stay.',
    fix: 'Remove those that your program does not need, or take a base image without.',
  },
];

/** Of a message. */
const mostNamed = 8;

function wordsFor({ name, program, size, package: brought }: SurfaceTool): string {
  if (program !== null) return `${shown(name)} (${shown(program)})`;
  const from = brought === null ? '' : `, package ${shown(brought)}`;
  return `${shown(name)} (${formatBytes(size)}${from})`;
}

/** Those that are files of their own first, then the names of others; each largest first. */
const inOrder = (a: SurfaceTool, b: SurfaceTool): number =>
  Number(a.program !== null) - Number(b.program !== null) || b.size - a.size;

function failureOf({ one, many }: Line, tools: readonly SurfaceTool[]): Failure {
  const sorted = tools.toSorted(inOrder);
  const named = sorted.slice(0, mostNamed).map(wordsFor).join(', ');
  const rest = sorted.length - mostNamed;
  const count = sorted.length === 1 ? `1 ${one}` : `${formatCount(sorted.length)} ${many}`;
  const size = `${formatBytes(bytesOf(sorted))}${sorted.length === 1 ? '' : ' together'}`;
  const message = `${count}, ${size}: ${named}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}.`;
  const [first] = sorted;
  return first ? { message, path: first.path, layer: first.layer } : { message };
}

/** One failure for all of a kind: the table beside it (findSurface) has each. */
export const attackSurfaceChecks: readonly HardeningCheck[] = lines.map((line): HardeningCheck => ({
  code: line.code,
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'surface',
  title: line.title,
  why: line.why,
  fix: line.fix,
  check(image) {
    const surface = findSurface(image);
    const tools = surface.tools.filter(({ kind }) => kind === line.kind);
    const gap = surface.whole
      ? null
      : `Only the first ${formatCount(surface.tools.length)} programs of such kinds were looked at.`;
    return judge(image, tools.length === 0 ? [] : [failureOf(line, tools)], { gap });
  },
}));

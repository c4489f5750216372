// What a container starts where Poetry, uv or Pipenv are no longer there: `poetry run x` becomes `x`.
import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { directoryAt } from '../../dockerfile/places.ts';
import { sourceOf } from '../edits.ts';
import type { LockingManager } from './python-locks.ts';
import type { VenvStages } from './python-venv-stages.ts';
import type { RewriteContext } from '../rewrite.ts';
import { instructionsOfImage, plainWords, type Alterations } from '../runtime-config.ts';
import { readTomlTables } from './toml-tables.ts';
import type { TextEdit } from '../tracked-text.ts';

export interface VenvStart {
  /** What runs, as the command names it. */
  readonly program: string;
  /** `poetry run`; null where the command needs no other words. */
  readonly gone: string | null;
  readonly edits: readonly TextEdit[];
  readonly alters: Alterations;
}

/** Packages that bring a program of this name. */
const broughtBy: ReadonlyMap<string, string> = new Map([
  ['celery', 'celery'], ['daphne', 'daphne'], ['django-admin', 'django'], ['fastapi', 'fastapi-cli'], ['flask', 'flask'],
  ['gunicorn', 'gunicorn'], ['hypercorn', 'hypercorn'], ['streamlit', 'streamlit'], ['uvicorn', 'uvicorn'],
  ['waitress-serve', 'waitress'],
]); // prettier-ignore

const commands: Readonly<Record<LockingManager, string>> = { poetry: 'poetry', uv: 'uv', Pipenv: 'pipenv' };

/** Options of `uv run` that say nothing of how the program runs. */
const silent: ReadonlySet<string> = new Set([
  '--frozen', '--locked', '--no-dev', '--no-sync', '--offline', '--quiet', '-q', '--no-cache',
]); // prettier-ignore

const ofManagers = /\b(?:poetry|pipenv|uvx?)\b/;
const runs: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'SHELL', 'ONBUILD']);

/** It is in the virtual environment, by what the lock file or the image shows. */
function isThere(context: RewriteContext, stages: VenvStages, packages: readonly string[], program: string): boolean {
  if (/^python(?:3(?:\.\d+)?)?$/.test(program)) return true;
  const bare = program.startsWith(`${stages.place.path}/bin/`) ? program.slice(stages.place.path.length + 5) : program;
  if (!/^[\w.-]+$/.test(bare)) return false;
  if (packages.includes(broughtBy.get(bare) ?? '')) return true;
  const layers = stages.installs.flatMap(({ run }) => context.layersOf(run));
  return layers.some((layer) => context.image?.copiesIn(layer).some(({ path }) => path.endsWith(`/bin/${bare}`)));
}

/** Pipenv also runs what Pipfile calls by a name, with the variables of a file beside it. */
function isMoreThanProgram(
  { folder, image, dockerfile }: RewriteContext,
  { first, manager }: VenvStages,
  name: string,
): boolean {
  if (manager !== 'Pipenv') return false;
  const directory = directoryAt(dockerfile, first.run) ?? '';
  if (!folder) return true;
  const tables = readTomlTables(folder.textOf('Pipfile') ?? '');
  return (
    !tables ||
    tables.get('scripts')?.has(name) === true ||
    folder.has('.env') ||
    image?.has(`${directory}/.env`) === true
  );
}

/** The words of a command that needs no shell; null for any other. */
function wordsOf({ json, words }: Instruction): readonly Word[] | null {
  return json ?? (plainWords(words.map(({ raw }) => raw).join(' ')) ? words : null);
}

/** Null where something else is started, or nobody can tell whether it is there. */
export function venvStart(context: RewriteContext, stages: VenvStages, packages: readonly string[]): VenvStart | null {
  const { dockerfile } = context;
  const own = instructionsOfImage(dockerfile);
  const entrypoint = own.findLast(({ keyword }) => keyword === 'ENTRYPOINT');
  const main = entrypoint ?? own.findLast(({ keyword }) => keyword === 'CMD');
  const words = main ? wordsOf(main) : null;
  if (!main || !words || othersCall(dockerfile, stages, main)) return null;
  const [manager, verb] = words.map(({ value }) => value);
  const isRun = manager === commands[stages.manager] && verb === 'run';
  const at = isRun
    ? words.findIndex(({ value }, index) => index > 1 && !(stages.manager === 'uv' && silent.has(value)))
    : 0;
  const program = words[at];
  const [start] = words;
  if (!program || !start || at < 0 || !isThere(context, stages, packages, program.value)) return null;
  if (words.slice(at).some(({ value }) => ofManagers.test(value))) return null;
  if (!isRun) return { program: program.value, gone: null, edits: [], alters: {} };
  if (isMoreThanProgram(context, stages, program.value)) return null;
  const meaning = JSON.stringify(words.slice(at).map(({ value }) => value));
  return {
    program: program.value,
    gone: `${manager} run`,
    edits: [{ start: start.start, end: program.start, text: '' }],
    alters: entrypoint ? { entrypoint: meaning } : { command: meaning },
  };
}

/** Another line of what stays behind the install calls a manager. */
function othersCall(dockerfile: Dockerfile, { head }: VenvStages, main: Instruction): boolean {
  return instructionsOfImage(dockerfile).some(
    (other) =>
      other !== main &&
      !head.includes(other) &&
      runs.has(other.keyword) &&
      ofManagers.test(sourceOf(dockerfile, other)),
  );
}

import { familyOf } from '../base-image/base-images.ts';
import type { Ecosystem, EcosystemInput, EcosystemSign } from '../ecosystem.ts';
import type { ProjectFolder } from '../project-folder.ts';
import { pythonInstallIn, type PythonManager } from '../python/python-install.ts';
import { lockFiles, packagesLocked, type LockingManager } from '../python/python-locks.ts';
import { findPythonPackages } from '../python/python-packages.ts';
import { normalName, readAllRequirements } from '../python/python-requirements.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { pythonStart } from '../python/python-start.ts';
import { readTomlTables } from '../python/toml-tables.ts';

interface Told {
  readonly tool: PythonManager | null;
  readonly signs: readonly EcosystemSign[];
  readonly notes: readonly string[];
  readonly packages: readonly string[];
}

const nothing: Told = { tool: null, signs: [], notes: [], packages: [] };
const inFolder = (what: string): EcosystemSign => ({ where: 'folder', what });

function byDockerfile({ dockerfile }: EcosystemInput): Told {
  const signs: EcosystemSign[] = [];
  const tools = new Set<PythonManager>();
  for (const run of dockerfile.instructions.filter(({ keyword }) => keyword === 'RUN')) {
    const chain = chainOf(dockerfile, run);
    const install = chain ? pythonInstallIn(chain) : null;
    if (!install) continue;
    tools.add(install.manager);
    const [verb = ''] = install.command.args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
    signs.push({ where: 'dockerfile', what: `line ${run.line} runs ${install.command.name} ${verb}` });
  }
  for (const { from, image } of dockerfile.stages) {
    if (familyOf(image)?.names.includes('python')) {
      signs.push({ where: 'dockerfile', what: `line ${from.line} starts from ${image}` });
    }
  }
  const start = pythonStart(dockerfile);
  if (start) signs.push({ where: 'dockerfile', what: `line ${start.line} starts ${start.program}` });
  // pip installs the others: what lists the project's dependencies is theirs.
  const [tool = null] = [...tools].filter((name) => name !== 'pip' || tools.size === 1);
  const notes = tools.has('conda')
    ? ['conda brings its own Python and libraries: its environments are noted, and left as they are.']
    : [];
  return { ...nothing, tool, signs, notes };
}

const unreadable = (file: string): string => `${file} could not be read: nothing rests on it.`;

/** A lock file that was read, and is damaged. */
function damagedLock(folder: ProjectFolder, manager: LockingManager): string[] {
  const { lock } = lockFiles[manager];
  const isDamaged = folder.textOf(lock) !== null && packagesLocked(folder, manager, true) === null;
  return isDamaged ? [unreadable(lock)] : [];
}

function byProject(folder: ProjectFolder): Told {
  if (!folder.has('pyproject.toml')) return nothing;
  const text = folder.textOf('pyproject.toml');
  const tables = text === null ? null : readTomlTables(text);
  if (!tables) return { ...nothing, signs: [inFolder('pyproject.toml')], notes: [unreadable('pyproject.toml')] };
  const headers = [...tables.keys()];
  const has = (name: string): boolean => headers.some((header) => header === name || header.startsWith(`${name}.`));
  const locks: readonly [PythonManager, string, boolean][] = [
    ['poetry', 'poetry.lock', has('tool.poetry')],
    ['uv', 'uv.lock', has('tool.uv')],
    ['PDM', 'pdm.lock', has('tool.pdm')],
  ];
  const found = locks.find(([, lock]) => folder.has(lock)) ?? locks.find(([, , isNamed]) => isNamed);
  const signs = [inFolder(found && folder.has(found[1]) ? `pyproject.toml and ${found[1]}` : 'pyproject.toml')];
  const ofPoetry = [...(tables.get('tool.poetry.dependencies')?.keys() ?? [])];
  const listed = tables.get('project')?.get('dependencies') ?? '';
  const quoted = [...listed.matchAll(/["']\s*([A-Za-z\d][\w.-]{0,100})/g)].map(([, name = '']) => name);
  const notes = (['poetry', 'uv'] as const).flatMap((manager) => damagedLock(folder, manager));
  return { ...nothing, tool: found?.[0] ?? null, signs, notes, packages: [...ofPoetry, ...quoted].map(normalName) };
}

function byPipfile(folder: ProjectFolder): Told {
  if (!folder.has('Pipfile')) return nothing;
  const text = folder.textOf('Pipfile');
  const tables = text === null ? null : readTomlTables(text);
  const packages = [...(tables?.get('packages')?.keys() ?? [])].map(normalName);
  const notes = [...(tables ? [] : [unreadable('Pipfile')]), ...damagedLock(folder, 'Pipenv')];
  return { tool: 'Pipenv', signs: [inFolder('Pipfile')], notes, packages };
}

function byRequirements(folder: ProjectFolder): Told {
  const names = folder.namesIn('').filter((name) => /^requirements[\w.-]*\.txt$/.test(name));
  const [file = 'requirements/base.txt'] = names.includes('requirements.txt') ? ['requirements.txt'] : names;
  if (!folder.has(file)) return nothing;
  const read = readAllRequirements([file], (path) => folder.textOf(path));
  return {
    tool: 'pip',
    signs: [inFolder(file)],
    notes: read ? [] : [unreadable(file)],
    packages: read?.packages ?? [],
  };
}

function byOthers(folder: ProjectFolder): Told {
  const environment = ['environment.yml', 'environment.yaml', 'conda-lock.yml'].find((name) => folder.has(name));
  if (environment) return { ...nothing, tool: 'conda', signs: [inFolder(environment)] };
  const setup = ['setup.py', 'setup.cfg'].find((name) => folder.has(name));
  return setup ? { ...nothing, tool: 'pip', signs: [inFolder(setup)] } : nothing;
}

function byImage({ image }: EcosystemInput): Told {
  const found = image ? findPythonPackages(image) : null;
  if (!found || found.own.length === 0) return nothing;
  const named = found.own.slice(0, 3).join(', ');
  const more = found.own.length > 3 ? ` and ${found.own.length - 3} more` : '';
  return {
    ...nothing,
    signs: [{ where: 'image', what: `${found.directory} holds ${named}${more}` }],
    packages: found.own.map(normalName),
  };
}

const frameworks: readonly [string, string][] = [
  ['django', 'Django'], ['flask', 'Flask'], ['fastapi', 'FastAPI'], ['starlette', 'Starlette'], ['aiohttp', 'aiohttp'],
  ['tornado', 'Tornado'], ['streamlit', 'Streamlit'], ['celery', 'Celery'], ['airflow', 'Airflow'],
]; // prettier-ignore
const servers: readonly [string, string][] = [
  ['gunicorn', 'gunicorn'], ['uvicorn', 'uvicorn'], ['hypercorn', 'Hypercorn'], ['waitress', 'Waitress'], ['uwsgi', 'uWSGI'],
]; // prettier-ignore

function kindOf(packages: ReadonlySet<string>): string | null {
  const named = (table: readonly [string, string][]): string | null =>
    table.find(([name]) => packages.has(name))?.[1] ?? null;
  const parts = [named(frameworks), named(servers)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' under ') : null;
}

export const python: Ecosystem = {
  id: 'python',
  name: 'Python',
  coverage: 'full',
  find(input) {
    const { folder } = input;
    const ofFolder = folder ? [byProject(folder), byPipfile(folder), byRequirements(folder), byOthers(folder)] : [];
    const told = [byDockerfile(input), ...ofFolder, byImage(input)];
    const signs = told.flatMap((one) => one.signs);
    if (signs.length === 0) return null;
    const packages = new Set(told.flatMap((one) => one.packages));
    return {
      tool: told.find(({ tool }) => tool !== null)?.tool ?? null,
      kind: kindOf(packages),
      signs,
      notes: told.flatMap(({ notes }) => notes),
    };
  },
};

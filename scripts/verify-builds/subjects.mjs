// What is built: the folders of tests/projects as their users have them, and the larger case node-bloated, where it is there.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/run.mjs';
import { shared } from '../lib/shared-fixtures.mjs';

const projects = join(root, 'tests/projects');
export const largerName = 'node-bloated';
const larger = join(shared, 'images', largerName);

export const projectNames = readdirSync(projects, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const largerSmoke = {
  about:
    'The larger case, as bad as the guide’s first image: Express, TypeScript, native modules, secrets, a log of 130,000 lines',
  probes: [{ port: 3000, path: '/health', status: 200 }],
};

function git(folder, ...args) {
  const who = ['-c', 'user.name=Harbour', '-c', 'user.email=harbour@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', ['-C', folder, ...who, ...args], {
    stdio: 'ignore',
    env: { ...process.env, GIT_AUTHOR_DATE: '2025-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2025-01-01T00:00:00Z' },
  });
}

/** Lock files that have to say where packages come from: the project names no registry, and a build needs the public one. */
const locks = ['Pipfile', 'Pipfile.lock', 'uv.lock'];
const hosts = { index: 'pypi.org', files: 'files.pythonhosted.org' };

function nameHosts(folder) {
  for (const lock of locks.map((name) => join(folder, name)).filter(existsSync)) {
    const text = readFileSync(lock, 'utf8');
    const named = text.replace(/https:\/\/(index|files)\.example\//g, (_, which) => `https://${hosts[which]}/`);
    writeFileSync(lock, named);
  }
}

/** A copy of a project's folder, with what lies beside the sources and no repository would hold. */
function layOutProject(name, folder, { beside = {}, git: hasGit = false }) {
  cpSync(join(projects, name), folder, { recursive: true });
  rmSync(join(folder, 'smoke.json'));
  nameHosts(folder);
  if (hasGit) {
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'All of it');
    // An index that knows no times and inodes: the same files make the same folder, for the build cache.
    git(folder, 'read-tree', 'HEAD');
  }
  for (const [path, text] of Object.entries(beside)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const layOutLarger = (folder) =>
  execFileSync('tar', ['-C', folder, '--no-same-owner', '-xzf', join(larger, 'context.tar.gz')]);

/** Lays a subject out in a folder, once: what a build is sent must stay the same for its cache. */
function laidOut(name, text, smoke, folder, layOut) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  layOut();
  const ignoreFile = join(folder, '.dockerignore');
  const given = existsSync(ignoreFile) ? readFileSync(ignoreFile) : null;
  return {
    name,
    text,
    smoke,
    folder,
    /** Null: as the folder has it. */
    ignore(proposed) {
      if (proposed !== null) writeFileSync(ignoreFile, proposed);
      else if (given === null) rmSync(ignoreFile, { force: true });
      else writeFileSync(ignoreFile, given);
    },
    /** What a developer does all day: one source file gets a line more, which changes nothing of what it does. */
    async whileEdited(work) {
      const file = join(folder, smoke.edit);
      const before = readFileSync(file);
      appendFileSync(file, '\n');
      try {
        return await work();
      } finally {
        writeFileSync(file, before);
      }
    },
  };
}

export const largerCase = existsSync(larger) ? largerName : null;

export function subjectOf(name, folder) {
  if (name === largerCase) {
    const text = readFileSync(join(larger, 'Dockerfile'), 'utf8');
    return laidOut(name, text, largerSmoke, folder, () => layOutLarger(folder));
  }
  const smoke = JSON.parse(readFileSync(join(projects, name, 'smoke.json'), 'utf8'));
  const text = readFileSync(join(projects, name, 'Dockerfile'), 'utf8');
  return laidOut(name, text, smoke, folder, () => layOutProject(name, folder, smoke));
}

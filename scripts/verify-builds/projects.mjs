// The folders of tests/projects, as their users have them.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/run.mjs';

const projects = join(root, 'tests/projects');

export const projectNames = readdirSync(projects, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export const smokeOf = (name) => JSON.parse(readFileSync(join(projects, name, 'smoke.json'), 'utf8'));
export const dockerfileOf = (name) => readFileSync(join(projects, name, 'Dockerfile'), 'utf8');

function git(folder, ...args) {
  const who = ['-c', 'user.name=Harbour', '-c', 'user.email=harbour@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', ['-C', folder, ...who, ...args], {
    stdio: 'ignore',
    env: { ...process.env, GIT_AUTHOR_DATE: '2025-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2025-01-01T00:00:00Z' },
  });
}

/** A copy of a project's folder, with what lies beside the sources and no repository would hold. */
export function layOut(name, folder) {
  const { beside = {}, git: hasGit = false } = smokeOf(name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(projects, name), folder, { recursive: true });
  rmSync(join(folder, 'smoke.json'));
  if (hasGit) {
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'All of it');
  }
  for (const [path, text] of Object.entries(beside)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What a developer does all day: one source file gets a line more, which changes nothing of what it does. */
export const edit = (name, folder) => appendFileSync(join(folder, smokeOf(name).edit), '\n');

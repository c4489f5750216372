// Runs a project's smoke test in an image that was built: its own command, as its own user, in its own directory.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildah, buildahCommand, buildahEnvironment, configOf, work } from './builder.mjs';

/** ENTRYPOINT and CMD as the engine joins them; those in shell form are lists with a shell already. */
const commandOf = ({ Entrypoint, Cmd }) => [...(Entrypoint ?? []), ...(Cmd ?? [])];

function healthcheckOf({ Healthcheck, Shell }) {
  const [kind, ...words] = Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), words.join(' ')] : null;
}

/** What went wrong, and what the program said then; no faults where it passed. */
export function smokeTest(tag, smoke) {
  const { config } = configOf(tag);
  const container = buildah('from', '--pull-never', tag).trim().split('\n')[0];
  try {
    const run = (words) => buildahCommand('run', '--isolation', 'chroot', container, '--', ...words);
    const healthcheck = healthcheckOf(config);
    const file = join(work, 'smoke.json');
    writeFileSync(
      file,
      JSON.stringify({ command: run(commandOf(config)), healthcheck: healthcheck && run(healthcheck), smoke }),
    );
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      [
        '--net',
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount-proc',
        process.execPath,
        join(import.meta.dirname, 'smoke-run.mjs'),
        file,
      ],
      { encoding: 'utf8', timeout: ((smoke.seconds ?? 40) + 90) * 1000, env: buildahEnvironment },
    );
    if (status !== 0) return { faults: [`the test itself ended with ${status}`], output: stderr };
    return { ...JSON.parse(stdout), hasHealthcheck: healthcheck !== null };
  } finally {
    buildah('rm', container);
  }
}

// Writes verify.sh: POSIX sh (IEEE Std 1003.1-2017) and the programs of every system; docker or podman to build and run,
// buildah to build alone; curl or wget to ask.
import { shHeredoc, shQuote } from './sh-quote.ts';
import { askPart, buildPart, endPart, startPart } from './script-parts.ts';
import type { VerifySettings } from './verify-settings.ts';

/** A Dockerfile, and the ignore file that it is built with; null where the folder's own counts. */
export interface VerifiedBuild {
  readonly dockerfile: string;
  readonly dockerignore: string | null;
}

export interface VerifyInput {
  readonly original: VerifiedBuild;
  readonly better: VerifiedBuild;
  readonly settings: VerifySettings;
}

function texts(name: string, { dockerfile, dockerignore }: VerifiedBuild): string[] {
  const file = `cat > "$work/${name}.Dockerfile"`;
  if (dockerignore === null) return [shHeredoc(file, dockerfile)];
  return [shHeredoc(file, dockerfile), shHeredoc(`cat > "$work/${name}.Dockerfile.dockerignore"`, dockerignore)];
}

/** `--env` of a run, each in quotes; a line of its own, as there may be many. */
function runOptions({ environment, port }: VerifySettings): string {
  const published = port === null ? [] : [`-p ${shQuote(`127.0.0.1::${port}`)}`];
  const all = [...published, ...environment.map((line) => `-e ${shQuote(line)}`)];
  return all.length === 0 ? '' : ` \\\n    ${all.join(' \\\n    ')}`;
}

/** A shell script that builds both Dockerfiles, compares the images, and asks both the same. */
export function writeVerifyScript({ original, better, settings }: VerifyInput): string {
  const { paths, port, wait } = settings;
  const asked = port === null ? [] : paths;
  return [
    startPart,
    ...texts('original', original),
    ...texts('better', better),
    `port=${port ?? ''}\nwait_for=${wait}\npaths=${asked.length}`,
    buildPart,
    `start() {\n  "$tool" run -d --name "$run-$1"${runOptions(settings)} \\\n    "$tag:$1" > /dev/null\n}`,
    askPart,
    `ask_all() {\n${asked.map((path, at) => `  ask "$1" ${at + 1} ${shQuote(path)}`).join('\n') || '  :'}\n}`,
    `tell_all() {\n${asked.map((path, at) => `  tell ${at + 1} ${shQuote(path)}`).join('\n') || '  :'}\n}`,
    endPart,
    '',
  ].join('\n\n');
}

import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { baseImageOf } from '../dockerfile/stages.ts';
import { parseImageReference } from './image-reference.ts';

const names: ReadonlySet<string> = new Set(['buildpack-deps', 'debian', 'ubuntu']);

/** Official images that stand on Debian unless their tag says otherwise. */
const languages: ReadonlySet<string> = new Set(['gcc', 'golang', 'node', 'perl', 'php', 'python', 'ruby', 'rust']);

const isOtherSystem = (tag: string): boolean => /alpine|windows|nanoserver|\$/.test(tag);

/** Releases of Debian and Ubuntu as tags name them: `3.12-slim-bookworm`. */
const release = /(?:^|[-_])(?:stretch|buster|bullseye|bookworm|trixie|sid|xenial|bionic|focal|jammy|noble)(?:$|[-_])/;

/** Images cut down to a program and its libraries: no shell, no tools. */
const isCutDown = (reference: string): boolean => /distroless|chiseled/.test(reference);

/** Debian or Ubuntu by the name of the image or its tag, and whole: bash and the GNU tools are what is found there. */
export function isDebianImage(dockerfile: Dockerfile, stage: Stage): boolean {
  const reference = baseImageOf(dockerfile, stage);
  const { name, tag } = parseImageReference(reference);
  if (isCutDown(reference)) return false;
  if (languages.has(name)) return !isOtherSystem(tag ?? '');
  return names.has(name.slice(name.lastIndexOf('/') + 1)) || release.test(tag ?? '');
}

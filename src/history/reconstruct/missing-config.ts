// What the config holds and the history does not tell: the image was squashed, or made by a tool that writes none.
import type { ImageConfig } from '../../image/model.ts';
import { portOf, type ImageState } from './image-state.ts';
import { writeHealthTest } from './write-health.ts';
import { oneLine, writeJson, writePaths, writeQuoted, writeValue, writeWord } from './write-words.ts';
import { plainly, type Written } from './written.ts';

/** Builders put it into every image that starts from nothing. */
const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Labels by which a builder signs what it built: the next one signs for itself. */
const signatures: ReadonlySet<string> = new Set(['io.buildah.version']);

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, index) => word === other[index]);

/** Line ends can't be kept, so a value that has them was told in another way. */
function isMissing(map: ReadonlyMap<string, string | null>, name: string, value: string): boolean {
  const told = map.get(name);
  return told === undefined || (told !== null && told !== oneLine(value));
}

const nameOf = (name: string): string => (/^[\w./][\w./-]*$/.test(name) ? name : writeQuoted(name));

const pair = (keyword: string, name: string, value: string): Written => ({
  text: `${keyword} ${nameOf(name)}=${writeValue(value)}`,
  remarks: value.includes('\n') ? ['Its line ends are blanks here: a Dockerfile cannot hold them.'] : [],
});

function environment({ env }: ImageConfig, state: ImageState): Written[] {
  return env.flatMap((text) => {
    const equals = text.indexOf('=');
    if (equals <= 0 || text === defaultPath) return [];
    const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
    return isMissing(state.environment, name, value) ? [pair('ENV', name, value)] : [];
  });
}

function labels(config: ImageConfig, state: ImageState): Written[] {
  return Object.entries(config.labels).flatMap(([name, value]) =>
    name !== '' && !name.includes('=') && !signatures.has(name) && isMissing(state.labels, name, value)
      ? [pair('LABEL', name, value)]
      : [],
  );
}

function health({ healthcheck }: ImageConfig, state: ImageState): Written[] {
  const text = healthcheck && !state.isHealthChecked ? writeHealthTest(healthcheck) : null;
  return text === null ? [] : [{ text, remarks: ['Its times and retries are the builder’s usual ones here.'] }];
}

const word = (keyword: string, value: string, told: string | null): Written[] =>
  value !== '' && told !== null && value !== told ? [plainly(`${keyword} ${writeWord(value)}`)] : [];

const list = (keyword: string, words: readonly string[], told: readonly string[]): Written[] =>
  words.length > 0 && !isSame(words, told) ? [plainly(`${keyword} ${writeJson(words)}`)] : [];

/** In the order of writing; each is asked once those before it were applied. */
export const missingParts: readonly ((config: ImageConfig, state: ImageState) => Written[])[] = [
  labels,
  environment,
  ({ shell }, state) => list('SHELL', shell, state.shell),
  ({ workingDir }, { directory }) => word('WORKDIR', workingDir, directory),
  ({ exposedPorts }, { ports }) =>
    exposedPorts.filter((port) => !ports.has(portOf(port))).map((port) => plainly(`EXPOSE ${port}`)),
  (config, { volumes }) =>
    config.volumes.filter((path) => !volumes.has(path)).map((path) => plainly(`VOLUME ${writePaths([path])}`)),
  ({ user }, state) => word('USER', user, state.user),
  ({ stopSignal }, state) => word('STOPSIGNAL', stopSignal, state.stopSignal),
  health,
  ({ entrypoint }, state) => list('ENTRYPOINT', entrypoint, state.entrypoint),
  ({ cmd }, { command }) => list('CMD', cmd, command),
  ({ onBuild }, { triggers }) =>
    onBuild.filter((text) => !triggers.has(oneLine(text))).map((text) => plainly(`ONBUILD ${oneLine(text)}`)),
];

// One instruction of a history entry, in the forms that BuildKit reads.
import { readList, readQuotedList } from './go-values.ts';
import { readPairs, type Pair } from './read-pairs.ts';
import { writeCopy } from './write-copy.ts';
import { writeHealth } from './write-health.ts';
import { cleanText, oneLine, writeJson, writePaths, writeQuoted, writeValue, writeWord } from './write-words.ts';
import { plainly, type Write, type Written } from './written.ts';

const lineEndsLost = 'The line ends in it are blanks here: a Dockerfile cannot hold them.';

const withLineEnds = (text: string, source: string): Written => ({
  text,
  remarks: source.includes('\n') ? [lineEndsLost] : [],
});

function writePair({ name, value, literal }: Pair, byBuildkit: boolean): string {
  const key = /^[\w./][\w./-]*$/.test(name) ? name : writeQuoted(name);
  return value === null ? key : `${key}=${writeValue(value, { keepsVariables: !literal && !byBuildkit })}`;
}

/** A shortened secret is no value that a build could use. */
const isWhole = ({ value }: Pair): boolean => value !== null && !value.includes('…');

const pairsOf =
  (knownIn: 'env' | 'labels'): Write =>
  ({ keyword, text, byBuildkit }, { known }) => {
    const pairs = readPairs(text, known[knownIn]).filter(({ name }) => name !== '' && !name.includes('='));
    if (pairs.length === 0) return null;
    const source = pairs.map(({ value }) => value ?? '').join('');
    return withLineEnds(`${keyword} ${pairs.map((pair) => writePair(pair, byBuildkit)).join(' ')}`, source);
  };

export function writeArgument(name: string, value: string | null, byBuildkit = true): string {
  const pair = { name, value, literal: false };
  return `ARG ${writePair(isWhole(pair) ? pair : { ...pair, value: null }, byBuildkit)}`;
}

const argument: Write = ({ text, byBuildkit }) => {
  const pairs = readPairs(text, new Map(), true).filter(({ name }) => /^\w[\w.-]*$/.test(name));
  const written = pairs.map(({ name, value }) => writeArgument(name, value, byBuildkit).slice('ARG '.length));
  return written.length === 0 ? null : plainly(`ARG ${written.join(' ')}`);
};

/** `&{["a" "b"]}` is how older versions of docker wrote a list. */
const listIn = (text: string): string[] | null => readList(text.replace(/^&\{(\[[^]*\])\}$/, '$1'));

const command: Write = ({ keyword, text }, { shell }) => {
  const list = readQuotedList(text) ? listIn(text) : /^&\{\[/.test(text) ? listIn(text) : null;
  if (list) return plainly(`${keyword} ${writeJson(list)}`);
  const line = cleanText(text);
  const isPlain = line !== '' && !line.includes('\n') && !/^(?:\[|--)/.test(line) && !line.endsWith('\\');
  return plainly(isPlain ? `${keyword} ${line}` : `${keyword} ${writeJson([...shell, text])}`);
};

const whole: Write = ({ keyword, text, byBuildkit }) => {
  const word = text.replace(/\s#\s[^]*$/, '').trim();
  const bare = /^(["'])([^"'\\]*)\1$/.exec(word)?.[2] ?? word;
  return bare === '' ? null : withLineEnds(`${keyword} ${writeWord(bare, { keepsVariables: !byBuildkit })}`, bare);
};

/** `80/tcp 443`, or `map[80/tcp:{} 443/tcp:{}]`. */
const expose: Write = ({ text }) => {
  const inside = /^map\[([^]*)\]$/.exec(text)?.[1]?.replaceAll(':{}', '') ?? text;
  const ports = inside
    .split(/\s+/)
    .filter((word) => /^(?:\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?|\$\{?\w+\}?)$/i.test(word));
  return ports.length === 0 ? null : plainly(`EXPOSE ${ports.join(' ')}`);
};

const volume: Write = ({ text, byBuildkit }) => {
  const paths = readList(text) ?? text.split(/\s+/).filter(Boolean);
  return paths.length === 0 ? null : plainly(`VOLUME ${writePaths(paths, { keepsVariables: !byBuildkit })}`);
};

const shell: Write = ({ text }) => {
  const words = readList(text);
  return words?.length ? plainly(`SHELL ${writeJson(words)}`) : null;
};

const asTold: Write = ({ keyword, text }) => withLineEnds(`${keyword} ${oneLine(text)}`, text);

const writers: Readonly<Record<string, Write>> = {
  ADD: writeCopy,
  ARG: argument,
  CMD: command,
  COPY: writeCopy,
  ENTRYPOINT: command,
  ENV: pairsOf('env'),
  EXPOSE: expose,
  HEALTHCHECK: writeHealth,
  LABEL: pairsOf('labels'),
  MAINTAINER: asTold,
  ONBUILD: asTold,
  SHELL: shell,
  STOPSIGNAL: whole,
  USER: whole,
  VOLUME: volume,
  WORKDIR: whole,
};

/** The instruction of an entry; null where its text says nothing that could be one. */
export const writeInstruction: Write = (step, context) => writers[step.keyword]?.(step, context) ?? null;

// The minified image as the last stages of a Dockerfile: the whole image, from which the same goes, copied onto nothing.
import { encodeText, visibleText } from '../bytes/text.ts';
import { formatCount } from '../bytes/units.ts';
import { ImageState, defaultShell } from '../history/reconstruct/image-state.ts';
import { missingParts } from '../history/reconstruct/missing-config.ts';
import { asWritten, isImage, readBack } from '../history/reconstruct/read-back.ts';
import { writeHealthTest } from '../history/reconstruct/write-health.ts';
import { writeWord } from '../history/reconstruct/write-words.ts';
import { plainly, type Written } from '../history/reconstruct/written.ts';
import { asObject, type JsonObject } from '../image/json.ts';
import type { ArchiveImage, ImageConfig } from '../image/model.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

export interface MinifiedStage {
  readonly text: string;
  /** What stays, as no Dockerfile can name it. */
  readonly unnamed: readonly string[];
}

/** Bytes; builders read lines of 64 kB. */
const lineAtMost = 60_000;
const toolsPath = '/.tools';
const runStart = `RUN --mount=type=bind,from=busybox:stable-musl,source=/bin,target=${toolsPath}`;
const remover = [`${toolsPath}/busybox`, 'rm', '-rf', '--'];

/** What a builder might take for something else in a string of JSON, and what isn't seen. */
const odd = /[<$`]|(?! )[\p{C}\p{Z}]/gu;

const escapedUnits = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

const jsonWord = (text: string): string => JSON.stringify(text).replace(odd, escapedUnits);

const runOf = (words: readonly string[]): string => `${runStart} [${[...remover.map(jsonWord), ...words].join(', ')}]`;

/** As many as it takes. */
function removingRuns(paths: readonly string[]): string[] {
  const lines: string[][] = [];
  let room = 0;
  for (const word of paths.map(jsonWord)) {
    const length = encodeText(word).length + 2;
    if (length > room) {
      lines.push([]);
      room = lineAtMost - encodeText(runOf([])).length;
    }
    lines.at(-1)?.push(word);
    room -= length;
  }
  return lines.map(runOf);
}

/** A byte of a name that is no UTF-8 is a lone surrogate. */
const isText = (path: string): boolean => !/\p{Cs}/u.test(path);

const healthTimes = [
  ['Interval', 'interval'],
  ['Timeout', 'timeout'],
  ['StartPeriod', 'start-period'],
  ['StartInterval', 'start-interval'],
] as const;

/** The config has nanoseconds, and builders read no time below one millisecond. */
function healthFlags(health: JsonObject): string[] {
  const times = healthTimes.flatMap(([key, flag]) => {
    const milliseconds = Math.round(Number(health[key] ?? 0) / 1e6);
    if (!(milliseconds > 0)) return [];
    return [`--${flag}=${milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`}`];
  });
  const { Retries: retries } = health;
  return Number.isInteger(retries) && Number(retries) > 0 ? [...times, `--retries=${Number(retries)}`] : times;
}

function withTimes(written: Written, { healthcheck }: ImageConfig, configText: string): Written {
  if (!written.text.startsWith('HEALTHCHECK CMD ') || configText === '') return written;
  const flags = healthFlags(asObject(asObject(asObject(JSON.parse(configText)).config).Healthcheck));
  const text = writeHealthTest(healthcheck ?? [], flags);
  return text === null ? written : plainly(text);
}

/** In lines that a builder reads as that, or in a comment. */
function configLine(written: Written): string {
  const draft = asWritten(written);
  return readBack(draft) ? draft.text : '# One more line of the configuration is no text that a Dockerfile can hold.';
}

/** What the image says of how it is run. */
function configLines({ config, configText }: ArchiveImage): string[] {
  const state = new ImageState(defaultShell);
  return missingParts
    .flatMap((part) => part(config, state))
    .map((written) => configLine(withTimes(written, config, configText)));
}

function unnamedLines(unnamed: readonly string[]): string[] {
  const first = unnamed[0];
  if (first === undefined) return [];
  const more = unnamed.length > 1 ? ` and ${formatCount(unnamed.length - 1)} more` : '';
  return [`# Stays, as a Dockerfile cannot name it: ${visibleText(first)}${more}`];
}

function fromLines(reference: string | null): string[] {
  if (reference !== null && isImage(reference)) return [`FROM ${reference} AS whole`];
  return ['# Nothing names the image: give its name with --build-arg IMAGE=…', 'ARG IMAGE', 'FROM ${IMAGE} AS whole'];
}

/** The whole image as a Dockerfile. */
export function wholeImage({ reference }: Pick<ArchiveImage, 'reference'>): string {
  return `${fromLines(reference).join('\n')}\n`;
}

const isRoot = (user: string): boolean => /^(?:|0|root)(?:$|:)/.test(user);

/** Only root may remove what root owns. The stage ends as the user that it began as. */
function asRoot(config: ImageConfig, runs: readonly string[]): string[] {
  if (runs.length === 0 || isRoot(config.user)) return [...runs];
  const user = configLine(plainly(`USER ${writeWord(config.user)}`));
  return ['USER 0', ...runs, user];
}

/** The rule is against taking more than is needed: what is not needed is gone here. */
const copyLines = ['# hadolint ignore=DL3067', 'COPY --from=whole / /'];

/**
 * `tops`: the nodes that go, with all below them. Nothing of the image itself is run: it need not have a shell, and its user
 * may remove nothing.
 */
export function minifiedStage(image: ArchiveImage, rootfs: Rootfs, tops: readonly number[]): MinifiedStage {
  const paths = tops.map((node) => rootfs.pathOf(node));
  const unnamed = paths.filter((path) => !isText(path));
  const lines = [
    '# What the image does not need is taken out, and what stays is copied onto nothing: in one layer.',
    ...fromLines(image.reference),
    'WORKDIR /',
    ...unnamedLines(unnamed),
    ...asRoot(image.config, removingRuns(paths.filter(isText))),
    '',
    'FROM scratch',
    ...copyLines,
    ...configLines(image),
  ];
  return { text: `${lines.join('\n')}\n`, unnamed };
}

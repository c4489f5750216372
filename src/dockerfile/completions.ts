// What may be written next at a place of a Dockerfile, by the text in front of it.
// https://docs.docker.com/reference/dockerfile/
import { keywords, knownKeywords } from './keywords.ts';
import { knownFlags } from './known-flags.ts';

export type CompletionKind = 'instruction' | 'flag' | 'value' | 'stage' | 'variable';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What it means, in a few words. */
  readonly detail?: string;
}

export interface Completions {
  /** Characters in front of the place that are part of what is completed. */
  readonly typed: number;
  readonly options: readonly Completion[];
}

/** Names that the Dockerfile gives. */
export interface GivenNames {
  readonly stages: readonly string[];
  /** Of ARG and ENV. */
  readonly variables: readonly string[];
}

const meanings: Readonly<Record<(typeof keywords)[number], string>> = {
  ADD: 'files, archives, URLs or git repositories',
  ARG: 'a variable of the build',
  CMD: 'what the container starts by default',
  COPY: 'files of the context or another stage',
  ENTRYPOINT: 'what the container always starts',
  ENV: 'variables of the build and the container',
  EXPOSE: 'ports it listens on',
  FROM: 'begins a stage on an image',
  HEALTHCHECK: 'how to see that it works',
  LABEL: 'names and values about the image',
  MAINTAINER: 'deprecated: a LABEL instead',
  ONBUILD: 'for images that are built on this one',
  RUN: 'a command, and a layer',
  SHELL: 'which shell the commands run in',
  STOPSIGNAL: 'what ends the container',
  USER: 'who runs what follows',
  VOLUME: 'where data is mounted',
  WORKDIR: 'the folder of what follows',
};

/** Global arguments that BuildKit sets. */
const platformVariables = [
  'TARGETPLATFORM', 'TARGETOS', 'TARGETARCH', 'TARGETVARIANT', 'BUILDPLATFORM', 'BUILDOS', 'BUILDARCH', 'BUILDVARIANT',
]; // prettier-ignore

const values: Readonly<Record<string, readonly string[]>> = {
  'FROM --platform': ['linux/amd64', 'linux/arm64', '$BUILDPLATFORM', '$TARGETPLATFORM'],
  'RUN --network': ['default', 'host', 'none'],
  'RUN --security': ['insecure', 'sandbox'],
  STOPSIGNAL: ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGKILL'],
};

const mountTypes = ['bind', 'cache', 'secret', 'ssh', 'tmpfs'];
const mountKeys: Readonly<Record<string, readonly string[]>> = {
  bind: ['target', 'source', 'from', 'rw'],
  cache: ['target', 'id', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'ro'],
  secret: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
  tmpfs: ['target', 'size'],
};

const option =
  (kind: CompletionKind) =>
  (label: string): Completion => ({ label, kind });

/** The instruction up to the place, its lines joined; and whether they are more than one. */
export function logicalStart(lines: readonly string[], escape = '\\'): string {
  const [last = '', ...above] = [...lines].reverse();
  const parts = [last];
  for (const line of above) {
    const text = line.trimEnd();
    if (text === '' || text.trimStart().startsWith('#')) continue;
    if (!text.endsWith(escape)) break;
    parts.push(text.slice(0, -1));
  }
  return parts.reverse().join(' ');
}

function instructions(typed: string): Completions {
  const isSmall = typed !== '' && typed === typed.toLowerCase();
  const options = keywords.map((keyword): Completion => ({
    label: isSmall ? keyword.toLowerCase() : keyword,
    kind: 'instruction',
    detail: meanings[keyword],
  }));
  return { typed: typed.length, options };
}

const variables = (typed: string, { variables }: GivenNames): Completions => ({
  typed: typed.length,
  options: [...new Set([...variables, ...platformVariables])].map(option('variable')),
});

function mounts(written: string, { stages }: GivenNames): Completions {
  const parts = written.split(',');
  const typed = parts.at(-1) ?? '';
  const type = parts.find((part) => part.startsWith('type='))?.slice('type='.length) ?? 'bind';
  const [key = '', value] = typed.split('=', 2);
  if (value === undefined) {
    const keys = ['type', ...(mountKeys[type] ?? [])].filter(
      (one) => !parts.some((part) => part.startsWith(`${one}=`)),
    );
    return { typed: key.length, options: keys.map((one) => ({ label: `${one}=`, kind: 'value' })) };
  }
  if (key === 'type') return { typed: value.length, options: mountTypes.map(option('value')) };
  if (key === 'from') return { typed: value.length, options: stages.map(option('stage')) };
  const sharing = key === 'sharing' ? ['shared', 'private', 'locked'] : [];
  return { typed: value.length, options: sharing.map(option('value')) };
}

function flagValue(keyword: string, flag: string, written: string, names: GivenNames): Completions {
  if (flag === 'mount') return mounts(written, names);
  if (flag === 'from') return { typed: written.length, options: names.stages.map(option('stage')) };
  return { typed: written.length, options: (values[`${keyword} --${flag}`] ?? []).map(option('value')) };
}

function flags(keyword: string, typed: string, given: string): Completions | null {
  const known = knownFlags[keyword];
  if (!known) return null;
  const labels = [...known.value.map((name) => `--${name}=`), ...(known.flag ?? []).map((name) => `--${name}`)];
  const left = labels.filter((label) => label === '--mount=' || !given.includes(` ${label}`));
  return { typed: typed.length, options: left.map(option('flag')) };
}

function words(keyword: string, rest: string, { stages }: GivenNames): Completions | null {
  const typed = /\S*$/.exec(rest)![0];
  const before = rest.slice(0, rest.length - typed.length).trim();
  if (keyword === 'FROM') {
    const isImage = before.split(/\s+/).every((word) => word === '' || word.startsWith('--'));
    if (isImage) return { typed: typed.length, options: [...stages.map(option('stage')), option('value')('scratch')] };
    return /\sAS$/i.test(` ${before}`) ? null : { typed: typed.length, options: [option('value')('AS')] };
  }
  if (keyword === 'HEALTHCHECK') return { typed: typed.length, options: ['CMD', 'NONE'].map(option('value')) };
  const known = before === '' ? values[keyword] : undefined;
  return known ? { typed: typed.length, options: known.map(option('value')) } : null;
}

/** What may follow; null where nothing of it is known. `start` is the instruction up to the place (`logicalStart`). */
export function completionsAt(start: string, names: GivenNames): Completions | null {
  const variable = /\$\{?(\w*)$/.exec(start);
  const [, onbuild = '', keyword = '', rest] = /^\s*(ONBUILD\s+)?([A-Za-z]*)(\s.*)?$/is.exec(start) ?? [];
  if (rest === undefined) return onbuild === '' && start.trim() !== keyword ? null : instructions(keyword);
  const name = keyword.toUpperCase();
  if (name === 'ONBUILD' && rest.trim() === '') return instructions('');
  if (!knownKeywords.has(name)) return null;
  if (variable) return variables(variable[1]!, names);
  const [, given = '', typed = ''] = /^((?:\s+--\S+)*)\s+(--\S*)$/.exec(rest) ?? [];
  if (typed === '') return words(name, rest, names);
  const [, flag, written] = /^--([\w-]+)=(.*)$/.exec(typed) ?? [];
  return flag === undefined ? flags(name, typed, given) : flagValue(name, flag, written ?? '', names);
}

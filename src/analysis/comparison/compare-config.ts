import type { ImageConfig } from '../../image/model.ts';

/** The fields of the config, in the words of its Dockerfile instructions, in the order of showing. */
export const configFields = [
  'User',
  'WorkingDir',
  'Env',
  'Entrypoint',
  'Cmd',
  'Shell',
  'ExposedPorts',
  'Volumes',
  'Healthcheck',
  'StopSignal',
  'OnBuild',
  'Labels',
] as const;
export type ConfigField = (typeof configFields)[number];

/** What the config of one image says otherwise than that of the other. */
export interface ConfigChange {
  field: ConfigField;
  /** The variable or label; null where the field is one value. */
  name: string | null;
  kind: 'added' | 'modified' | 'removed';
  /** Null where it is not set. A list is written as JSON, as a Dockerfile has it. */
  before: string | null;
  after: string | null;
}

/** The config of an image as it is, and with the secrets in it hidden: the first is compared, the second is told. */
export interface ComparedConfig {
  readonly exact: ImageConfig;
  readonly shown: ImageConfig;
}

interface Item {
  readonly name: string | null;
  readonly value: string;
}

const single = (value: string): Item[] => (value === '' ? [] : [{ name: null, value }]);
const exec = (words: readonly string[]): string => JSON.stringify(words).replaceAll('","', '", "');
const command = (words: readonly string[] | null): Item[] =>
  words?.length ? [{ name: null, value: exec(words) }] : [];
/** A port or volume is there or not. */
const members = (names: readonly string[]): Item[] => names.map((name) => ({ name, value: name }));

function variable(text: string): Item {
  const at = text.indexOf('=');
  return at < 0 ? { name: text, value: '' } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

const itemsOf: Readonly<Record<ConfigField, (config: ImageConfig) => Item[]>> = {
  User: ({ user }) => single(user),
  WorkingDir: ({ workingDir }) => single(workingDir),
  Env: ({ env }) => env.map(variable),
  Entrypoint: ({ entrypoint }) => command(entrypoint),
  Cmd: ({ cmd }) => command(cmd),
  Shell: ({ shell }) => command(shell),
  ExposedPorts: ({ exposedPorts }) => members(exposedPorts),
  Volumes: ({ volumes }) => members(volumes),
  Healthcheck: ({ healthcheck }) => command(healthcheck),
  StopSignal: ({ stopSignal }) => single(stopSignal),
  OnBuild: ({ onBuild }) => command(onBuild),
  Labels: ({ labels }) => Object.entries(labels).map(([name, value]) => ({ name, value })),
};

interface Told {
  readonly exact: string;
  readonly shown: string;
}

/** By name; what is set twice counts as it was set last. */
function toldOf({ exact, shown }: ComparedConfig, field: ConfigField): Map<string | null, Told> {
  const hidden = itemsOf[field](shown);
  return new Map(
    itemsOf[field](exact).map(({ name, value }, at) => [name, { exact: value, shown: hidden[at]?.value ?? '' }]),
  );
}

/** What differs, field by field; names of one field in alphabetical order. */
export function compareConfig(before: ComparedConfig, after: ComparedConfig): ConfigChange[] {
  return configFields.flatMap((field) => {
    const [one, other] = [toldOf(before, field), toldOf(after, field)];
    const names = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
    return names.flatMap((name): ConfigChange[] => {
      const [was, is] = [one.get(name), other.get(name)];
      if (was?.exact === is?.exact) return [];
      const kind = !was ? 'added' : !is ? 'removed' : 'modified';
      return [{ field, name, kind, before: was?.shown ?? null, after: is?.shown ?? null }];
    });
  });
}

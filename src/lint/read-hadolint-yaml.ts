// The file `.hadolint.yaml`. As hadolint does, a file with an error in it sets nothing, and an unknown key is passed
// over; both are said. One that sets nothing but unknown keys sets nothing at all. Nodes are looked up one by one and never turned into objects.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document } from 'yaml';
import { isNestedTooDeeply } from '../bytes/yaml-depth.ts';
import { longestYaml } from '../bytes/yaml-length.ts';
import { formatCount } from '../bytes/units.ts';
import { isUnset, labelTypes, severities, thresholds, yamlKeys, type HadolintConfig } from './config.ts';

export interface HadolintYaml {
  /** Null where nothing of the file could be used. */
  readonly config: HadolintConfig | null;
  /** What is wrong in the file, a sentence each. */
  readonly problems: readonly string[];
}

const mostAliases = 100;

class Rejected extends Error {}

class Reader {
  readonly problems: string[] = [];
  private aliases = 0;
  constructor(readonly document: Document) {}

  resolved(node: unknown): unknown {
    if (!isAlias(node)) return node;
    if (++this.aliases > mostAliases) throw new Rejected('it has too many aliases');
    const target = node.resolve(this.document);
    if (!target) throw new Rejected(`it names *${node.source.slice(0, 50)}, which nothing defines`);
    return target;
  }

  /** The value of a scalar; null for nothing, undefined for a list or a map. */
  scalar(node: unknown): unknown {
    const found = this.resolved(node);
    return found === null || found === undefined ? null : isScalar(found) ? found.value : undefined;
  }

  /** Keys and values of a map; null where there is nothing. */
  entries(node: unknown, where: string): [key: string, value: unknown][] | null {
    const map = this.resolved(node);
    if (this.scalar(map) === null) return null;
    if (!isMap(map)) throw new Rejected(`${where} must be a map`);
    const seen = new Set<string>();
    return map.items.map(({ key, value }) => {
      const name = this.scalar(key);
      if (typeof name !== 'string') throw new Rejected(`a key of ${where} is no text`);
      if (seen.has(name)) throw new Rejected(`${where} sets ${name.slice(0, 50)} more than once`);
      seen.add(name);
      return [name, value];
    });
  }

  texts(node: unknown, where: string): string[] | undefined {
    const list = this.resolved(node);
    if (this.scalar(list) === null) return undefined;
    if (!isSeq(list)) throw new Rejected(`${where} must be a list`);
    return list.items.map((item) => {
      const text = this.scalar(item);
      if (typeof text !== 'string') throw new Rejected(`${where} must hold texts alone`);
      return text;
    });
  }

  flag(node: unknown, where: string): boolean | undefined {
    const value = this.scalar(node);
    if (value === null) return undefined;
    if (typeof value !== 'boolean') throw new Rejected(`${where} must be true or false`);
    return value;
  }

  oneOf<T extends string>(node: unknown, where: string, known: readonly T[]): T {
    const value = this.scalar(node);
    const found = known.find((one) => one === value);
    if (found === undefined) throw new Rejected(`${where} must be one of ${known.join(', ')}`);
    return found;
  }

  unknown(what: string): void {
    this.problems.push(`${what.slice(0, 80)} is not known, and was passed over.`);
  }
}

function readOverride(reader: Reader, node: unknown): HadolintConfig['override'] {
  const entries = reader.entries(node, 'override') ?? [];
  const known = (name: string): boolean => severities.some((severity) => severity === name);
  for (const [name] of entries) if (!known(name)) reader.unknown(`The severity ${name} in override`);
  return Object.fromEntries(
    entries.filter(([name]) => known(name)).map(([name, list]) => [name, reader.texts(list, `override.${name}`) ?? []]),
  );
}

function readSchema(reader: Reader, node: unknown): HadolintConfig['labelSchema'] {
  const entries = reader.entries(node, 'label-schema') ?? [];
  const typeOf = (name: string, type: unknown) => reader.oneOf(type, `label-schema.${name.slice(0, 50)}`, labelTypes);
  return Object.fromEntries(entries.map(([name, type]) => [name, typeOf(name, type)]));
}

/** Keys that matter to the program alone. */
const passedOver = new Set(['format', 'no-color', 'output']);

function readConfig(reader: Reader): HadolintConfig {
  const values = new Map(reader.entries(reader.document.contents, 'the file') ?? []);
  const names = new Set<string>(Object.values(yamlKeys));
  for (const name of values.keys()) if (!names.has(name) && !passedOver.has(name)) reader.unknown(`The key ${name}`);
  const threshold = values.get(yamlKeys.failureThreshold);
  return {
    ignored: reader.texts(values.get(yamlKeys.ignored), yamlKeys.ignored),
    override: readOverride(reader, values.get(yamlKeys.override)),
    trustedRegistries: reader.texts(values.get(yamlKeys.trustedRegistries), yamlKeys.trustedRegistries),
    labelSchema: readSchema(reader, values.get(yamlKeys.labelSchema)),
    strictLabels: reader.flag(values.get(yamlKeys.strictLabels), yamlKeys.strictLabels),
    failureThreshold:
      reader.scalar(threshold) === null ? undefined : reader.oneOf(threshold, yamlKeys.failureThreshold, thresholds),
    disableIgnorePragma: reader.flag(values.get(yamlKeys.disableIgnorePragma), yamlKeys.disableIgnorePragma),
    noFail: reader.flag(values.get(yamlKeys.noFail), yamlKeys.noFail),
  };
}

function onlyDocument(text: string): Document {
  if (text.length > longestYaml) throw new Rejected(`it is longer than ${formatCount(longestYaml)} characters`);
  if (isNestedTooDeeply(text)) throw new Rejected('it is nested too deeply');
  const found = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const documents = Array.isArray(found) ? found : [];
  const [document] = documents;
  if (!document) throw new Rejected('it is empty');
  if (documents.length > 1) throw new Rejected('it holds more than one document');
  const [error] = document.errors;
  if (error) {
    throw new Rejected(`line ${text.slice(0, error.pos[0]).split('\n').length}: ${error.message.slice(0, 200)}`);
  }
  return document;
}

/** Reads a `.hadolint.yaml`; never throws for what is in the text. */
export function readHadolintYaml(text: string): HadolintYaml {
  try {
    const reader = new Reader(onlyDocument(text));
    const config = readConfig(reader);
    const { problems } = reader;
    if (problems.length === 0 || !Object.values(config).every(isUnset)) return { config, problems };
    return { config: null, problems: [...problems, 'It sets nothing else.'] };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { config: null, problems: [`Nothing of the file was used: ${error.message}.`] };
  }
}

// The file `.dive-ci`: YAML with a map `rules`. dive reads it with viper over yaml.v3; what of these shows is followed:
// keys in any case, `rules.lowestEfficiency` as one key, null as not set, merge keys, YAML 1.1's forms of numbers, the
// first document alone. Its nodes are looked up one by one and never turned into objects, so that aliases expand to
// nothing. The tags !!binary and !!timestamp are left out.
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  Scalar,
  type Document,
  type ParsedNode,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import { isNestedTooDeeply } from '../../bytes/yaml-depth.ts';
import { FaultError } from '../../fault.ts';
import { defaultCiSettings, type CiRuleId, type CiSetting, type CiSettings } from './ci-rules.ts';
import { defaultVulnerabilitySettings, vulnerabilityKeys, type VulnerabilitySettings } from './vulnerability-rule.ts';
import { resolvePlain } from './yaml-scalar.ts';

/** A merge may name a map that merges another. */
const deepestMerge = 8;
const merge = '<<';

class Rejected extends Error {}

/** The settings of a `.dive-ci`; what it does not set is as dive has it. Throws a FaultError where it is no such file. */
export function readDiveCi(text: string, fileName: string): CiSettings {
  try {
    return settingsOf(firstDocument(text));
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    throw new FaultError({ kind: 'bad-ci-rules', fileName, detail: error.message });
  }
}

function firstDocument(text: string): Document | null {
  if (isNestedTooDeeply(text)) throw new Rejected('it is nested too deeply');
  // failsafe: every scalar stays the text that it is, and is told by yaml-scalar.ts. Keys are compared below.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  for (const document of composer.compose(new Parser().parse(text))) {
    const [error] = document.errors;
    if (error) throw new Rejected(inWords(error, text));
    return document as Document;
  }
  return null;
}

function inWords({ message, pos: [at] }: YAMLParseError, text: string): string {
  return `line ${text.slice(0, at).split('\n').length}: ${message.slice(0, 200)}`;
}

function settingsOf(document: Document | null): CiSettings {
  const top = resolved(document?.contents ?? null, document);
  if (!document || isNothing(top)) return defaultCiSettings;
  if (!isMap(top)) throw new Rejected('it has no map at its top, such as "rules:"');
  checkKeys(top);
  const rules = resolved(lookUp(top, 'rules', document), document);
  if (isMap(rules)) checkKeys(rules);
  const ownSetting = (id: CiRuleId | (typeof vulnerabilityKeys)[number]): CiSetting | null => {
    const whole = readSetting(resolved(lookUp(top, `rules.${id.toLowerCase()}`, document), document));
    if (whole !== null || isNothing(rules)) return whole;
    // In the place of the map, anything else hides the defaults.
    if (!isMap(rules)) return '';
    return readSetting(resolved(lookUp(rules, id.toLowerCase(), document), document));
  };
  const own = vulnerabilityKeys.map((key) => [key, ownSetting(key)] as const).filter(([, value]) => value !== null);
  const vulnerabilities = { ...defaultVulnerabilitySettings, ...(Object.fromEntries(own) as VulnerabilitySettings) };
  const setting = (id: CiRuleId): CiSetting => ownSetting(id) ?? defaultCiSettings[id];
  return {
    lowestEfficiency: setting('lowestEfficiency'),
    highestWastedBytes: setting('highestWastedBytes'),
    highestUserWastedPercent: setting('highestUserWastedPercent'),
    ...(own.length > 0 ? { vulnerabilities } : {}),
  };
}

type Value = ParsedNode | null;

function resolved(node: unknown, document: Document | null): Value {
  if (!isAlias(node)) return (node as Value) ?? null;
  const target = document ? node.resolve(document) : undefined;
  if (!target) throw new Rejected(`it names *${node.source.slice(0, 50)}, which nothing defines`);
  return target as Value;
}

const isNothing = (node: Value): boolean => node === null || (isScalar(node) && scalarValue(node) === null);

function scalarValue(node: Scalar): CiSetting | boolean | null {
  const text = String(node.value ?? '');
  const plain = node.type === Scalar.PLAIN || node.type === undefined;
  return plain && node.tag !== 'tag:yaml.org,2002:str' ? resolvePlain(text) : text;
}

/** Null where it is not set; '' for a list or a map. */
function readSetting(node: Value): CiSetting | null {
  if (!isScalar(node)) return isMap(node) || isSeq(node) ? '' : null;
  const value = scalarValue(node);
  return typeof value === 'boolean' ? String(value) : value;
}

const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

/** yaml.v3 takes no key twice. */
function checkKeys(map: YAMLMap): void {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(keyOf(key)) && keyOf(key) !== merge)
      throw new Rejected(`it sets ${keyOf(key).slice(0, 50)} more than once`);
    seen.add(keyOf(key));
  }
}

/** The value of a key, whatever its case; what is merged in counts where the map itself does not have it. */
function lookUp(map: YAMLMap, wanted: string, document: Document, depth = 0): unknown {
  const own = map.items.findLast(({ key }) => keyOf(key).toLowerCase() === wanted);
  if (own) return own.value;
  if (depth === deepestMerge) return null;
  for (const { value } of map.items.filter(({ key }) => keyOf(key) === merge)) {
    const merged = resolved(value, document);
    const maps = isSeq(merged) ? merged.items.slice(0, deepestMerge) : [merged];
    for (const item of maps) {
      const inner = resolved(item, document);
      const found = isMap(inner) ? lookUp(inner, wanted, document, depth + 1) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

import { equalBytes } from '../../bytes/string-column.ts';
import { capabilityAttribute, readFileCapabilities } from '../../layer/file-capabilities.ts';
import { attributeText } from '../../layer/attribute-text.ts';
import { unpackXattrs } from '../../layer/xattrs.ts';

/** An extended attribute that only one side has, or that they have otherwise. Hostile text. */
export interface AttributeChange {
  readonly name: string;
  readonly kind: 'added' | 'modified' | 'removed';
  /** In words; null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** What that is, in words: `capabilities changed: cap_net_raw added`. */
  readonly told: string;
}

/** Attributes of both sides, as `packXattrs` put them. */
export function attributeChanges(before: Uint8Array, after: Uint8Array): AttributeChange[] {
  const [was, is] = [new Map(unpackXattrs(before)), new Map(unpackXattrs(after))];
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  return names.flatMap((name): AttributeChange[] => {
    const [one, other] = [was.get(name), is.get(name)];
    if (one && other && equalBytes(one, other)) return [];
    const kind = !one ? 'added' : !other ? 'removed' : 'modified';
    const texts = { before: one ? attributeText(name, one) : null, after: other ? attributeText(name, other) : null };
    return [{ name, kind, ...texts, told: toldOf(name, one, other) }];
  });
}

function toldOf(name: string, one: Uint8Array | undefined, other: Uint8Array | undefined): string {
  const verb = !one ? 'added' : !other ? 'removed' : 'changed';
  if (name !== capabilityAttribute) return `attribute ${name} ${verb}`;
  const held = (value: Uint8Array | undefined): string => (value ? attributeText(name, value) : '');
  if (!one || !other) return `capabilities ${verb}: ${held(one ?? other)}`;
  return `capabilities changed: ${capabilityWords(one, other) ?? `${held(one)} → ${held(other)}`}`;
}

/** Which capabilities came and went; null where it is not that which differs. */
function capabilityWords(one: Uint8Array, other: Uint8Array): string | null {
  const [was, is] = [readFileCapabilities(one), readFileCapabilities(other)];
  if (!was || !is) return null;
  const added = is.permitted.filter((name) => !was.permitted.includes(name));
  const removed = was.permitted.filter((name) => !is.permitted.includes(name));
  const parts = [...added.map((name) => `${name} added`), ...removed.map((name) => `${name} removed`)];
  return parts.length > 0 ? parts.join(', ') : null;
}

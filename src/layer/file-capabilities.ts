// The extended attribute `security.capability`, revisions 1 to 3 (capabilities(7), "File capability extended attribute
// versioning"; struct vfs_ns_cap_data of linux/capability.h).

export const capabilityAttribute = 'security.capability';

/** By number (linux/capability.h). */
const names = [
  'chown',
  'dac_override',
  'dac_read_search',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'linux_immutable',
  'net_bind_service',
  'net_broadcast',
  'net_admin',
  'net_raw',
  'ipc_lock',
  'ipc_owner',
  'sys_module',
  'sys_rawio',
  'sys_chroot',
  'sys_ptrace',
  'sys_pacct',
  'sys_admin',
  'sys_boot',
  'sys_nice',
  'sys_resource',
  'sys_time',
  'sys_tty_config',
  'mknod',
  'lease',
  'audit_write',
  'audit_control',
  'setfcap',
  'mac_override',
  'mac_admin',
  'syslog',
  'wake_alarm',
  'block_suspend',
  'audit_read',
  'perfmon',
  'bpf',
  'checkpoint_restore',
] as const;

/** What a file grants to the program that it is, by the names of capabilities. */
export interface FileCapabilities {
  readonly permitted: readonly string[];
  readonly inheritable: readonly string[];
  /** What is permitted or inherited is in force from the start. */
  readonly effective: boolean;
  /** The root of the user namespace in which it holds; null: of every one (revisions 1 and 2). */
  readonly rootId: number | null;
}

/** By revision: bytes of the attribute, and words of 32 bits that each set has. */
const revisions: ReadonlyMap<number, { readonly size: number; readonly words: number }> = new Map([
  [1, { size: 12, words: 1 }],
  [2, { size: 20, words: 2 }],
  [3, { size: 24, words: 2 }],
]);

/** Null where the attribute is one that Linux refuses. */
export function readFileCapabilities(attribute: Uint8Array): FileCapabilities | null {
  if (attribute.length < 4) return null;
  const view = new DataView(attribute.buffer, attribute.byteOffset, attribute.length);
  const magic = view.getUint32(0, true);
  const revision = revisions.get(magic >>> 24);
  if (revision?.size !== attribute.length) return null;
  // Of each word, what is permitted and then what is inheritable.
  const set = (from: number): string[] =>
    Array.from({ length: revision.words }, (_, word) =>
      namesIn(view.getUint32(from + word * 8, true), word * 32),
    ).flat();
  return {
    permitted: set(4),
    inheritable: set(8),
    effective: (magic & 1) !== 0,
    rootId: revision.size === 24 ? view.getUint32(20, true) : null,
  };
}

function namesIn(word: number, first: number): string[] {
  const found: string[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if (((word >>> bit) & 1) === 1) found.push(`cap_${names[first + bit] ?? first + bit}`);
  }
  return found;
}

/** As `getcap -n` writes it: `cap_chown,cap_net_raw=ep`. */
export function capabilitiesText({ permitted, inheritable, effective, rootId }: FileCapabilities): string {
  const groups = new Map<string, string[]>();
  for (const name of new Set([...permitted, ...inheritable])) {
    const flags = `${effective ? 'e' : ''}${inheritable.includes(name) ? 'i' : ''}${permitted.includes(name) ? 'p' : ''}`;
    groups.set(flags, [...(groups.get(flags) ?? []), name]);
  }
  const texts = [...groups].map(([flags, members]) => `${members.join(',')}=${flags}`);
  const held = texts.length > 0 ? texts.join(' ') : 'none';
  return rootId === null ? held : `${held} [rootid=${rootId}]`;
}

// What a file with capabilities may do: the extended attribute `security.capability`, revisions 1 to 3 (capabilities(7),
// "File capability extended attribute versioning"; struct vfs_ns_cap_data of linux/capability.h).
import type { CapableBody } from './layer-bodies.ts';

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

const nameOf = (bit: number): string => `cap_${names[bit] ?? bit}`;

/** By revision: bytes of the attribute, and where the words of what is permitted stand in it. */
const revisions: ReadonlyMap<number, { readonly size: number; readonly words: readonly number[] }> = new Map([
  [1, { size: 12, words: [4] }],
  [2, { size: 20, words: [4, 12] }],
  [3, { size: 24, words: [4, 12] }],
]);

/**
 * What a program gets that is started from the file; null where that is nothing: the attribute grants none, or is one that
 * Linux refuses.
 */
export function readCapabilities(attribute: Uint8Array): Pick<CapableBody, 'permitted' | 'effective'> | null {
  if (attribute.length < 4) return null;
  const view = new DataView(attribute.buffer, attribute.byteOffset, attribute.length);
  const magic = view.getUint32(0, true);
  const revision = revisions.get(magic >>> 24);
  if (revision?.size !== attribute.length) return null;
  const permitted = revision.words.flatMap((at, word) =>
    bitsOf(view.getUint32(at, true)).map((bit) => word * 32 + bit),
  );
  if (permitted.length === 0) return null;
  return { permitted: permitted.map(nameOf), effective: (magic & 1) !== 0 };
}

function bitsOf(word: number): number[] {
  const bits: number[] = [];
  for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) === 1) bits.push(bit);
  return bits;
}

// Platforms as containerd writes them, `os/arch[/variant]`, with the other names that architectures have.
// https://github.com/opencontainers/image-spec/blob/main/image-index.md
export interface Platform {
  readonly os: string;
  readonly arch: string;
  readonly variant: string;
}

const systems: ReadonlySet<string> = new Set([
  'aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'hurd', 'illumos', 'ios', 'js', 'linux', 'nacl', 'netbsd',
  'openbsd', 'plan9', 'solaris', 'windows', 'zos',
]); // prettier-ignore

const architectures: ReadonlySet<string> = new Set([
  '386', 'amd64', 'amd64p32', 'arm', 'armbe', 'arm64', 'arm64be', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le',
  'mips64p32', 'mips64p32le', 'ppc', 'ppc64', 'ppc64le', 'riscv', 'riscv64', 's390', 's390x', 'sparc', 'sparc64', 'wasm',
]); // prettier-ignore

const otherNames: Readonly<Record<string, string>> = {
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
};

const variants: Readonly<Record<string, string>> = { armhf: 'v7', armel: 'v6' };

const toArch = (name: string): string => otherNames[name] ?? name;

/** The parts of a platform; the builder's own fill in what is left out. Null where it is none. */
export function parsePlatform(text: string): Platform | null {
  const parts = text.toLowerCase().split('/');
  if (parts.length > 3 || !parts.every((part) => /^[\w().-]+$/.test(part))) return null;
  const [first = '', second, variant = ''] = parts;
  const os = (first === 'macos' ? 'darwin' : first).replace(/\([^()]*\)$/, '');
  if (second !== undefined) return { os, arch: toArch(second), variant: variant || (variants[second] ?? '') };
  if (systems.has(os)) return { os, arch: 'amd64', variant: '' };
  const arch = toArch(first);
  return architectures.has(arch) ? { os: 'linux', arch, variant: variants[first] ?? '' } : null;
}

export const formatPlatform = ({ os, arch, variant }: Platform): string =>
  variant === '' ? `${os}/${arch}` : `${os}/${arch}/${variant}`;

/** Architectures whose processors run the programs of another one too, always or some of them. */
const alsoRuns: Readonly<Record<string, { readonly machine: string; readonly always: boolean }>> = {
  amd64: { machine: '386', always: true },
  arm64: { machine: 'arm', always: false },
  mips64: { machine: 'mips', always: false },
  mips64le: { machine: 'mipsle', always: false },
  ppc64: { machine: 'ppc', always: false },
  s390x: { machine: 's390', always: false },
};

/** The architecture of a platform such as `linux/arm/v7`; null where it says none. Variants are not told in an ELF file. */
export function architectureOf(platform: string): string | null {
  const [, architecture = 'unknown'] = platform.split('/');
  return architecture === 'unknown' ? null : architecture;
}

/** Whether processors of an architecture run programs of a machine. */
export function runsOn(machine: string, architecture: string): 'yes' | 'no' | 'unknown' {
  if (machine === architecture) return 'yes';
  if (machine === 'unknown') return 'unknown';
  const other = Object.hasOwn(alsoRuns, architecture) ? alsoRuns[architecture] : undefined;
  if (other?.machine !== machine) return 'no';
  return other.always ? 'yes' : 'unknown';
}

import { shown } from './shown.ts';

const always = null;
const notAll = 'it starts only where processor and kernel run such programs as well, which not all do';

/**
 * Architectures whose processors run the programs of another one too. Kernels for arm64 run 32-bit programs where they are
 * built with CONFIG_COMPAT, as most are, and the processor has the mode for it (AArch32 at EL0), which newer ones leave out.
 */
const alsoRuns: Readonly<Record<string, { readonly machine: string; readonly where: string | null }>> = {
  amd64: { machine: '386', where: always },
  arm64: {
    machine: 'arm',
    where: 'it starts only on processors that have a mode for 32-bit programs, which Apple’s, among others, have not',
  },
  mips64: { machine: 'mips', where: notAll },
  mips64le: { machine: 'mipsle', where: notAll },
  ppc64: { machine: 'ppc', where: notAll },
  s390x: { machine: 's390', where: notAll },
};

/** The architecture of a platform such as `linux/arm/v7`; null where it says none. Variants are not told in an ELF file. */
export function architectureOf(platform: string): string | null {
  const [, architecture = 'unknown'] = platform.split('/');
  return architecture === 'unknown' ? null : architecture;
}

/** What is wrong with a program for this machine, in words behind its name; null where nothing is. */
export function wrongMachine(machine: string, architecture: string): string | null {
  if (machine === architecture || machine === 'unknown') return null;
  const wrong = `is built for ${machine}, the image is for ${shown(architecture)}`;
  const other = Object.hasOwn(alsoRuns, architecture) ? alsoRuns[architecture] : undefined;
  if (other?.machine !== machine) return `${wrong}.`;
  return other.where === always ? null : `${wrong}: ${other.where}.`;
}

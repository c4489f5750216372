import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import type { HardeningCheck } from '../../src/hardening/check.ts';
import { elfBytes, elfMachines } from './elf-bytes.ts';
import { hardenedImage } from './hardened-image.ts';

export const glibcLoader = '/lib64/ld-linux-x86-64.so.2';
export const muslLoader = '/lib/ld-musl-x86_64.so.1';

/** Files that a text names in its last column by `@`: `app/run  0755  @static`. */
export const programs: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  static: elfBytes(),
  glibc: elfBytes({ interpreter: glibcLoader, type: 3 }),
  musl: elfBytes({ interpreter: muslLoader, type: 3 }),
  library: elfBytes({ type: 3 }),
  arm64: elfBytes({ machine: elfMachines.arm64 }),
  arm: elfBytes({ machine: elfMachines.arm, bits: 32 }),
  i386: elfBytes({ machine: elfMachines[386], bits: 32 }),
  mips: elfBytes({ machine: elfMachines.mips, bits: 32, isBigEndian: true }),
  riscv64: elfBytes({ machine: elfMachines.riscv64 }),
  unknown: elfBytes({ machine: 9999 }),
  cut: elfBytes({ interpreter: glibcLoader }).slice(0, 80),
  short: elfBytes().slice(0, 20),
};

/** The text without its `@` columns, and the contents that these name. */
function contentsIn(text: string): { text: string; contents: Record<string, Uint8Array> } {
  const contents: Record<string, Uint8Array> = {};
  const lines = text.split('\n').map((line) => {
    const [, rest = line, path = '', name] = /^(\s*(\S+).*?) {2,}@(\w+)$/.exec(line) ?? [];
    if (name === undefined) return line;
    const bytes = programs[name];
    if (!bytes) throw new Error(`no program is called ${name}`);
    contents[path] = bytes;
    return rest;
  });
  return { text: lines.join('\n'), contents };
}

/** An image for amd64 from the text form of `parseImageText`; `config` has names as Docker writes them. */
export function startImage(
  text: string,
  config: Readonly<Record<string, unknown>> = {},
  platform: { readonly architecture?: string; readonly os?: string; readonly variant?: string } = {},
): Promise<HardenedImage> {
  const document = { architecture: 'amd64', variant: undefined, ...platform };
  return hardenedImage(`layer  COPY . /\n${contentsIn(text).text}`, {
    config,
    document,
    contents: contentsIn(text).contents,
  });
}

/** What a check says: the paths and messages of its failures, else `passed` or the reason for saying nothing. */
export function told(check: HardeningCheck, image: HardenedImage): string[] {
  const verdict = check.check(image);
  if (verdict.kind === 'failed') return verdict.failures.map(({ path = '-', message }) => `${path}: ${message}`);
  return [verdict.kind === 'passed' ? 'passed' : `${verdict.kind}: ${verdict.reason}`];
}

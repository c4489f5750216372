// What other programs read of bills that we write. Not every machine has them: what they read is recorded in
// tests/peers/bills/answers.json by scripts/record-bills.mjs, and the comparison is made with the record everywhere.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'bills');

/** Images whose packages are of every kind: of programs, Python, npm, jars, dpkg, apk and rpm. */
export const billedImages = [
  'apk-based/apk-based.tar',
  'go-static/go-static.tar',
  'java-fat/java-fat.tar',
  'node-optimized/node-optimized.tar',
  'python-app/python-app.tar',
  'rpm-based/rpm-sqlite.tar',
] as const;

export interface Bills {
  readonly cyclonedx: string;
  readonly spdx: string;
}

/** What one program read of one bill. */
export interface ReadBill {
  readonly reader: string;
  readonly wrong: readonly string[];
  /** Package URLs, as the program writes them. */
  readonly purls: readonly string[];
}

export interface Readers {
  /** A Python that has both libraries. */
  readonly python: string | null;
  readonly syft: string | null;
}

const mostBytes = 1 << 28;
const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: mostBytes, stdio: ['ignore', 'pipe', 'ignore'] });

/** One that `go install` made does not know its version, but that of its own form. */
function askSyft(syft: string, file: string): ReadBill {
  const { artifacts } = JSON.parse(run(syft, ['convert', file, '-o', 'syft-json'])) as {
    artifacts: { purl: string }[];
  };
  const { version, schemaVersion } = JSON.parse(run(syft, ['version', '-o', 'json'])) as Record<string, string>;
  const reader = `Syft, version ${version}, schema ${schemaVersion}`;
  return { reader, wrong: [], purls: artifacts.map(({ purl }) => purl).filter((purl) => purl !== '') };
}

/** By format: what each reader that is here makes of the bills. */
export function askReaders({ cyclonedx, spdx }: Bills, { python, syft }: Readers): Record<keyof Bills, ReadBill[]> {
  const place = mkdtempSync(join(tmpdir(), 'bills-'));
  try {
    const files = { cyclonedx: join(place, 'a.cdx.json'), spdx: join(place, 'a.spdx.json') };
    writeFileSync(files.cyclonedx, cyclonedx);
    writeFileSync(files.spdx, spdx);
    const libraries =
      python === null
        ? null
        : (JSON.parse(run(python, [join(folder, 'read.py'), files.cyclonedx, files.spdx])) as Record<
            keyof Bills,
            ReadBill
          >);
    const both = (format: keyof Bills): ReadBill[] => [
      ...(libraries ? [libraries[format]] : []),
      ...(syft === null ? [] : [askSyft(syft, files[format])]),
    ];
    return { cyclonedx: both('cyclonedx'), spdx: both('spdx') };
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Each once, sorted. Of SPDX, Syft writes the colon of Debian’s epochs as an escape, which is the same URL. */
export const plainPurls = (purls: readonly string[]): string[] =>
  [...new Set(purls.map((purl) => purl.replaceAll('%3A', ':')))].sort();

export const digestOf = (purls: readonly string[]): string =>
  createHash('sha256').update(plainPurls(purls).join('\n')).digest('hex');

/** What a reader made of the bill of an image when it was asked. */
export interface BillAnswer {
  readonly image: string;
  readonly format: keyof Bills;
  readonly reader: string;
  readonly wrong: readonly string[];
  readonly read: number;
  /** Different ones. */
  readonly purls: number;
  readonly digest: string;
}

export const answersFile = join(folder, 'answers.json');
export const recordedAnswers = (): readonly BillAnswer[] =>
  JSON.parse(readFileSync(answersFile, 'utf8')) as BillAnswer[];

export const answersOf = (image: string, read: Record<keyof Bills, readonly ReadBill[]>): BillAnswer[] =>
  (['cyclonedx', 'spdx'] as const).flatMap((format) =>
    read[format].map(({ reader, wrong, purls }) => ({
      ...{ image, format, reader, wrong, read: purls.length },
      ...{ purls: plainPurls(purls).length, digest: digestOf(purls) },
    })),
  );

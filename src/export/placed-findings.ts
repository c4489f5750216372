import { textHash } from '../bytes/text-hash.ts';
import { buildLineIndex } from '../dockerfile/line-index.ts';
import type { Finding, TextRange } from '../lint/finding.ts';
import type { ImageReport, SecretReport, VulnerabilityReport } from '../report/report.ts';
import { kindOf } from '../secrets/kinds.ts';
import type { ExportInput } from './export-format.ts';
import { imageName } from './image-name.ts';
import { secretMessage } from './secret-words.ts';

/** A finding with the file that it is about: the formats for machines list all of them in one row. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly file: string;
  /** Null: the file is a Dockerfile. */
  readonly image: ImageReport | null;
  /** Null: the finding is that of a rule. */
  readonly secret: SecretReport | null;
  /** Left out: the finding is none of a package. */
  readonly vulnerability?: VulnerabilityReport;
  /** The exact place; the file's first character where the finding is about the whole. */
  readonly range: TextRange;
  /** Unique in the report, and the same when lines move: made of the file, the code and the text that is meant. */
  readonly fingerprint: string;
}

/** More of a text than this says nothing new, and a thousand findings may mean the same long RUN. */
const longestText = 1000;

function rangeOf({ at, line = 1, column = 1, endLine = line, endColumn = column }: Finding): TextRange {
  return at ?? { line, column, endLine, endColumn };
}

/** Gives the lines of a text from that where a range begins to the range's end, blanks told as one. */
function meantIn(text: string): (range: TextRange) => string {
  const lines = buildLineIndex(text);
  return ({ line, endLine, endColumn }) => {
    const start = lines.start(line);
    const end = Math.max(lines.end(line), lines.start(endLine) + endColumn - 1);
    return text
      .slice(start, Math.min(end, start + longestText))
      .replace(/\s+/g, ' ')
      .trim();
  };
}

/** `39fa2ee980eb94b0:1`: a hash, and a number that tells those with the same hash apart, in the order of their places. */
export function fingerprints(): (...parts: string[]) => string {
  const seen = new Map<string, number>();
  return (...parts) => {
    const hash = textHash(parts.join('\0'));
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}

/** A secret as the formats for machines tell findings. Its line is one of a file in the image. */
export function secretFinding(secret: SecretReport): Finding {
  const { detector, severity, path, layer, line } = secret;
  return {
    code: detector,
    source: 'plimsoll',
    also: [],
    severity,
    message: secretMessage(secret),
    help: kindOf(detector).rotate,
    ...(line === null ? {} : { line }),
    ...(path === null ? {} : { path }),
    ...(layer === null ? {} : { layer }),
  };
}

/** Every finding of a report, in its order: those of images, their secrets, those of Dockerfiles. */
export function* placedFindings({ report, texts }: ExportInput): Generator<PlacedFinding> {
  const fingerprint = fingerprints();
  for (const image of report.images) {
    const { file, findings } = image;
    for (const finding of findings) {
      const name = fingerprint(file, finding.code, imageName(image), finding.path ?? '');
      yield { finding, file, image, secret: null, range: rangeOf(finding), fingerprint: name };
    }
    for (const secret of image.secrets) {
      const finding = secretFinding(secret);
      const { where, name, path, layer, excerpt } = secret;
      const place = `${where} ${path ?? name ?? ''} ${layer ?? ''}`;
      const print = fingerprint(file, finding.code, imageName(image), place, excerpt);
      yield { finding, file, image, secret, range: rangeOf(finding), fingerprint: print };
    }
  }
  for (const [index, { file, findings }] of report.dockerfiles.entries()) {
    const meant = meantIn(texts[index] ?? '');
    for (const finding of findings) {
      const range = rangeOf(finding);
      yield {
        finding,
        file,
        image: null,
        secret: null,
        range,
        fingerprint: fingerprint(file, finding.code, meant(range)),
      };
    }
  }
}

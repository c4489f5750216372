// What the image needs of what its build sends: it stays, whatever its name says.
import { isIgnored } from '../../build-context/dockerignore.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { copiesContext, copyPlaces } from '../../dockerfile/places.ts';
import { shown } from '../../hardening/shown.ts';
import type { ImageEvidence } from '../evidence.ts';
import { filesSent, sentAs } from './files-sent.ts';

/** A file or folder that must not be left out, by its path in the build context. */
export interface KeptFile {
  readonly sent: string;
  /** The line that brings it. */
  readonly line: number;
  /** In a sentence. */
  readonly reason: string;
}

export interface LeftOut {
  readonly dockerfile: Dockerfile;
  readonly image: ImageEvidence;
  /** Patterns of the ignore file as it is, and as it is proposed. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Stored copies that the image would no longer hold by it; null where nobody knows. */
  readonly claims: readonly number[] | null;
  /** Those that other changes take out. */
  readonly gone: ReadonlySet<number>;
}

const isLeftOut = ({ before, after }: LeftOut, sent: string): boolean =>
  isIgnored(after, sent) && !isIgnored(before, sent);

const copiesOf = (dockerfile: Dockerfile): Instruction[] =>
  dockerfile.instructions.filter(
    (instruction) => instruction.keyword === 'COPY' || copiesContext(dockerfile, instruction),
  );

/** A loader, a library or an interpreter of what stays. */
function neededByOthers(left: LeftOut): KeptFile[] {
  const { dockerfile, image, claims, gone } = left;
  const own = image.needable(claims);
  const reasons = own.length === 0 ? null : image.neededAmong(own, new Set([...gone, ...own]));
  if (!reasons || reasons.size === 0) return [];
  const nodes = new Map([...reasons].map(([copy, reason]) => [image.rootfs.nodeOfEvent(copy), reason]));
  return copiesOf(dockerfile).flatMap((copy) =>
    filesSent(dockerfile, [copy], image).flatMap(({ node, sent }) => {
      const reason = nodes.get(node);
      return reason !== undefined && isLeftOut(left, sent) ? [{ sent, line: copy.line, reason }] : [];
    }),
  );
}

/** What the words name that a container is started with. */
function neededToStart(left: LeftOut): KeptFile[] {
  const { dockerfile, image } = left;
  const named = image.startedPaths();
  return copiesOf(dockerfile).flatMap((copy) => {
    const [layer, places] = [image.layerOfLine(copy.line), copyPlaces(dockerfile, copy)];
    if (layer === null || !places) return [];
    return named.flatMap(({ path, layer: from }) => {
      const sent = from === null || from === layer ? sentAs(places, path) : null;
      if (sent === null || sent === '' || !isLeftOut(left, sent)) return [];
      const reason = `${shown(path)} is what the image’s ENTRYPOINT, CMD or HEALTHCHECK leads to.`;
      return [{ sent, line: copy.line, reason }];
    });
  });
}

/** Each once. */
export function filesKept(left: LeftOut): KeptFile[] {
  const found = new Map([...neededToStart(left), ...neededByOthers(left)].map((file) => [file.sent, file]));
  return [...found.values()];
}

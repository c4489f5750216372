import { decodeText, encodeText } from '../bytes/text.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { ImageSecrets, SecretPlace } from './image-secrets.ts';
import { textsOfImage } from './image-texts.ts';

/** A secret of an image as the review of its Dockerfile hears of it: what it is and where it stands, not what it says. */
export interface Leak {
  /** Id of its detector. */
  readonly detector: string;
  readonly where: SecretPlace['where'];
  /** Absolute path of the file; null where it is none. */
  readonly path: string | null;
  /** The variable or the build argument that has it for its value; null where it is another text. */
  readonly variable: string | null;
  readonly layer: number | null;
  readonly line: number | null;
  readonly visible: boolean;
  /** The layer that deleted or overwrote it. */
  readonly removedIn: number | null;
}

/** More say nothing new of one Dockerfile. */
const leaksAtMost = 5_000;

/** `NAME=value` and `NAME="user:value"`, up to where the value begins. */
const assignment = /(?:^|[\s|])([A-Za-z_]\w*)=(?:"[^"]*|'[^']*|[^\s"']*)$/;
/** A name and what of its value may stand before the secret. */
const longestLead = 1_000;

/** The variable whose value a history's text gives at some offset in its bytes. */
function variableAt(text: string, offset: number): string | null {
  const lead = decodeText(encodeText(text).subarray(Math.max(0, offset - longestLead), offset));
  return assignment.exec(lead)?.[1] ?? null;
}

/** The secrets that are worth a change: what may be one, and what says little, is left out. */
export function leaksOf({ secrets }: ImageSecrets, image: Pick<ArchiveImage, 'config' | 'history'>): Leak[] {
  const history = new Map(
    textsOfImage(image).flatMap(({ where, name, text }) => (where === 'history' ? [[name, text]] : [])),
  );
  const leaks = new Map<string, Leak>();
  for (const { detector, places } of secrets) {
    for (const { where, path, name, layer, line, visible, removedIn, severity, found } of places) {
      if ((severity !== 'error' && severity !== 'warning') || leaks.size >= leaksAtMost) continue;
      const given = where === 'history' ? variableAt(history.get(name ?? '') ?? '', found.offset) : null;
      const leak = { detector, where, path, variable: where === 'env' ? name : given, layer, line, visible, removedIn };
      leaks.set(JSON.stringify(leak), leak);
    }
  }
  return [...leaks.values()];
}

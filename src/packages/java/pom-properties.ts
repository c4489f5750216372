// What Maven writes beside a project's classes: META-INF/maven/<group>/<artifact>/pom.properties, in the form of java.util.Properties.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';

export const mostPomProperties: Bytes = 65_536;
const longestValue = 512;

export interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  /** Null where it is not told, or stands for something that was never put in (`${revision}`). */
  readonly version: string | null;
}

/** Of `pathOf` an entry: the group and the artifact that its folders name. */
const path = /(?:^|\/)META-INF\/maven\/([^/]+)\/([^/]+)\/pom\.properties$/;

export const isPomProperties = (name: string): boolean => path.test(name);

/** Null where neither the file nor its folders say what it is. */
export function parsePomProperties(name: string, bytes: Uint8Array): Coordinates | null {
  const [, groupFolder, artifactFolder] = path.exec(name) ?? [];
  const values = propertiesIn(decodeText(bytes));
  const group = values.get('groupId') ?? groupFolder;
  const artifact = values.get('artifactId') ?? artifactFolder;
  if (!isTold(group) || !isTold(artifact)) return null;
  const version = values.get('version');
  return { group, artifact, version: isTold(version) ? version : null };
}

const isTold = (value: string | undefined): value is string =>
  value !== undefined && value !== '' && value.length <= longestValue && !value.includes('${');

function propertiesIn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/[\r\n]+/)) {
    const at = line.search(/[=:]/);
    if (at < 0 || line.startsWith('#')) continue;
    values.set(
      line.slice(0, at).trim(),
      line
        .slice(at + 1)
        .replaceAll('\\', '')
        .trim(),
    );
  }
  return values;
}

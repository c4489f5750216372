// What a pom.xml says of the project: https://maven.apache.org/pom.html. A reader of elements and their texts, no more: no
// entities, no namespaces; one that is not well formed says nothing.
const longest = 1_000_000;
const deepest = 100;

export interface Pom {
  readonly artifactId: string | null;
  /** `spring-boot-starter-parent`, with its version. */
  readonly parent: { readonly artifactId: string; readonly version: string } | null;
  readonly hasModules: boolean;
  readonly hasDependencies: boolean;
  /** Names of plugins of the build, wherever they are named. */
  readonly plugins: readonly string[];
}

/** The end of a comment, a declaration or a CDATA section that begins at `at`; the end of the text where it has none. */
function endOfOther(text: string, at: number): number {
  const marks: readonly (readonly [string, string])[] = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
    ['<!', '>'],
  ];
  const [, close = '>'] = marks.find(([open]) => text.startsWith(open, at)) ?? [];
  const end = text.indexOf(close, at);
  return end < 0 ? text.length : end + close.length;
}

/** The text of each element that holds nothing else, by its path; null where the elements do not close. */
function readTexts(text: string): Map<string, string[]> | null {
  const texts = new Map<string, string[]>();
  const open: string[] = [];
  let contentFrom = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    const isOther = text[at + 1] === '!' || text[at + 1] === '?';
    const end = isOther ? endOfOther(text, at) : text.indexOf('>', at) + 1;
    if (end === 0) return null;
    if (!isOther && text[at + 1] === '/') {
      if (open.at(-1) !== text.slice(at + 2, end - 1).trim()) return null;
      const path = open.join('/');
      const content = text.slice(contentFrom, at);
      const known = texts.get(path);
      if (contentFrom > 0 && known) known.push(content.trim());
      else if (contentFrom > 0) texts.set(path, [content.trim()]);
      open.pop();
      contentFrom = 0;
    } else if (!isOther && text[end - 2] !== '/') {
      const [name = ''] = text.slice(at + 1, end - 1).split(/\s/, 1);
      open.push(name);
      if (open.length > deepest) return null;
      contentFrom = end;
    }
    at = text.indexOf('<', end);
  }
  return open.length === 0 && texts.size > 0 ? texts : null;
}

/** Null for one that is damaged. */
export function readPom(text: string): Pom | null {
  const texts = text.length > longest ? null : readTexts(text);
  if (!texts || ![...texts.keys()].every((path) => path.startsWith('project/'))) return null;
  const one = (path: string): string | null => texts.get(path)?.[0] ?? null;
  const [artifactId, version] = [one('project/parent/artifactId'), one('project/parent/version')];
  const inside = (path: string): boolean => [...texts.keys()].some((known) => known.startsWith(path));
  return {
    artifactId: one('project/artifactId'),
    parent: artifactId !== null && version !== null ? { artifactId, version } : null,
    hasModules: inside('project/modules/'),
    hasDependencies: inside('project/dependencies/'),
    plugins: [...texts].filter(([path]) => path.endsWith('/plugin/artifactId')).flatMap(([, names]) => names),
  };
}

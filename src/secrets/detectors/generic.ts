import type { Severity } from '../../severity.ts';
import type { Detector, Surroundings } from '../detector.ts';
import { isNoValue, looksChosen, looksRandom } from './generic-looks.ts';
import { isStopValue, isStopWordBefore, mayFollow } from './generic-stops.ts';

const space = '[ \\t]{0,16}';
/** What stands between a name and its value. */
const assignments = [
  // NAME=value, "name": "value", name := 'value', 'name' => 'value', \"name\": \"value\", env['name'] = 'value'
  `\\\\?["'\`]?\\]?${space}(?:=>|:=|[:=])${space}\\\\?`,
  // name: string = 'value'
  `[ \\t]{0,4}:[ \\t]{0,4}\\w{1,12}[ \\t]{0,4}=${space}`,
  // define('NAME', 'value'), setName('value')
  `["'][ \\t]{0,4},[ \\t]{0,4}(?=["'])`,
  `\\([ \\t]{0,4}(?=["'])`,
  // <name>value</name>, <entry key="name">value</entry>
  `["']?>`,
  // name="name" value="value", and the lists of Kubernetes and Compose: - name: NAME, below it value: value
  `["']?,?\\s{0,40}["']?value["']?${space}[:=]${space}`,
  // --name value, ENV name value
  `[ \\t]{1,4}`,
];
const names =
  '_?pass(?:word|wd|phrase)?|pwd|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|credential|auth(?:[_.-]?key)?';
const inQuotes = '[^\\s"\'`<>\\\\]';
const bare = '[^\\s"\'`<>\\\\,;]';
// Most values are words: one without a digit, or signs, is no match. The password of Java's key stores where nobody chose another
// opens them all the same.
const notWords = `(?=(?:(?!changeit)[a-z_.:/-]){0,199}(?:changeit|[^\\sa-z_.:/"'\`<>\\\\-]))`;
const pattern = new RegExp(
  // The rest of the name is taken as it is: shorter ones need not be tried.
  `(?<name>${names})(?=(?<rest>[\\w.-]{0,24}))\\k<rest>(?<assignment>${assignments.join('|')})` +
    `(?:(?<quote>["'\`])${notWords}(?<quoted>${inQuotes}{8,200})\\\\?\\k<quote>` +
    // Not name=value: that is looked at where its own name stands.
    `|(?![a-z_]{2,40}=\\w)${notWords}(?<value>${bare}{7,199}[^\\s"'\`<>\\\\,;)}\\]]))`,
  'iy',
);

const endings = ['=', ':', '"', "'", ' '];
const withEndings = (name: string): string[] => endings.map((ending) => `${name}${ending}`);

const document =
  /\.(?:md|mdx|markdown|rst|adoc|html?|tex|pod|texi|[1-9]|[1-9]\.gz)$|\/(?:readme|changelog|changes|news|history)[^/]*$/i;
const testOrExample =
  /\/(?:tests?|testing|testdata|__tests__|__mocks__|specs?|fixtures?|examples?|samples?|demos?|mocks?|docs?)\/|[._-](?:test|spec|example|sample|template|dist|tmpl|tpl)s?(?:-\d)?(?:\.\w+)?$|\/examples?(?:-\d)?\.\w+$|\/test_[^/]*$|_test\.\w+$/i;

/** A line of a program this long was written by another one. */
const longLine = 2000;
function isMinified({ input, index }: RegExpExecArray): boolean {
  const behind = input.slice(index, index + longLine);
  const end = behind.indexOf('\n');
  if (end < 0 && behind.length === longLine) return true;
  const before = input.slice(Math.max(0, index - longLine), index);
  const toEnd = end < 0 ? behind.length : end;
  return toEnd + before.length - before.lastIndexOf('\n') > longLine;
}

const isOption = /(?:^|[\s"'])--?[\w-]{0,40}$/;
const isEnvLine = /(?:^|\n)[ \t]{0,16}ENV[ \t]{1,16}\w{0,60}$/i;
const nameBefore = /[\w.-]{0,60}$/;
/** Behind a bare value, what ends it. */
const ended = /[\s"'`<>\\,;)&}\]]/;

/** The name says that a secret is assigned, and the text that it is one. */
function isAssignment(match: RegExpExecArray, kind: Surroundings['kind']): boolean {
  const { input, index } = match;
  const { name = '', rest = '', assignment = '', quote } = match.groups ?? {};
  const before = input.slice(Math.max(0, index - 64), index);
  if (assignment.trim() === '' && !isOption.test(before) && !isEnvLine.test(before)) return false;
  if (quote === undefined && (kind === 'code' || !ended.test(input[index + match[0].length] ?? ' '))) return false;
  // Of an address's parameters, the value ends at the next one.
  if (match[0].includes('&') && /[?&][\w.-]{0,60}$/.test(before)) return false;
  return mayFollow(name, rest) && !isStopWordBefore(nameBefore.exec(before)?.[0] ?? '');
}

const isJavaDefault = (value: string, { input, index }: RegExpExecArray): boolean =>
  value === 'changeit' && /keystorepass/i.test(input.slice(Math.max(0, index - 8), index + 4));

function severityOf(value: string, match: RegExpExecArray, { path, kind }: Surroundings): Severity | null {
  const isDefault = isJavaDefault(value, match);
  const isRandom = looksRandom(value);
  if (kind === 'code' ? !isRandom || isMinified(match) : !isRandom && !isDefault && !looksChosen(value)) return null;
  if (isNoValue(value, match.groups?.['quote'] !== undefined) || !isAssignment(match, kind) || isStopValue(value))
    return null;
  if (document.test(path) || testOrExample.test(path)) return 'info';
  if (kind === 'code' || isDefault) return 'warning';
  return isRandom || /\d[^]{0,200}[^A-Za-z\d]|[^A-Za-z\d][^]{0,200}\d/.test(value) ? 'error' : 'warning';
}

/** What a name says to be a secret, and what looks like one. */
export const generic: readonly Detector[] = [
  {
    id: 'generic-secret',
    title: 'Password or key in an assignment',
    severity: 'error',
    anchors: [
      ...['password', 'passwd', 'passphrase', 'secret', 'token', 'credential'],
      ...['api', 'access', 'private', 'auth'].flatMap((word) => ['', '_', '-', '.'].map((dash) => `${word}${dash}key`)),
      ...['pwd', 'auth', '_pass'].flatMap(withEndings),
    ],
    anyCase: true,
    pattern,
    generic: true,
    check: severityOf,
    rotate: 'Set another one where it is used, and end this one there.',
  },
];

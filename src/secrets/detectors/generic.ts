import type { Severity } from '../../severity.ts';
import type { Detector, Surroundings } from '../detector.ts';
import { mayBeGiven } from './generic-bytes.ts';
import { isExpression, isNoValue, looksChosen, looksRandom } from './generic-looks.ts';
import { isStopValue, isStopWordBefore, mayFollow } from './generic-stops.ts';

const space = '[ \\t]{0,16}';
/** What stands between a name and its value. */
const assignments = [
  // NAME=value, "name": "value", name := 'value', 'name' => 'value', \"name\": \"value\", env['name'] = 'value', and with a type:
  // name: string = 'value'
  `\\\\?["'\`]?\\]?${space}(?:=>|:=|[:=](?:[ \\t]{0,4}(?:string|str|bytes|text|final|secretstr)[ \\t]{0,4}=)?)${space}(?![ \\t])\\\\?`,
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
const longestName = 'private-key'.length;
/** Characters of a name behind what it says. */
const longestRest = 24;
const inQuotes = '[^\\s"\'`<>\\\\]';
const bare = '[^\\s"\'`<>\\\\,;]';
const bareEnd = '[^\\s"\'`<>\\\\,;)}\\]]';
// Elsewhere than behind the first name of its line, a bare value has neither : nor =, but for the = that fill up base64: what
// holds more is another name and its value. So no piece of a text is read for more than one name.
const behindFirstName =
  '(?<=(?<![^\\n])[ \\t]{0,16}(?:(?:export|env|arg|-)[ \\t]{1,4})?[\\w.-]{1,80}[ \\t]{0,4}[:=][ \\t]{0,16})';
const narrow = '[^\\s"\'`<>\\\\,;:=]';
const narrowEnd = '[^\\s"\'`<>\\\\,;:=)}\\]]';
// Most values are words: one without a digit, or signs, is no match. The password of Java's key stores where nobody chose another
// opens them all the same.
const notWords = `(?=[a-z_./-]{0,40}[^\\sa-z_./"'\`<>\\\\-]|changeit)`;
const pattern = new RegExp(
  // The rest of the name is taken as it is: shorter ones need not be tried.
  `(?<name>${names})(?![\\w.-]{${longestRest + 1}})(?=(?<rest>[\\w.-]{0,${longestRest}}))\\k<rest>(?<assignment>${assignments.join('|')})` +
    `(?:(?<quote>["'\`])${notWords}(?<quoted>${inQuotes}{8,200})\\\\?\\k<quote>` +
    `|(?!(?:${names})[:=])${notWords}(?<value>${behindFirstName}${bare}{7,199}${bareEnd}|${narrow}{7,199}(?:${narrowEnd}|={1,2})))`,
  'iy',
);

const endings = ['=', ':', '"', "'"];

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
function isAssignment(match: RegExpExecArray): boolean {
  const { input, index } = match;
  const { name = '', rest = '', assignment = '' } = match.groups ?? {};
  const before = input.slice(Math.max(0, index - 64), index);
  if (assignment.trim() === '' && !isOption.test(before) && !isEnvLine.test(before)) return false;
  // One of the parts of a name: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbC123
  if (before.endsWith(':')) return false;
  // Of an address's parameters, the value ends at the next one.
  if (match[0].includes('&') && /[?&][\w.-]{0,60}$/.test(before)) return false;
  return mayFollow(name, rest) && !isStopWordBefore(nameBefore.exec(before)?.[0] ?? '');
}

const isJavaDefault = (value: string, { input, index }: RegExpExecArray): boolean =>
  value === 'changeit' && /keystorepass/i.test(input.slice(Math.max(0, index - 8), index + 4));

function severityOf(value: string, match: RegExpExecArray, { path, kind }: Surroundings): Severity | null {
  const isQuoted = match.groups?.['quote'] !== undefined;
  if (!isQuoted && isExpression(value)) return null;
  if (!isQuoted && (kind === 'code' || !ended.test(match.input[match.index + match[0].length] ?? ' '))) return null;
  if (kind === 'code' && isMinified(match)) return null;
  const isDefault = isJavaDefault(value, match);
  const isRandom = looksRandom(value);
  if (!isRandom && (kind === 'code' || (!isDefault && !looksChosen(value)))) return null;
  if (isNoValue(value, isQuoted) || !isAssignment(match) || isStopValue(value)) return null;
  if (document.test(path) || testOrExample.test(path)) return 'info';
  if (kind === 'code' || isDefault) return 'warning';
  return isRandom || /\d[^]{0,200}[^A-Za-z\d]|[^A-Za-z\d][^]{0,200}\d/.test(value) ? 'error' : 'warning';
}

/** What a name says to be a secret, and what looks like one. */
export const generic: readonly Detector[] = [
  {
    id: 'generic-secret',
    title: 'Password or key',
    severity: 'error',
    anchors: [
      ...['password', 'passwd', 'passphrase', 'secret', 'token', 'credential'],
      ...['api', 'access', 'private', 'auth'].flatMap((word) => ['', '_', '-', '.'].map((dash) => `${word}${dash}key`)),
      ...['pwd', '_pass'].flatMap((name) => [...endings, ' '].map((ending) => `${name}${ending}`)),
      ...endings.map((ending) => `auth${ending}`),
    ],
    anyCase: true,
    name: { longest: longestName + longestRest, endsBefore: `\\"'\`]=:(>, \t\n\r\f\v\xa0`, mayBeGiven },
    pattern,
    generic: true,
    check: severityOf,
    rotate: 'Set another one where it is used, and end this one there.',
  },
];

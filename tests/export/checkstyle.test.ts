import { describe, expect, test } from 'vitest';
import { checkstyle, xmlAttribute } from '../../src/export/checkstyle.ts';
import { announceHadolint, hadolint, hadolintAs } from '../peers/hadolint.ts';
import { reportOf } from '../report/sample-report.ts';
import { peerDockerfile } from './peer-dockerfile.ts';
import { everyRule, fullInput, hostile, imageInput, lintedInput, written } from './sample-findings.ts';

type Attributes = Record<string, string>;

interface Element {
  name: string;
  attributes: Attributes;
  children: Element[];
}

const entities: Attributes = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML 1.0, 2.2: what a document may hold. */
const legal = /^(?:[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\ud800-\udbff][\udc00-\udfff])*$/;

function readAttributes(text: string): Attributes {
  const attributes: Attributes = {};
  const rest = text.replace(/\s+([\w:]+)="([^"<]*)"/g, (_, name: string, value: string) => {
    if (name in attributes) throw new Error(`twice: ${name}`);
    attributes[name] = value.replace(/&([^;]*);?/g, (whole, entity: string) => {
      if (!(entity in entities) || !whole.endsWith(';')) throw new Error(`no entity: ${whole}`);
      return entities[entity]!;
    });
    return '';
  });
  if (rest.trim() !== '') throw new Error(`not an attribute: ${rest}`);
  return attributes;
}

/** A reader of elements and attributes, strict about what is well-formed; it shares nothing with the writer. */
function readXml(text: string): Element {
  if (!legal.test(text)) throw new Error('a character that XML can not hold');
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  if (!text.startsWith(head)) throw new Error('no declaration');
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const rest = text.slice(head.length).replace(/<(\/?)(\w+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g, (_, ...parts) => {
    const [end, name, attributes, empty] = parts as [string, string, string, string];
    if (end) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
      return '';
    }
    const element = { name, attributes: readAttributes(attributes), children: [] };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
    return '';
  });
  if (rest.trim() !== '') throw new Error(`text between elements: ${rest.slice(0, 80)}`);
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one element');
  return root.children[0]!;
}

test.each([
  ['<?xml version="1.0" encoding="UTF-8"?><a b="<"/>'],
  ['<?xml version="1.0" encoding="UTF-8"?><a b="&x;"/>'],
  ['<?xml version="1.0" encoding="UTF-8"?><a b="1" b="2"/>'],
  ['<?xml version="1.0" encoding="UTF-8"?><a>'],
  ['<?xml version="1.0" encoding="UTF-8"?><a/><b/>'],
  ['<?xml version="1.0" encoding="UTF-8"?><a b="\u0007"/>'],
  ['<?xml version="1.0" encoding="UTF-8"?><a b="\ud800"/>'],
])('the reader refuses %j', (text) => {
  expect(() => readXml(text)).toThrow();
});

test.each([
  ['a', '"a"'],
  [5, '"5"'],
  [`<a href="x">&amp;'</a>`, `"&lt;a href=&quot;x&quot;&gt;&amp;amp;'&lt;/a&gt;"`],
  [']]>', '"]]&gt;"'],
  ['a\nb\tc\r', '"a\\nb\\tc\\u{D}"'],
  ['\u0000\u001b\u0085', '"\\u{0}\\u{1B}\\u{85}"'],
  ['\ud800 \udce9 \ufffe\uffff 😀', '"\\u{D800} \\xE9 \\u{FFFE}\\u{FFFF} 😀"'],
])('%j is %s', (value, attribute) => {
  expect(xmlAttribute(value)).toBe(attribute);
});

test('an empty report is a document without files', () => {
  expect(readXml(written(checkstyle, { report: reportOf(), rootfs: [], texts: [] }))).toEqual({
    name: 'checkstyle',
    attributes: { version: '4.3' },
    children: [],
  });
});

test('every Dockerfile is a file, the clean ones too; each finding an error', () => {
  const { children } = readXml(written(checkstyle, fullInput()));
  expect(children.map(({ name, attributes }) => [name, attributes])).toEqual([
    ['file', { name: 'services/web/Dockerfile' }],
    ['file', { name: 'Dockerfile' }],
  ]);
  expect(children[0]!.children.map(({ name }) => name)).toEqual(Array(4).fill('error'));
  expect(children[0]!.children[0]!.attributes).toEqual({
    line: '2',
    column: '1',
    severity: 'error',
    message: 'ADD copies plain local files',
    source: 'DL3020',
  });
  expect(children[0]!.children[3]!.attributes).toMatchObject({ line: '1', column: '1', severity: 'warning' });
  expect(children[1]!.children).toEqual([]);
});

test('all rules’ findings are there', () => {
  const input = everyRule();
  const { children } = readXml(written(checkstyle, input));
  expect(children.map((file) => file.children.map((error) => error.attributes['source']))).toEqual(
    input.report.dockerfiles.map(({ findings }) => findings.map(({ code }) => code)),
  );
});

test('an image with findings is a file', async () => {
  const { children } = readXml(written(checkstyle, await imageInput()));
  expect(children.map(({ attributes, children: errors }) => [attributes['name'], errors.length])).toEqual([
    ['web.tar', 2],
  ]);
});

test('hostile names and texts are attributes, and nothing else', () => {
  const input = hostile();
  const { children } = readXml(written(checkstyle, input));
  expect(children).toHaveLength(input.report.dockerfiles.length);
  expect(children[0]!.attributes['name']).toBe(
    'a:b/we"b & <x>\\u{202E}%2f{0}/caf\\xE9\\u{0}\\u{FFFE}\\n\\u{D800}/Dockerfile [x](y)',
  );
  expect(children[0]!.children.map(({ attributes }) => Object.keys(attributes).length)).toEqual([5, 5, 5]);
  expect(children[0]!.children[0]!.attributes['message']).toMatch(/^x <b> & "q" \\u\{0\}/);
});

describe('beside hadolint', () => {
  announceHadolint();

  test.skipIf(!hadolint)('equal findings have equal attributes', async () => {
    const theirs = readXml((await hadolintAs('checkstyle', peerDockerfile))!);
    const ours = readXml(written(checkstyle, lintedInput({ Dockerfile: peerDockerfile })));
    expect(ours.attributes).toEqual(theirs.attributes);
    expect(ours.children.map(({ name, attributes }) => [name, attributes])).toEqual(
      theirs.children.map(({ name, attributes }) => [name, attributes]),
    );
    // The messages are everyone's own words.
    const rows = ({ children }: Element): string[] =>
      children[0]!.children
        .map(({ name, attributes: { message, ...rest } }) =>
          JSON.stringify([name, typeof message, Object.entries(rest).sort()]),
        )
        .sort();
    const common = rows(theirs).filter((row) => !/"(?:SC\d+)"/.test(row));
    expect(common.length).toBeGreaterThan(12);
    expect(rows(ours).filter((row) => /"DL\d+"/.test(row))).toEqual(common);
  });
});

import { expect, test } from 'vitest';
import { parsePomLicences, pomFolder } from '../../../src/packages/java/pom-licences.ts';

const read = (text: string): readonly string[] => parsePomLicences(Buffer.from(text));

test.each<[string, string[]]>([
  [
    '<project><name>no</name><licenses>\n<license><name> Apache\n License &amp; more</name></license></licenses></project>',
    ['Apache License & more'],
  ],
  [
    '<licenses><license><name>MIT</name></license><license><url>x</url><name>BSD</name></license></licenses>',
    ['MIT', 'BSD'],
  ],
  ['<name>a</name>', []],
  ['<licenses><name>MIT</name>', []],
  ['<licenses><name></name><name><b>x</b></name></licenses>', []],
  [`<licenses><name>${'a'.repeat(600)}</name>${'<name>b</name>'.repeat(50)}</licenses>`, Array<string>(20).fill('b')],
])('%j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('where it lies', () => {
  const paths = ['META-INF/maven/a.b/c/pom.xml', 'WEB-INF/classes/META-INF/maven/a/b/pom.xml', 'pom.xml'];
  expect(paths.map(pomFolder)).toEqual(['a.b/c', 'a/b', null]);
});

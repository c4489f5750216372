import { describe, expect, it } from 'vitest';
import { expandWord, type Lookup } from '../../src/dockerfile/expand.ts';

const values: Readonly<Record<string, string | null>> = {
  A: 'one',
  E: '',
  V: '3.9.1',
  P: 'a/b/c.tar.gz',
  U: null,
  S: 'x*y',
};
const lookup: Lookup = (name) => (Object.hasOwn(values, name) ? values[name] : undefined);
const expand = (text: string, escape = '\\', keepsQuotes = false): string | null =>
  expandWord(text, lookup, { escape, keepsQuotes }).value;

describe('a word with variables', () => {
  it.each([
    ['plain', 'plain'],
    ['$A', 'one'],
    ['x${A}y', 'xoney'],
    ['$A_', ''],
    ['$A.b', 'one.b'],
    ['$NO', ''],
    ['$', '$'],
    ['a$/b', 'a$/b'],
    ['$$A', 'A'],
    ['$1A', 'A'],
    ['\\$A', '$A'],
    ["'$A'", '$A'],
    ['"$A"', 'one'],
    ['"\\$A \\x"', '$A \\x'],
    ['a\\ b', 'a b'],
    ['${NO:-x}', 'x'],
    ['${E:-x}', 'x'],
    ['${E-x}', ''],
    ['${A:+x}', 'x'],
    ['${E:+x}', ''],
    ['${E+x}', 'x'],
    ['${NO:-${A}}', 'one'],
    ['${NO:-"a}b"}', 'a}b'],
    ['${A:?why}', 'one'],
    ['${V%.*}', '3.9'],
    ['${V%%.*}', '3'],
    ['${V#*.}', '9.1'],
    ['${V##*.}', '1'],
    ['${V#9}', '3.9.1'],
    ['${P/\\//-}', 'a-b/c.tar.gz'],
    ['${P//\\//-}', 'a-b-c.tar.gz'],
    ['${P//?.t/_}', 'a/b/_ar.gz'],
    ['${S#x\\*}', 'y'],
    ['${S%\\**}', 'x'],
  ])('%s becomes %j', (text, value) => expect(expand(text)).toBe(value));

  it.each(['${A', '"a', "'a", '${}', '${:x}', '${A:x}', '${A:#x}', '${NO:?why}', '${A/x}', '$U', '${U:-x}'])(
    '%s is not known',
    (text) => expect(expand(text)).toBeNull(),
  );

  it('follows the escape directive, and keeps quotes in a here-document', () => {
    expect(expand('`$A \\$A', '`')).toBe('$A \\one');
    expect(expand(`'$A' "\\$A"`, '\\', true)).toBe(`'one' "$A"`);
  });

  it('tells where each variable stands, those of defaults too', () => {
    const text = 'x$A-${NO:-$MORE}';
    const { uses } = expandWord(text, lookup, { escape: '\\' });
    expect(uses.map(({ name, isSet, start, end }) => [name, isSet, text.slice(start, end)])).toEqual([
      ['A', true, '$A'],
      ['NO', false, '${NO:-$MORE}'],
      ['MORE', false, '$MORE'],
    ]);
  });

  it('gives up on what is nested or grows without end', () => {
    const long: Lookup = () => 'x'.repeat(10_000);
    expect(expand(`${'${X:-'.repeat(20_000)}${'}'.repeat(20_000)}`)).toBeNull();
    expect(expandWord('$A'.repeat(100_000), long, { escape: '\\' }).value).toBeNull();
    expect(expandWord(`\${A%${'*a'.repeat(5_000)}}`, long, { escape: '\\' }).value).toBeNull();
    expect(expandWord(`\${A//${'*a'.repeat(50)}/b}`, long, { escape: '\\' }).value).toBeNull();
  });
});

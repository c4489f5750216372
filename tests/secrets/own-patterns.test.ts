import { describe, expect, it, test } from 'vitest';
import { encodeText } from '../../src/bytes/text.ts';
import { FileScanner } from '../../src/secrets/file-scanner.ts';
import { SecretMatcher } from '../../src/secrets/matcher.ts';
import { detectorsOf, mostOwnPatterns, parseOwnPatterns } from '../../src/secrets/own-patterns.ts';
import { readSafePattern } from '../../src/secrets/safe-pattern.ts';

const refusedAs = (pattern: string): string => {
  const read = readSafePattern(pattern);
  return 'refused' in read ? read.refused : 'taken';
};

describe('what can take for ever is refused', () => {
  test.each([
    ['acme(a+)+$', /repeated itself/],
    ['acme(a|a)*', /alternatives/],
    ['acme(a|b|ab)*c', /alternatives/],
    ['acme(.*)*', /repeated itself/],
    [String.raw`acme(\w+\s?)+`, /repeated itself/],
    ['acme(?:a{0,9}){0,9}x', /repeated itself/],
    ['acme((ab)?c)+', /repeated itself/],
    ['acme(?:a(?=b*c))*', /repeated itself/],
    [String.raw`(acme_\w{8})\1`, /back to a group/],
    [String.raw`(?<a>acme)\k<a>`, /back to a group/],
    ['(?<=a*)acme', /looks behind itself/],
    ['(?<![a-z]{101})acme', /looks behind itself/],
    [String.raw`acme\w*\w*\w*!`, /too many ways/],
    ['acme.*key.*value.*!', /too many ways/],
    ['acme(?:ab?)?(?:ab?)?.{0,400}a?a?a?a?.{0,400}!', /too many ways/],
    [`acme${'[a-z]{400}-'.repeat(6)}`, /longer than 2048/],
    ['acme.*!', /hold its own beginning/],
    [String.raw`abc\w+!`, /hold its own beginning/],
    ['abab[a-z]{0,400}!', /hold its own beginning/],
    [String.raw`aba\w{0,20}\w{0,20}!`, /hold its own beginning/],
    ['abc[a-z]*[:=][a-z]*!', /hold its own beginning/],
    [String.raw`https?://[^:\s]+:[^@\s]+@git\.acme`, /hold its own beginning/],
  ])('%s', (pattern, reason) => expect(refusedAs(pattern)).toMatch(reason));
});

describe('what can’t be looked for, or is no pattern, is refused', () => {
  test.each([
    [String.raw`\w+_acme`, /begin with a text/],
    ['[a-z]{4}', /begin with a text/],
    ['ac[a-z]e', /begin with a text/],
    ['acme|xy', /begin with a text/],
    ['-{5}BEGIN', 'taken'],
    ['-{5}', /not all the same/],
    ['(?:acme)?_key', /begin with a text/],
    ['', /begin with a text/],
    ['(?=acme)', /begin with a text/],
    ['[ab][ab][ab]', /not all the same/],
    ['acmé_key', /ASCII/],
    ['acme_[0-9', /not closed/],
    ['acme_(a', /not closed/],
    ['acme_a)', /closes nothing/],
    ['acme_**', /repeats nothing/],
    ['*acme', /repeats nothing/],
    ['acme$*', /no length/],
    ['acme(?i:x)', /no known sign/],
    [String.raw`acme\p{L}`, /not known/],
    ['acme\\', /not known/],
    ['acme[z-a]', /no regular expression/],
    ['acme{9,2}', /too often/],
    ['acme.{513}', /too often/],
    ['a'.repeat(1001), /longer than 1000/],
    [`acme(?:${'a|'.repeat(60)}b)`, /more than 50/],
  ])('%s', (pattern, reason) => expect(refusedAs(pattern)).toMatch(reason));
});

describe('what people look for is let in', () => {
  test.each([
    ['ACME-[A-Z0-9]{32}'],
    [String.raw`internal[_-]?token\s*[:=]\s*["']?([a-z0-9]{24,})`, true],
    ['acme_(?:live|test)_[A-Za-z0-9]{32}'],
    [String.raw`acme\.pat\.[\w-]{40,}`],
    [String.raw`\bacme-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`],
    [String.raw`corp[_-]?api[_-]?key["']?\s*[:=]\s*["']([^"'\s]{16,})["']`, true],
    [String.raw`X-Acme-Token:\s*(?<value>\S+)`],
    [String.raw`Authorization:\s*Bearer\s+(?<value>[A-Za-z0-9._~+/-]+=*)`],
    [String.raw`https://hooks\.acme\.example/[A-Za-z0-9/_-]+`],
    [String.raw`https?://[^:\s/]{1,60}:(?<value>[^@\s]{1,100})@git\.acme\.example`],
    [String.raw`jdbc:oracle:thin:[^/\s]+/(?<value>[^@\s]+)@`],
    ['ACME_(?:KEY|TOKEN|SECRET)=(?<value>.+)'],
    [String.raw`password\s*=\s*"(?<value>[^"]+)"`],
    ['<acme:password>(?<value>[^<]+)</acme:password>'],
    [String.raw`-----BEGIN ACME LICENCE-----[A-Za-z0-9+/=\s]+-----END ACME LICENCE-----`],
    ['svc-[a-z]+-[a-z0-9]{16}'],
    ['vault:v[0-9]+:[A-Za-z0-9+/=]+'],
    ['(?<![A-Za-z0-9])acme[A-Za-z0-9]{36}(?![A-Za-z0-9])'],
    ['EMP[0-9]{6}'],
    [String.raw`project-(?:alpha|beta|gamma)-key-\w{20}`],
    [String.raw`acme_\w+`],
    [String.raw`secret[_-]key\s*:\s*\S{20,}`],
    ['cust_[0-9]{4}-[0-9]{4}'],
    ['^ACME_LICENSE=.*$'],
    [String.raw`"clientSecret"\s*:\s*"(?<value>[^"]{10,})"`],
    ['api_key=[0-9a-f]{32}&'],
    [String.raw`s3cr3t-\d{4}-[a-z]{2,10}`],
  ])('%s', (pattern, anyCase = false) => expect(readSafePattern(pattern, anyCase)).not.toHaveProperty('refused'));
});

describe('anchors are the texts that a match begins with', () => {
  test.each([
    ['acme_[a-z]{20}', ['acme_']],
    [String.raw`(?<![A-Za-z0-9])acme\.[a-z]{20}(?![a-z])`, ['acme.']],
    [String.raw`\bacme`, ['acme']],
    ['corp[ps]_x', ['corpp_x', 'corps_x']],
    ['(?:acme|corp)-(?:live|test)-[0-9]{8}', ['acme-live-', 'acme-test-', 'corp-live-', 'corp-test-']],
    ['acme|widget', ['acme', 'widget']],
    ['acmee?', ['acme']],
    ['(?:ab){2}c', ['ababc']],
    ['xa{3,}b', ['xaaa']],
    [String.raw`\x41cme\/\[`, ['Acme/[']],
  ])('%s', (pattern, anchors) => expect(readSafePattern(pattern)).toMatchObject({ anchors }));

  it('has small letters where the case does not count', () => {
    expect(readSafePattern('ACME[Ab]', true)).toMatchObject({ anchors: ['acmea', 'acmeb'] });
  });
});

it('gives every quantifier an end', () => {
  expect(readSafePattern('acme_a+?b*c{2,}d{3}')).toMatchObject({ source: 'acme_a{1,200}?b{0,200}c{2,202}d{3,3}' });
});

describe('the list', () => {
  const line = 'acme-key error /acme_(?:live|test)_[A-Za-z0-9]{8}/ Key of the Acme API';

  it('is read line by line', () => {
    const { patterns, problems } = parseOwnPatterns(`\ufeff# ours\r\n\r\n${line}\r\nb info /x[/]yz/i B`);
    expect(problems).toEqual(
      [
        'Line 4: the pattern is refused: it has to begin with a text to look for, 3 characters at least and not all the same, such as acme_.',
      ].slice(1),
    );
    expect(patterns).toMatchObject([
      { id: 'own-acme-key', severity: 'error', title: 'Key of the Acme API', anyCase: false },
      { id: 'own-b', severity: 'info', title: 'B', anyCase: true, anchors: ['x/yz'] },
    ]);
  });

  test.each([
    ['acme-key error', /an id, a severity, a \/pattern\/ and a title/],
    ['acme-key error acme_ Title', /an id, a severity/],
    ['acme-key error /acme_ Title', /no “\/” at its end/],
    ['acme-key high /acme_/ Title', /“high” is no severity; those are error, warning, info, style/],
    ['Acme error /acme_/ Title', /“Acme” is no id/],
    ['acme error /acme_/g Title', /“g” behind the pattern/],
    ['acme error /acme_/', /a title/],
    ['acme error /acme(a+)+$/ Title', /refused: a quantifier stands in a group/],
  ])('tells of %j', (bad, reason) => {
    const { patterns, problems } = parseOwnPatterns(`${line}\n${bad}\n`);
    expect(patterns).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Line 2: /);
    expect(problems[0]).toMatch(reason);
  });

  it('has no id twice, and no more patterns than a hundred', () => {
    expect(parseOwnPatterns(`${line}\n${line}`).problems).toEqual([
      'Line 2: the id acme-key is taken by a line above.',
    ]);
    const many = Array.from({ length: mostOwnPatterns + 1 }, (_, at) => `p${at} info /acme${at}_/ T`).join('\n');
    const { patterns, problems } = parseOwnPatterns(many);
    expect([patterns.length, problems]).toEqual([100, ['Line 101: there are more than 100 patterns.']]);
    expect(parseOwnPatterns('#\n'.repeat(2000)).problems).toEqual(['Only the first 1000 lines were read.']);
  });
});

const find = (list: string, text: string): string[] => {
  const bytes = encodeText(text);
  return new SecretMatcher(detectorsOf(parseOwnPatterns(list).patterns))
    .find(bytes, { path: '/a.env', kind: 'settings' }, 100)
    .map(({ detector, start, end }) => `${detector.id}: ${text.slice(start, end)}`);
};

describe('what they find', () => {
  test.each<[string, string, string[]]>([
    ['a error /acme_[a-z]{4}/ A', 'x acme_abcd acme_abc', ['own-a: acme_abcd']],
    ['a error /acme_[a-z]{4}/i A', 'x ACME_abCD', ['own-a: ACME_abCD']],
    ['a error /acme=(?<value>[a-z]+)/ A', 'acme=secret', ['own-a: secret']],
    ['a error /^acme=[a-z]+$/ A', 'b\nacme=secret\nx acme=no\nacme=no!', ['own-a: acme=secret']],
    ['a error /(?<!x)acme[0-9]{2}(?![0-9])/ A', 'xacme12 acme12 acme123', ['own-a: acme12']],
  ])('%s in %j', (list, text, found) => expect(find(list, text)).toEqual(found));
});

it('goes along with the detectors through a worker’s input', async () => {
  const { patterns } = parseOwnPatterns('acme error /acme_[a-z]{8}/ Acme key');
  const scanner = await FileScanner.create(structuredClone(patterns));
  const { found } = scanner.scan('/app/.env', encodeText('A=1\nKEY=acme_abcdefgh\n'));
  expect(found).toMatchObject([{ detector: 'own-acme', severity: 'error', line: 2, offset: 8, length: 13 }]);
  expect(JSON.stringify(found)).not.toContain('acme_abcdefgh');
});

import { describe, expect, it, test } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { lintDockerfile } from '../../../src/lint/index.ts';
import { secretInDockerfile } from '../../../src/lint/rules/pl1016-secret-in-dockerfile.ts';
import { crc32Of } from '../../../src/secrets/checksums.ts';
import { findingsOf, placeOf, testOwnRule } from '../test-rule.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** With its checksum, as GitHub writes them. */
function token(body: string): string {
  let [checksum, written] = [crc32Of(body), ''];
  for (; written.length < 6; checksum = Math.floor(checksum / 62)) written = `${digits[checksum % 62]}${written}`;
  return `gh${'p_'}${body}${written}`;
}

const whole = token('k7Jd2mQz9XvB4nRtk7Jd2mQz9XvB4n');
const madeUp = `${whole.slice(0, -1)}${whole.endsWith('a') ? 'b' : 'a'}`;

testOwnRule(secretInDockerfile, {
  catches: [
    `ENV GITHUB=${whole}`,
    `ARG GITHUB="${whole}"`,
    `LABEL a=b token=${whole}`,
    `RUN git clone https://${whole}@github.com/a/b`,
    `RUN <<EOF\necho ${whole}\nEOF`,
    `COPY <<EOF /root/.netrc\npassword ${whole}\nEOF`,
    `CMD ["a", "--token=${whole}"]`,
    `ONBUILD ENV GITHUB=${whole}`,
    `# ${whole}\nUSER 1`,
    `ENV GITHUB \\\n  ${whole}`,
    `ENV GITHUB=${madeUp}`,
  ],
  allows: [
    'ENV GITHUB=$GITHUB_TOKEN',
    `ENV GITHUB=gh${'p_'}xxx`,
    `RUN echo a${whole}`,
    'RUN --mount=type=secret,id=github,env=GITHUB_TOKEN npm ci',
  ],
  places: [
    [`ENV A=1 GITHUB="${whole}" B=2`, whole],
    [`LABEL a="caf\u00e9 \u{1f600}"\nENV GITHUB=${whole}`, whole],
    [`# caf\u00e9 ${whole}`, whole],
    [`RUN <<EOF\n  x ${whole} y\nEOF`, whole],
  ],
});

describe('what is said', () => {
  test.each([
    [`ENV A=1 GITHUB=${whole}`, 'GitHub token in ENV GITHUB: '],
    [`ENV GITHUB ${whole}`, 'GitHub token in ENV GITHUB: '],
    [`ARG GITHUB=${whole}`, 'GitHub token in ARG GITHUB: '],
    [`LABEL a.b=${whole}`, 'GitHub token in LABEL a.b: '],
    [`ONBUILD ENV GITHUB=${whole}`, 'GitHub token in ENV GITHUB: '],
    [`RUN echo ${whole}`, 'GitHub token in RUN: '],
    [`# ${whole}\nUSER 1`, 'GitHub token in a comment: '],
  ])('of %j', (text, said) => {
    const [finding] = findingsOf(secretInDockerfile, text);
    expect(finding?.message).toBe(`${said}${whole.slice(0, 4)}…${whole.slice(-2)}`);
    expect(JSON.stringify(finding)).not.toContain(whole);
  });

  it('is as bad as the match is, unless the settings say how bad', () => {
    const severityOf = (text: string, override = {}): string | undefined =>
      findingsOf(secretInDockerfile, text, { override })[0]?.severity;
    expect([severityOf(`ENV A=${whole}`), severityOf(`ENV A=${madeUp}`)]).toEqual(['error', 'warning']);
    expect(severityOf(`ENV A=${madeUp}`, { error: ['PL1016'] })).toBe('error');
    expect(severityOf(`ENV A=${whole}`, { style: ['PL1016'] })).toBe('style');
  });

  it('stands beside what the name tells: that is another fault', () => {
    const codes = lintDockerfile(parseDockerfile(`FROM a:1\nUSER 1\nENV GITHUB_TOKEN=${whole}`)).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['DL3064', 'PL1016']);
  });

  it('is each of several on one line', () => {
    const text = `ENV A=${whole} B=${madeUp}`;
    expect(findingsOf(secretInDockerfile, `FROM a:1\n${text}`).map((one) => placeOf(`FROM a:1\n${text}`, one))).toEqual(
      [whole, madeUp],
    );
  });
});

it('is quick on a long Dockerfile, and tells a hundred at most', () => {
  const long = parseDockerfile(`FROM a:1\n${`RUN echo caf\u00e9 ${whole}\n`.repeat(5000)}`);
  const start = performance.now();
  const found: unknown[] = [];
  secretInDockerfile.check(long, (place) => found.push(place), {});
  expect(found).toHaveLength(100);
  expect(performance.now() - start).toBeLessThan(1000);
});

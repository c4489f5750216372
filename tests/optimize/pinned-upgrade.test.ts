import { describe, expect, test } from 'vitest';
import { findUpgrades, type Upgrade } from '../../src/analysis/vulnerabilities/upgrades.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { pinnedPackages } from '../../src/lint/pins/pinned-packages.ts';
import { pinnedUpgrade } from '../../src/optimize/pinned-upgrade.ts';
import type { ImagePackage } from '../../src/packages/package.ts';
import { imagePackage, placed } from '../support/affected.ts';

function upgradeOf(of: ImagePackage, to: string, ecosystem: string): Upgrade {
  const [upgrade] = findUpgrades([placed(of, 'CVE-1', to, ecosystem)]);
  return upgrade!;
}

/** What becomes of a Dockerfile, the lines that ask for the newer version, and how many are named without an edit. */
function write(text: string, of: ImagePackage, to: string, ecosystem = 'PyPI', others: readonly ImagePackage[] = []) {
  const dockerfile = parseDockerfile(text);
  const upgrade = upgradeOf(of, to, ecosystem);
  const { pins, fix, unwritten, asked } = pinnedUpgrade(upgrade, pinnedPackages(dockerfile), [of, ...others]);
  const lines = (all: readonly { at: { line: number } }[]): number[] => all.map(({ at }) => at.line);
  return {
    text: fix && applyFix(dockerfile, fix),
    pins: lines(pins),
    asked: lines(asked),
    ...(unwritten && { unwritten }),
  };
}

const jinja = imagePackage('Jinja2', '2.11.3');
const deb = (name: string, version: string, source?: { name: string; version: string }): ImagePackage =>
  imagePackage(name, version, { type: 'deb', ...(source && { source }) });

describe('an upgrade as an edit of a Dockerfile', () => {
  test('the new version stands in the place of the old one, and nothing else changes', () => {
    const text = 'FROM a\r\nRUN pip install \\\r\n    "jinja2[i18n]==2.11.3" click==7 # old\r\n';
    expect(write(text, jinja, '3.1.4')).toEqual({ text: text.replace('2.11.3', '3.1.4'), pins: [3], asked: [] });
  });

  test('on every line that pins it', () => {
    const text = 'FROM a AS b\nRUN pip install jinja2==2.11.3\nFROM b\nRUN pip install Jinja2==2.11.3\n';
    expect(write(text, jinja, '3.1.4')).toEqual({ text: text.replaceAll('2.11.3', '3.1.4'), pins: [2, 4], asked: [] });
  });

  test('Go’s keeps its v, and a program of a module goes with it', () => {
    const tools = imagePackage('golang.org/x/tools', 'v0.1.0', { type: 'golang' });
    const text = 'FROM a\nRUN go install golang.org/x/tools/cmd/goimports@v0.1.0\n';
    expect(write(text, tools, '0.1.9', 'Go').text).toBe(text.replace('0.1.0', '0.1.9'));
    // A module of its own, whose versions say nothing of the other one.
    const gopls = 'FROM a\nRUN go install golang.org/x/tools/gopls@v0.16.0\n';
    expect(write(gopls, tools, '0.1.9', 'Go')).toEqual({ text: null, pins: [], asked: [] });
    expect(write(text.replace('/cmd/goimports@v0.1.0', '@v0.2.0'), tools, '0.1.9', 'Go').asked).toEqual([2]);
  });

  test.each([
    ['another version', 'RUN pip install jinja2==2.11.31'],
    ['another name', 'RUN pip install xjinja2==2.11.3'],
    ['another kind of package', 'RUN npm install jinja2@2.11.3'],
  ])('%s is left alone', (_, line) => {
    expect(write(`FROM a\n${line}\n`, jinja, '3.1.4')).toEqual({ text: null, pins: [], asked: [] });
  });

  test('what a distribution built of one source in one version is written; with another one of its own it is named alone', () => {
    const curl = deb('curl', '7.88.1-10', { name: 'curl', version: '7.88.1-10' });
    const text = 'FROM a\nRUN apt-get install -y curl=7.88.1-10\n';
    expect(write(text, curl, '7.88.1-10+deb12u5', 'Debian:12').text).toContain('curl=7.88.1-10+deb12u5\n');
    const bsdutils = deb('bsdutils', '1:2.38.1-5', { name: 'util-linux', version: '2.38.1-5' });
    // 2.38.1-6 would be lower than 1:2.38.1-5.
    expect(write('FROM a\nRUN apt-get install -y bsdutils=1:2.38.1-5\n', bsdutils, '2.38.1-6', 'Debian:12')).toEqual({
      text: null,
      pins: [2],
      asked: [],
      unwritten: 'source',
    });
  });

  test('never lower than what is installed, nor where versions cannot be put in order', () => {
    const text = 'FROM a\nRUN pip install jinja2==2.11.3\n';
    expect(write(text, jinja, '2.10').text).toBeNull();
    const odd = imagePackage('Jinja2', 'odd');
    expect(write('FROM a\nRUN pip install jinja2==odd\n', odd, '3.1.4')).toEqual({
      text: null,
      pins: [2],
      asked: [],
      unwritten: 'order',
    });
  });

  test('a line that asks for the newer version, or one that is newer yet, is told', () => {
    expect(write('FROM a\nRUN pip install jinja2==3.1.4\n', jinja, '3.1.4').asked).toEqual([2]);
    expect(write('FROM a\nRUN pip install jinja2==3.2\n', jinja, '3.1.4').asked).toEqual([2]);
    expect(write('FROM a\nRUN pip install jinja2==3.1\n', jinja, '3.1.4').asked).toEqual([]);
    // It is another one beside it.
    const beside = [imagePackage('jinja2', '3.1.4', { path: '/venv' })];
    expect(write('FROM a\nRUN pip install jinja2==3.1.4\n', jinja, '3.1.4', 'PyPI', beside).asked).toEqual([]);
  });
});

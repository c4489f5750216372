import type { Chain } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { manifestsFirst } from '../manifests-first.ts';
import { readPom } from '../java/pom.ts';
import { operands } from '../shell-chain.ts';

const goals = ['package', 'install', 'verify', 'compile'];
const wrapper = 'mvnw';

function findBuild(chain: Chain): { part: number; command: ShellCommand } | null {
  for (const [part, { simple }] of chain.parts.entries()) {
    const isMaven = simple?.name === 'mvn' || simple?.name === wrapper;
    if (simple && isMaven && operands(simple).some((word) => goals.includes(word))) return { part, command: simple };
  }
  return null;
}

export const mavenManifestsFirst = manifestsFirst({
  id: 'maven-manifests-first',
  title: 'Copy pom.xml and fetch the dependencies before the sources',
  installs: (chain) => findBuild(chain)?.part ?? null,
  fetches: (chain) =>
    chain.parts.some(
      ({ simple }) =>
        (simple?.name === 'mvn' || simple?.name === wrapper) &&
        operands(simple).some((word) => /^(?:dependency:|de\.qaware\.maven:)/.test(word)),
    ),
  manifests(sent, chain) {
    const command = findBuild(chain)?.command;
    // Settings that the build is given would have to be given to the download too.
    const own = ['-f', '-pl', '-s', '-gs'];
    if (
      !command ||
      findBuild(chain)?.part !== 0 ||
      command.args.some(({ value }) => own.includes(value) || /^-[DP].*\$/.test(value))
    )
      return null;
    // A project of several modules needs the pom.xml of each.
    if (sent && (!sent.has('pom.xml') || sent.all.some((path) => path.endsWith('/pom.xml')))) return null;
    const text = sent?.textOf('pom.xml') ?? null;
    if (text !== null && (readPom(text)?.hasModules ?? true)) return null;
    const isWrapper = command.name === wrapper;
    if (isWrapper && !sent) return null;
    const program = isWrapper ? './mvnw' : 'mvn';
    return {
      files: ['pom.xml', ...(isWrapper ? [wrapper] : [])],
      directories: sent?.all.some((path) => path.startsWith('.mvn/')) ? ['.mvn'] : [],
      fetch: `${program} -B dependency:go-offline`,
    };
  },
});

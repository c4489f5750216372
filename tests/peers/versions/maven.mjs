// Answers each line `a<TAB>b` with -1, 0, 1: by the main of ComparableVersion, which compares each of its arguments with the
// one before. PLIMSOLL_MAVEN_ARTIFACT names its jar, else it is where Maven keeps it:
// mvn dependency:get -Dartifact=org.apache.maven:maven-artifact:3.9.9
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const kept = join(homedir(), '.m2/repository/org/apache/maven/maven-artifact/3.9.9/maven-artifact-3.9.9.jar');
const jar = process.env.PLIMSOLL_MAVEN_ARTIFACT ?? kept;
const signs = { '<': -1, '==': 0, '>': 1 };
const inTurn = 500;

function answers(pairs) {
  const versions = pairs.flatMap((pair) => pair.split('\t'));
  const main = 'org.apache.maven.artifact.versioning.ComparableVersion';
  const said = execFileSync('java', ['-Xshare:auto', '-cp', jar, main, ...versions], { encoding: 'utf8' });
  const compared = Array.from(said.matchAll(/^ +\S+ (<|==|>) \S+$/gm), ([, sign]) => signs[sign]);
  if (compared.length !== versions.length - 1) throw new Error(`${compared.length} answers of ${versions.length}`);
  return compared.filter((_, at) => at % 2 === 0);
}

const pairs = readFileSync(0, 'utf8').split('\n').filter(Boolean);
console.log(`maven-artifact ${/(\d[\d.]*)\.jar$/.exec(jar)?.[1]}`);
for (let at = 0; at < pairs.length; at += inTurn) console.log(answers(pairs.slice(at, at + inTurn)).join('\n'));

// What of a Java project is known: its build tool, and what its jar holds. By its folder, its Dockerfile and its image.
import type { Dockerfile } from '../../dockerfile/model.ts';
import { resolvePath } from '../../dockerfile/places.ts';
import type { EcosystemInput } from '../ecosystem.ts';
import { familyOf, parseReference } from '../base-image/base-images.ts';
import { readPom, type Pom } from './pom.ts';
import { instructionsOfImage, runtimeConfigOf } from '../runtime-config.ts';
import { commandsOf } from '../shell-chain.ts';

export interface JavaProject {
  readonly tool: 'Maven' | 'Gradle' | null;
  /** The version of Spring Boot; '' where it is used in a version that nobody can tell. */
  readonly boot: string | null;
  /** The jar holds the libraries that it needs; null where nothing tells. */
  readonly isSelfContained: boolean | null;
  readonly hasModules: boolean;
  /** A manifest that says nothing that can be read. */
  readonly damaged: string | null;
}

const packers = ['spring-boot-maven-plugin', 'maven-shade-plugin', 'maven-assembly-plugin'];
const nothing: JavaProject = { tool: null, boot: null, isSelfContained: null, hasModules: false, damaged: null };

function fromPom({ parent, plugins, hasModules, hasDependencies }: Pom): JavaProject {
  const isBoot = plugins.includes('spring-boot-maven-plugin');
  const version = parent?.artifactId === 'spring-boot-starter-parent' ? parent.version : '';
  // One that inherits may be given plugins and dependencies that it does not name.
  const isBare = !hasDependencies && parent === null;
  const isSelfContained = plugins.some((name) => packers.includes(name)) || isBare;
  return { tool: 'Maven', boot: isBoot ? version : null, isSelfContained, hasModules, damaged: null };
}

const longest = 200_000;
const bootPlugin = /org\.springframework\.boot["']\)? {0,4}(?:version {0,4}\(?["'](\d[\w.-]{0,30}))?/;

function fromGradle(text: string, hasModules: boolean): JavaProject {
  const boot = bootPlugin.exec(text.slice(0, longest));
  const isSelfContained = boot !== null || /["']com\.(?:github\.johnrengelman|gradleup)\.shadow["']/.test(text);
  return { tool: 'Gradle', boot: boot ? (boot[1] ?? '') : null, isSelfContained, hasModules, damaged: null };
}

const mavenTools = ['mvn', 'mvnw'];
const gradleTools = ['gradle', 'gradlew'];

/** Programs that build, by the names that a RUN calls them. */
export const isJavaBuild = (name: string): boolean => mavenTools.includes(name) || gradleTools.includes(name);

function toolCalled(dockerfile: Dockerfile): JavaProject['tool'] {
  const names = dockerfile.instructions.flatMap((run) => commandsOf(dockerfile, run).map(({ name }) => name));
  const tool = names.find(isJavaBuild);
  return tool === undefined ? null : mavenTools.includes(tool) ? 'Maven' : 'Gradle';
}

/** By the manifest of the tool that the Dockerfile calls, at the top of the folder. */
export function javaProjectOf({ dockerfile, folder }: Pick<EcosystemInput, 'dockerfile' | 'folder'>): JavaProject {
  const called = toolCalled(dockerfile);
  const pom = folder?.textOf('pom.xml') ?? null;
  const gradle = folder?.textOf('build.gradle.kts') ?? folder?.textOf('build.gradle') ?? null;
  if (pom !== null && called !== 'Gradle') {
    const read = readPom(pom);
    return read ? fromPom(read) : { ...nothing, tool: 'Maven', damaged: 'pom.xml' };
  }
  const settings = folder?.textOf('settings.gradle.kts') ?? folder?.textOf('settings.gradle') ?? '';
  if (gradle !== null && called !== 'Maven') return fromGradle(gradle, /^\s{0,20}include\b/m.test(settings));
  return { ...nothing, tool: called };
}

/** Versions that Temurin has a JRE of, and goes on with. */
const released = ['8', '11', '17', '21', '25'];
const vendors: Readonly<Record<string, RegExp>> = {
  maven: /(?:temurin|openjdk|jdk)-?(\d{1,2})\b/,
  gradle: /jdk-?(\d{1,2})\b/,
  'eclipse-temurin': /^(\d{1,2})\b/,
  openjdk: /^(\d{1,2})\b/,
};

/** The image that runs what was built with another: `eclipse-temurin:17-jre` for `maven:3.9-eclipse-temurin-17`; null for vendors of their own. */
export function jreFor(reference: string): string | null {
  const family = familyOf(reference)?.names[0] ?? '';
  const parsed = parseReference(reference);
  const version = vendors[family]?.exec(parsed?.tag ?? '')?.[1];
  if (!parsed?.tag || parsed.pinned || version === undefined || !released.includes(version)) return null;
  if (/corretto|ibm|graal|semeru|zulu|liberica|sapmachine|microsoft|windows|nanoserver/.test(parsed.tag)) return null;
  return `eclipse-temurin:${version}-jre${parsed.tag.includes('alpine') ? '-alpine' : ''}`;
}

/** Options that name more files than the jar, or another way to start. */
const otherFiles =
  /^(?:-javaagent|-agentpath|-cp$|-classpath$|--class-path|-p$|--module-path|-Dloader\.|-Xbootclasspath|@)/;

/** The jar that `java -jar` starts, by itself or through `sh -c`; null for anything else. */
export function startedJar(dockerfile: Dockerfile): string | null {
  const all = instructionsOfImage(dockerfile);
  const given = ['ENTRYPOINT', 'CMD'].map((keyword) => all.findLast((one) => one.keyword === keyword));
  const words = given
    .flatMap((one) => (one ? (one.json ?? one.words).map(({ value }) => value) : []))
    .flatMap((word) => word.trim().split(/\s+/));
  const isShell = ['sh', '/bin/sh', 'bash', '/bin/bash'].includes(words[0] ?? '') && words[1] === '-c';
  const line = isShell ? words.slice(2) : words;
  const command = line[0] === 'exec' ? line.slice(1) : line;
  const jar = command[command.indexOf('-jar') + 1];
  const isJava = command[0] === 'java' || command[0]?.endsWith('/bin/java') === true;
  if (!isJava || !command.includes('-jar') || jar === undefined || !/^[\w./@+-]+\.jar$/.test(jar)) return null;
  if (command.some((word) => /[;&|`<>]|\$\(/.test(word) || otherFiles.test(word))) return null;
  return resolvePath(runtimeConfigOf(dockerfile).workingDirectory, jar);
}

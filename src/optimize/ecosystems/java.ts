import type { Ecosystem } from '../ecosystem.ts';
import { findSigns } from '../ecosystem-signs.ts';
import { javaProjectOf, type JavaProject } from '../java/java-project.ts';
import { hasToolsMode } from '../java/spring-boot.ts';

const jlink =
  'jlink could leave out modules of Java that the program does not use. Which those are, only jdeps on the built jars tells, so it is not proposed.';

function notesOf({ damaged, hasModules, boot, tool, isSelfContained }: JavaProject): string[] {
  if (damaged !== null) return [`${damaged} could not be read: nothing rests on it.`];
  const layers =
    boot === null || hasToolsMode(boot)
      ? []
      : [
          `Spring Boot ${boot === '' ? 'in a version that the folder does not tell' : boot}: from 3.3 on, its jar can be put into layers without another command to start it.`,
        ];
  return [
    ...(hasModules ? ['It has several modules: their manifests are not copied first.'] : []),
    ...layers,
    ...(tool === 'Gradle'
      ? ['Gradle has no command that only fetches what a build needs; a cache mount keeps it.']
      : []),
    ...(isSelfContained === false ? ['The jar needs libraries beside it, so its stages stay as they are.'] : []),
    jlink,
  ];
}

export const java: Ecosystem = {
  id: 'java',
  name: 'Java',
  coverage: 'full',
  find(input) {
    const signs = findSigns(input, {
      bases: ['maven', 'gradle', 'eclipse-temurin', 'openjdk', 'amazoncorretto'],
      commands: ['mvn', 'mvnw', 'gradle', 'gradlew', 'javac'],
      files: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
      paths: ['/opt/java/openjdk/bin/java', '/usr/lib/jvm'],
    });
    if (signs.length === 0) return null;
    const project = javaProjectOf(input);
    const kind = project.boot === null ? null : `Spring Boot ${project.boot}`.trim();
    return { tool: project.tool, kind, signs, notes: notesOf(project) };
  },
};

import { describe, expect, it } from 'vitest';
import { lines, onIn, reviewProject, withOnly } from '../review-project.ts';

const pom = (boot = '3.2.5', rest = ''): string => `<?xml version="1.0"?>
<!-- the <project> -->
<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
<version>${boot}</version><relativePath/></parent><artifactId>cargo</artifactId>
<dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies>
<build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>${rest}</project>`;
const files = { 'pom.xml': pom(), 'src/main/java/com/example/A.java': 900, 'src/main/resources/a.properties': 9 };
const original = lines(
  'FROM maven:3.8-eclipse-temurin-17',
  'WORKDIR /workspace',
  'COPY . .',
  'RUN mvn package -DskipTests',
  'EXPOSE 8081',
  'CMD ["java", "-jar", "target/cargo.jar"]',
);

describe('a jar in two stages', () => {
  it('runs on a JRE of the same version, without Maven and the sources', () => {
    expect(withOnly(original, files, 'two-stage-java')).toBe(
      lines(
        'FROM maven:3.8-eclipse-temurin-17 AS build',
        'WORKDIR /workspace',
        'COPY . .',
        'RUN mvn package -DskipTests',
        '',
        'FROM eclipse-temurin:17-jre',
        'WORKDIR /workspace',
        'COPY --from=build /workspace/target/cargo.jar /workspace/target/cargo.jar',
        'EXPOSE 8081',
        'CMD ["java", "-jar", "target/cargo.jar"]',
      ),
    );
  });

  it('brings the jar from where a RUN moved it, and what lies beside the sources', () => {
    const text = original
      .replace('EXPOSE', 'RUN cp target/*.jar /srv/app.jar\nEXPOSE')
      .replace('target/cargo.jar', '/srv/app.jar');
    const result = withOnly(text, { ...files, 'config/app.yaml': 30 }, 'two-stage-java');
    expect(result).toContain('COPY --from=build /srv/app.jar /srv/app.jar\n');
    expect(result).toContain('COPY --from=build /workspace/config ./config\n');
  });

  it.each([
    ['gradle:8.5-jdk21', 'eclipse-temurin:21-jre', 'gradle bootJar --no-daemon'],
    ['eclipse-temurin:21-jdk-alpine', 'eclipse-temurin:21-jre-alpine', './gradlew bootJar'],
  ])('from %s to %s', (from, to, build) => {
    const gradle = "plugins {\n  id 'org.springframework.boot' version '3.3.1'\n}\n";
    const text = original.replace('maven:3.8-eclipse-temurin-17', from).replace('mvn package -DskipTests', build);
    const given = { 'build.gradle': gradle, gradlew: 100, 'src/main/java/A.java': 5 };
    expect(withOnly(text, given, 'two-stage-java')).toContain(`FROM ${to}\n`);
  });

  it.each([
    ['without a folder', original, null],
    ['where pom.xml is damaged', original, { ...files, 'pom.xml': '<project><build></project>' }],
    [
      'where the jar needs others',
      original,
      { ...files, 'pom.xml': pom().replace('spring-boot-maven-plugin', 'maven-jar-plugin') },
    ],
    ['for a JDK of another vendor', original.replace('eclipse-temurin-17', 'amazoncorretto-17'), files],
    ['for a version that has no tag', original.replace('maven:3.8-eclipse-temurin-17', 'maven:latest'), files],
    ['where an agent is loaded', original.replace('"-jar"', '"-javaagent:/opt/agent.jar", "-jar"'), files],
    ['where more than the jar starts', original.replace(/CMD.*/, 'CMD ./wait.sh && java -jar target/cargo.jar'), files],
    ['where a health check needs curl', original.replace('EXPOSE', 'HEALTHCHECK CMD curl -f localhost\nEXPOSE'), files],
    [
      'where another package is installed',
      original.replace('EXPOSE', 'RUN apt-get update && apt-get install -y fontconfig\nEXPOSE'),
      files,
    ],
    [
      'where the jar comes from the folder',
      original.replace('EXPOSE', 'COPY cargo.jar target/cargo.jar\nEXPOSE'),
      { ...files, 'cargo.jar': 9 },
    ],
  ])('is not proposed %s', (_, text, given) => {
    expect(onIn(reviewProject(text, given, { profile: 'smallest' }))).not.toContain('two-stage-java');
  });
});

const staged = lines(
  'FROM maven:3.9-eclipse-temurin-21 AS build',
  'WORKDIR /work',
  'COPY . .',
  'RUN mvn -B package',
  'FROM eclipse-temurin:21-jdk',
  'WORKDIR /app',
  'COPY --from=build --chown=1000 /work/target/cargo.jar .',
  'USER 1000',
  'ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar /app/cargo.jar"]',
);

describe('a JRE in the place of a JDK', () => {
  it.each([
    ['eclipse-temurin:21-jdk', 'eclipse-temurin:21-jre'],
    ['eclipse-temurin:21-jdk-jammy', 'eclipse-temurin:21-jre-jammy'],
    ['eclipse-temurin:21', 'eclipse-temurin:21-jre'],
    ['openjdk:17-jdk-slim', 'eclipse-temurin:17-jre'],
  ])('of %s: %s', (from, to) => {
    const text = staged.replace('eclipse-temurin:21-jdk\n', `${from}\n`);
    expect(withOnly(text, files, 'jre-base')).toBe(text.replace(`FROM ${from}\n`, `FROM ${to}\n`));
  });

  it.each([
    ['the stage compiles', staged.replace('WORKDIR /app', 'RUN javac A.java\nWORKDIR /app')],
    ['no jar starts', staged.replace('-jar /app/cargo.jar', 'com.example.Main')],
    ['it is a JRE', staged.replace('21-jdk\n', '21-jre\n')],
    ['it is of Alpine and deprecated', staged.replace('eclipse-temurin:21-jdk\n', 'openjdk:17-jdk-alpine\n')],
    ['a digest is pinned', staged.replace('21-jdk\n', `21-jdk@sha256:${'a'.repeat(64)}\n`)],
  ])('is not proposed where %s', (_, text) => {
    expect(onIn(reviewProject(text, files, { profile: 'smallest' }))).not.toContain('jre-base');
  });
});

describe('the layers of a Spring Boot jar', () => {
  const since = { ...files, 'pom.xml': pom('3.3.0') };

  it('come apart from Spring Boot 3.3 on, with the command as it is', () => {
    expect(withOnly(staged, since, 'spring-layers')).toBe(
      staged
        .replace(
          'RUN mvn -B package',
          'RUN mvn -B package \\\n && java -Djarmode=tools -jar /work/target/cargo.jar extract --layers --destination /work/extracted',
        )
        .replace(
          'COPY --from=build --chown=1000 /work/target/cargo.jar .',
          ['dependencies', 'spring-boot-loader', 'snapshot-dependencies', 'application']
            .map((layer) => `COPY --from=build --chown=1000 /work/extracted/${layer}/ /app/`)
            .join('\n'),
        ),
    );
  });

  it('come with the second stage that is proposed', () => {
    const on = onIn(reviewProject(original, since));
    expect(on).toContain('two-stage-java');
    expect(on).toContain('spring-layers');
  });

  it.each([
    ['before 3.3', staged, files],
    [
      'where nobody can tell the version',
      staged,
      { ...files, 'pom.xml': pom().replace('starter-parent', 'own-parent') },
    ],
    [
      'where the jar gets another name',
      staged.replace('cargo.jar .', 'cargo.jar /app/app.jar').replace('/app/cargo.jar"]', '/app/app.jar"]'),
      since,
    ],
    [
      'where another RUN comes behind',
      staged.replace('FROM eclipse', 'RUN mvn clean\nFROM eclipse').replace('mvn clean', 'ls'),
      since,
    ],
  ])('is not proposed %s', (_, text, given) => {
    expect(onIn(reviewProject(text, given, { profile: 'smallest' }))).not.toContain('spring-layers');
  });
});

describe('what is said of Java', () => {
  it.each([
    ['Spring Boot 3.2.5: from 3.3 on', files],
    ['pom.xml could not be read', { ...files, 'pom.xml': '<project><a>' }],
    ['It has several modules', { ...files, 'pom.xml': pom('3.3.0', '<modules><module>a</module></modules>') }],
    ['jlink', files],
  ])('notes: %s', (said, given) => {
    const java = reviewProject(original, given).ecosystems.find(({ id }) => id === 'java');
    expect(java?.notes.join(' ')).toContain(said);
    expect(java?.tool).toBe('Maven');
  });
});

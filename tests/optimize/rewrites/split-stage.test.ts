import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../../src/optimize/review.ts';
import { folderOf, type GivenFiles } from '../../support/build-context.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';
import { lines } from '../review-project.ts';

const pom =
  '<project><dependencies/><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>';

const java = {
  text: lines(
    'FROM maven:3.9-eclipse-temurin-17',
    'WORKDIR /work',
    'COPY . .',
    'RUN mvn package',
    'CMD ["java", "-jar", "target/a.jar"]',
  ),
  files: { 'pom.xml': pom, 'src/main/java/A.java': 'class A {}', 'config/a.yaml': 'a: 1' },
  layers: `
    layer  base
      usr/sbin/useradd  1
    layer  WORKDIR /work
      work/
    layer  COPY . . # buildkit
      work/pom.xml  3000
      work/src/main/java/A.java  9000
      work/config/a.yaml  10
    layer  RUN /bin/sh -c mvn package # buildkit
      work/target/a.jar  21000000
      root/.m2/repository/org/x/x.jar  300000000
    empty  CMD ["java" "-jar" "target/a.jar"]`,
  first: 'maven-manifests-first',
  copied: ['/work/target/a.jar /work/target/a.jar', '/work/config ./config'],
};

const go = {
  text: lines(
    'FROM golang:1.23-bookworm',
    'WORKDIR /src',
    'COPY . .',
    'RUN go mod download',
    'RUN go build -o /usr/local/bin/a .',
    'CMD ["a"]',
  ),
  files: {
    'go.mod': 'module a\n\ngo 1.23\n\nrequire example.com/b v1.0.0\n',
    'go.sum': 'example.com/b v1.0.0 h1:x=\n',
    'main.go': 'package main',
    'config/a.yaml': 'a: 1',
  },
  layers: `
    layer  base
      usr/sbin/useradd  1
      usr/local/go/bin/go  20000000
    layer  WORKDIR /src
      src/
    layer  COPY . . # buildkit
      src/go.mod  300
      src/go.sum  300
      src/main.go  300
      src/config/a.yaml  10
    layer  RUN /bin/sh -c go mod download # buildkit
      go/pkg/mod/cache/download/a.zip  300000
    layer  RUN /bin/sh -c go build -o /usr/local/bin/a . # buildkit
      usr/local/bin/a  8000000
    empty  CMD ["a"]`,
  first: 'go-manifests-first',
  copied: ['/usr/local/bin/a /usr/local/bin/a', '/src/config ./config'],
};

interface Built {
  readonly text: string;
  readonly files: GivenFiles;
  readonly layers: string;
}

function proposalFor({ text, files, layers }: Built, off: readonly string[]): DockerfileReview['proposal'] {
  const { image, rootfs } = buildImage(layers);
  return reviewDockerfile({
    fileName: 'Dockerfile',
    text,
    dockerignore: null,
    image: { image, rootfs: rootfs.columns, leaks: [] },
    folder: { context: folderOf({ Dockerfile: text, ...files }), dockerignore: null },
    off,
  }).proposal;
}

/** What the last stage copies from the one that builds, by an image and the folder. */
function copiedOn(built: Built, off: readonly string[]): string[] {
  const { text } = built;
  const proposal = proposalFor(built, off);
  const result = proposal?.text ?? text;
  expect(faultsOfResult(text, result)).toEqual([]);
  return (parseDockerfile(result).stages[1]?.instructions ?? [])
    .filter(({ flags }) => flags.some(({ name }) => name === 'from'))
    .map(({ words }) => words.map(({ value }) => value).join(' '));
}

describe.each(Object.entries({ java, go }))('%s is built in a stage of its own', (_, built) => {
  it('where an earlier change put a COPY of manifests, which no layer of the image is of', () =>
    expect(copiedOn(built, [])).toEqual(built.copied));
  it('whose caches the image does not hold any more', () => {
    const cacheOf = (off: readonly string[]): number | null | undefined =>
      proposalFor(built, off)?.changes.find(({ id }) => id === 'cache-mounts')?.saves;
    expect(cacheOf([])).toBe(0);
    expect(cacheOf(['two-stage-go', 'two-stage-java'])).toBeGreaterThan(0);
  });
  it('and where it did not', () => expect(copiedOn(built, [built.first])).toEqual(built.copied));
});

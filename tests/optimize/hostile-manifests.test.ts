import { describe, expect, it } from 'vitest';
import { readGoModule } from '../../src/optimize/go/go-module.ts';
import { readPom } from '../../src/optimize/java/pom.ts';
import { lines, onIn, reviewProject } from './review-project.ts';

describe('a pom.xml', () => {
  it('says what it names, around comments, declarations and empty elements', () => {
    const text =
      '<?xml?><!DOCTYPE project><!-- <project> --><project a="1"><artifactId> a </artifactId><b/><build><plugins><plugin><artifactId>p</artifactId></plugin></plugins></build></project>';
    expect(readPom(text)).toEqual({
      artifactId: 'a',
      parent: null,
      hasModules: false,
      hasDependencies: false,
      plugins: ['p'],
    });
  });

  it.each([
    ['empty', ''],
    ['no XML', 'hello'],
    ['cut', '<project><artifactId>a</artifactId>'],
    ['crossed', '<project><a></project></a>'],
    ['another document', '<settings><a>b</a></settings>'],
    ['too deep', `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`],
    ['without an end', `<project><!-- ${'x'.repeat(1000)}`],
  ])('that is %s says nothing', (_, text) => {
    expect(readPom(text)).toBeNull();
  });

  it.each([
    ['elements', `<project>${'<a>b</a>'.repeat(100_000)}</project>`],
    ['openings', '<'.repeat(900_000)],
    ['comments that do not end', '<project>' + '<!--'.repeat(200_000)],
  ])('of nothing but %s is read in time', (_, text) => {
    const start = performance.now();
    readPom(text);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

it.each([
  ['a block that does not end', 'module a\nrequire (\n b v1\n'],
  ['no module', 'go 1.22\n'],
  ['a large file', `module a\n${'x'.repeat(1_100_000)}`],
])('go.mod with %s says nothing', (_, text) => {
  expect(readGoModule(text)).toBeNull();
});

it('goes through a folder of many files in time', () => {
  const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`web/a${at % 200}/b/c/d${at}.go`, 10]));
  const text = lines('FROM golang:1.22', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /bin/tide .', 'CMD ["tide"]');
  const start = performance.now();
  const review = reviewProject(text, { ...many, 'go.mod': 'module example.com/tide\n', 'main.go': 10 });
  expect(onIn(review)).toContain('two-stage-go');
  expect(performance.now() - start).toBeLessThan(20_000);
});

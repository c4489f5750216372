import { expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { matchDockerfile } from '../../../src/history/match-dockerfile.ts';
import { matchNotes } from '../../../src/views/dockerfile/match-notes.ts';
import { buildImage } from '../../support/build-image.ts';

const { history } = buildImage(`
  layer  /bin/sh -c #(nop) ADD file:${'a'.repeat(64)} in /
  layer  RUN /bin/sh -c apt-get update # buildkit
  layer  RUN /bin/sh -c make # buildkit
  layer  COPY a /a # buildkit
  layer  COPY b /b # buildkit
`).image;

function notesOf(text: string): string[] {
  const notes = matchNotes(matchDockerfile(parseDockerfile(text, 'Dockerfile'), history, 5));
  return [...notes].map(([line, { word }]) => `${line} ${word}`);
}

it.each([
  ['nothing where every line has its layer', 'FROM a\nRUN apt-get update\nRUN make\nCOPY a /a\nCOPY b /b\n', []],
  ['what was edited', 'FROM a\nRUN apt-get update\nRUN make install\nCOPY a /a\nCOPY b /b\n', ['3 edited since']],
  ['what was added', 'FROM a\nRUN apt-get update\nRUN make\nCOPY a /a\nCOPY b /b\nRUN true\n', ['6 not in it']],
  ['nothing of another Dockerfile', 'FROM a\nRUN dnf install go\nRUN go build\n', []],
])('says %s', (_, text, expected) => {
  expect(notesOf(text)).toEqual(expected);
});

it('says nothing without an image', () => {
  expect(matchNotes(null).size).toBe(0);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../scripts/verify-builds/kept-document.ts';

const text = `# Built and run

| project | before | smoke test |
| ------- | ------ | ---------- |
| a       | 9 MB   | passed     |
| b\\|c     |        | passed     |

## By profile

Words.

| project | safe |
| ------- | ---: |
| a       | 8 MB |

## a

\`\`\`dockerfile
FROM scratch
## a comment of the Dockerfile
\`\`\`

## empty
`;

describe('what an earlier run wrote', () => {
  const document = readDocument(text);

  it('is read by row, below each heading', () => {
    expect(document.rowsBelow('')).toEqual([
      ['a', '9 MB', 'passed'],
      ['b\\|c', '', 'passed'],
    ]);
    expect(document.rowsBelow('By profile')).toEqual([['a', '8 MB']]);
    expect(document.rowsBelow('empty')).toEqual([]);
    expect(document.rowsBelow('not there')).toEqual([]);
  });

  it('is read by section, with the comments of a Dockerfile in it', () => {
    expect(document.sectionOf('a')).toMatch(
      /^## a\n\n```dockerfile\nFROM scratch\n## a comment of the Dockerfile\n```$/,
    );
    expect(document.sectionOf('not there')).toBeNull();
  });

  it('is nothing for a document that is not there', () => {
    expect(readDocument('').rowsBelow('')).toEqual([]);
  });

  it('is the document of the project, with a section for each of its rows', () => {
    const own = readDocument(readFileSync(join(import.meta.dirname, '../../docs/verified-builds.md'), 'utf8'));
    const names = own.rowsBelow('').map(([name = '']) => name);
    expect(names.length).toBeGreaterThanOrEqual(8);
    for (const name of names) expect(own.sectionOf(name), name).toContain('```dockerfile\nFROM ');
  });
});

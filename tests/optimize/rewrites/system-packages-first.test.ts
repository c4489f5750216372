import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { faultsOfResult } from '../cases.ts';

const id = 'system-packages-first';
const lines = (...text: string[]): string => `${text.join('\n')}\n`;

/** With this change alone. */
function review(text: string): string {
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: null };
  const all = reviewDockerfile({ ...input, off: [] }).proposal?.changes.map((change) => change.id) ?? [];
  const result = reviewDockerfile({ ...input, off: all.filter((one) => !one.startsWith(id)) }).proposal?.text ?? text;
  expect(faultsOfResult(text, result)).toEqual([]);
  return result;
}

const install = 'RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*';

describe('packages are installed before the files come in', () => {
  it('with their comments, above those of the COPY', () => {
    const given = lines('FROM php:8', 'WORKDIR /a', '# all', 'COPY . .', '', '# git', install, '', 'RUN make');
    const better = lines('FROM php:8', 'WORKDIR /a', '# git', install, '', '# all', 'COPY . .', '', 'RUN make');
    expect(review(given)).toBe(better);
  });

  it('several of them together, as one may need the other', () => {
    const [update, late] = ['RUN apt-get update', 'RUN apt-get install -y git'];
    expect(review(lines('FROM a:1', 'COPY . /a', update, 'WORKDIR /a', late, 'RUN make'))).toBe(
      lines('FROM a:1', update, late, 'COPY . /a', 'WORKDIR /a', 'RUN make'),
    );
  });

  it('in each stage, and at the very end of the file', () => {
    const given = `FROM a:1 AS b\nCOPY a /a/\nRUN apk add --no-cache git\nFROM c:1\nCOPY --from=b /a /a\n${install}`;
    const better = `FROM a:1 AS b\nRUN apk add --no-cache git\nCOPY a /a/\nFROM c:1\n${install}\nCOPY --from=b /a /a`;
    expect(review(given)).toBe(better);
  });

  it('with a comment at the very end of a file that has no last line end', () => {
    expect(review(`FROM a:1\nCOPY . /a\n\n# git\n${install}`)).toBe(`FROM a:1\n# git\n${install}\n\nCOPY . /a`);
  });

  it('one over several lines, with its comments inside', () => {
    const run = 'RUN apt-get update \\\n # two\n && apt-get install -y \\\n    git \\\n    unzip';
    expect(review(lines('FROM a:1', 'COPY . /a', run, 'RUN make'))).toBe(
      lines('FROM a:1', run, 'COPY . /a', 'RUN make'),
    );
  });
});

describe('nothing is moved', () => {
  it.each([
    ['that installs a file', ['COPY a.deb /a/', 'RUN apt-get install -y /a/a.deb']],
    ['that installs a file beside it', ['WORKDIR /a', 'COPY a.apk .', 'RUN apk add --allow-untrusted ./a.apk']],
    ['where a COPY brings its settings', ['COPY a.list /etc/apt/sources.list.d/', install]],
    ['where a COPY brings a whole system', ['COPY root /', install]],
    ['where a COPY brings keys', ['COPY key.gpg /usr/share/keyrings/', install]],
    ['where nobody knows what a COPY brings', ['COPY a $TO', install]],
    ['behind another RUN, which may prepare it', ['COPY . /a', 'RUN /a/add-sources', install]],
    ['behind a setting', ['COPY . /a', 'ENV http_proxy=http://proxy', install]],
    ['behind another user', ['COPY . /a', 'USER root', install]],
    ['behind another shell', ['COPY . /a', 'SHELL ["/bin/bash", "-c"]', install]],
    ['that reads the folder', ['COPY . /a', 'RUN --mount=type=bind,target=/b apt-get install -y git']],
    ['that does something else, too', ['COPY . /a', 'RUN apt-get install -y git && make']],
    ['that only removes', ['COPY . /a', 'RUN rm -rf /var/cache/apk/*']],
    ['before any COPY', [install, 'COPY . /a']],
  ])('%s', (_, instructions) => {
    const text = lines('FROM a:1', ...instructions);
    expect(review(text)).toBe(text);
  });
});

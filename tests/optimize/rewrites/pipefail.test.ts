import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const shell = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]';
const download = 'RUN curl -fsSL https://a.example/a | tar x';

describe('pipefail is chosen', () => {
  it('once, in front of the first pipe', () => {
    const text = lines('FROM debian:12', 'RUN id', '# the data', download, download, 'CMD ["a"]');
    expect(changedBy({ text }, 'pipefail').text).toBe(
      lines('FROM debian:12', 'RUN id', shell, '# the data', download, download, 'CMD ["a"]'),
    );
  });

  it('in a stage that is thrown away', () => {
    const text = lines('FROM debian:12 AS b', download, 'FROM scratch', 'COPY --from=b /a /a', 'CMD ["/a"]');
    expect(changedBy({ text }, 'pipefail').text).toContain(`${shell}\n${download}`);
  });
});

describe('nothing is proposed', () => {
  it.each([
    ['where it would run what the container starts', lines('FROM debian:12', download, 'CMD a $B')],
    [
      'where a stage that is built on it starts something',
      lines('FROM debian:12 AS a', download, 'FROM a', 'ENTRYPOINT a $B'),
    ],
    ['where nobody knows of bash', lines('FROM alpine:3', download)],
    ['where a shell is chosen', lines('FROM debian:12', 'SHELL ["/bin/sh", "-c"]', download)],
    ['without a pipe', lines('FROM debian:12', 'RUN id')],
  ])('%s', (_, text) => {
    expect(changedBy({ text }, 'pipefail')).toEqual({ text, change: null });
  });

  it('where the image has no bash', () => {
    const layers = `layer  base\n  bin/sh  10\nlayer  RUN /bin/sh -c ${download.slice(4)} # buildkit\n  a  1\n`;
    const text = lines('FROM debian:12', download);
    expect(changedBy({ text, layers }, 'pipefail').change).toBeNull();
    expect(changedBy({ text, layers: layers.replace('bin/sh', 'bin/bash') }, 'pipefail').change).not.toBeNull();
  });
});

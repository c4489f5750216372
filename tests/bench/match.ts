// A Dockerfile laid beside a history, evaluated in a worker of the page.
import type { Dockerfile } from '../../src/dockerfile/model.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import type { HistoryEntry } from '../../src/image/model.ts';

/** Instructions that differ from each other, a few kinds in turns. */
function instructionAt(index: number): string {
  const kinds = [
    `RUN apt-get install -y package-${index} && rm -rf /var/lib/apt/lists/*`,
    `COPY --chown=app:app part-${index} /srv/part-${index}/`,
    `ENV OPTION_${index}=value-${index}`,
    `RUN make -C /srv/part-${index} all install`,
    `WORKDIR /srv/part-${index}`,
  ];
  return kinds[index % kinds.length] ?? '';
}

/** As BuildKit writes it down. */
function toEntry(text: string, layer: number): HistoryEntry {
  const createdBy = `${text.replace(/^RUN /, 'RUN /bin/sh -c ')} # buildkit`;
  const emptyLayer = text.startsWith('ENV ');
  const comment = 'buildkit.dockerfile.v0';
  return { createdBy, created: null, comment, emptyLayer, layer: emptyLayer ? null : layer };
}

/** The last entries are the Dockerfile's, those below are the base image's. */
function historyOf(lines: number, entries: number): HistoryEntry[] {
  let layers = 0;
  return Array.from({ length: entries }, (_, index) => {
    const own = index - (entries - lines);
    const entry = toEntry(own < 0 ? `RUN base-step ${index} --of base` : instructionAt(own), layers);
    if (entry.layer !== null) layers++;
    return entry;
  });
}

/**
 * Milliseconds that each of some runs takes to lay a Dockerfile of so many instructions beside a history of so many entries,
 * after as many runs that are not counted.
 */
export function timeMatch(lines: number, entries: number, runs: number): number[] {
  const instructions = Array.from({ length: lines }, (_, index) => instructionAt(index));
  const text = ['FROM base', ...instructions, ''].join('\n');
  const history = historyOf(lines, entries);
  // A match is remembered by its Dockerfile: each run has its own.
  const match = (dockerfile: Dockerfile): number => {
    const start = performance.now();
    const { verdict } = matchDockerfile(dockerfile, history);
    const time = performance.now() - start;
    if (verdict !== 'built') throw new Error(`The verdict is ‘${verdict}’`);
    return time;
  };
  const times = Array.from({ length: 2 * runs }, () => match(parseDockerfile(text)));
  return times.slice(runs);
}

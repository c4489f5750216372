// Real archives to be damaged: the repository's fixtures, and one of every layout, layer compression and tool.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerCompressions } from '../../support/compress-layer.ts';
import { packAs, toolLayouts, type Tool } from '../../support/layouts.ts';
import { layouts, makeArchive, type ArchiveOptions } from '../../support/make-archive.ts';

const fixtures = ['pax-global.tar', 'tiny-attested.oci.tar', 'whiteouts-crafted.tar'];

const image = `
  layer  COPY files
    app/
    app/server.js  "console.log(1)"
    app/copy.js  "console.log(1)"
    app/${'long/'.repeat(30)}name.txt  700
    etc/motd  "hello"
    bin/sh -> busybox
    bin/ls => app/server.js
    run/pipe  fifo
  empty  ENV A=1
  layer  RUN rm
    app/.wh.copy.js
    etc/.wh..wh..opq
    etc/new  90  0600  10:20
    app/server.js  "console.log(2)"`;

const options: readonly ArchiveOptions[] = [
  ...layouts.map((layout): ArchiveOptions => ({ layout })),
  ...layerCompressions.map((compression): ArchiveOptions => ({ layout: 'docker25', compression })),
  { layout: 'oci', compression: 'none', nested: true, attested: true },
  { layout: 'skopeo', compression: 'zstd', prefix: './' },
];

export interface NamedArchive {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function realArchives(): Promise<NamedArchive[]> {
  const folder = join(import.meta.dirname, '../../fixtures/images');
  const read = fixtures.map((name) => ({ name, bytes: Uint8Array.from(readFileSync(join(folder, name))) }));
  const made = options.map(async (option) => {
    const blob = await makeArchive(image, option);
    return { name: JSON.stringify(option), bytes: new Uint8Array(await blob.arrayBuffer()) };
  });
  const written = (Object.keys(toolLayouts) as Tool[]).map(async (tool) => {
    return { name: tool, bytes: new Uint8Array(await (await packAs(tool, image)).arrayBuffer()) };
  });
  return [...read, ...(await Promise.all([...made, ...written]))];
}

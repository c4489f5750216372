import type { ContentAnalysis } from '../../src/analysis/image-model.ts';
import type { ExportFormat } from '../../src/export/export-format.ts';
import { buildImageReport, layerChanges } from '../../src/report/build-report.ts';
import type { ImageReport, Report } from '../../src/report/report.ts';
import { buildImage } from '../support/build-image.ts';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { analyseBlob, type OpenedImage } from '../support/open-image.ts';

/** Contents were compared, and no two are equal. */
export const equalToNone: ContentAnalysis = {
  duplicates: [],
  storedDuplicates: { groups: 0, bytes: 0, largest: [] },
  sameContent: [],
  rewrites: new Uint8Array(0),
  notCompared: 0,
};

export function withChanges({ report, rootfs }: Pick<OpenedImage, 'report' | 'rootfs'>): ImageReport {
  return {
    ...report,
    layers: report.layers.map((layer) => ({ ...layer, changes: [...layerChanges(rootfs, layer.index)] })),
  };
}

/** What a format writes of a report alone, without the file systems behind it. */
export function textOf(format: ExportFormat, report: Report): string {
  return [...format.write({ report, rootfs: [], texts: [] })].join('');
}

export function reportOf(...images: ImageReport[]): Report {
  return {
    schema: 'plimsoll-report/1',
    tool: { name: 'plimsoll', version: '0.0.0-test' },
    images,
    dockerfiles: [],
    contexts: [],
    problems: [],
  };
}

/** A small image with some of everything: all kinds of waste, duplicates, a hidden copy of a secret. */
export const smallImage = `
  layer  /bin/sh -c #(nop) ADD file:5d673d25da3a14ce1f6cf66e4c7fd4f4b85a3759a9d93efb3fd9ff852b5b56e4 in / 
    bin/busybox  2000  0755
    bin/sh => bin/busybox
    etc/
    etc/passwd  300
    var/cache/
  layer  COPY . /srv # buildkit
    srv/.env  "TOKEN=made-up"
    srv/app.js  9000  0644  1000:1000
    srv/logo.png  "logo"
    srv/public/logo.png  "logo"
    var/cache/index  12000
  empty  ENV NODE_ENV=production
  layer  RUN /bin/sh -c rm /srv/.env && rm -r /var/cache # buildkit
    srv/.wh..env
    var/.wh.cache
  layer  RUN /bin/sh -c chown app /srv/app.js # buildkit
    srv/app.js  9000  0644  1001:1001
`;

export async function openMade(text: string, options: Partial<ArchiveOptions> = {}): Promise<OpenedImage> {
  return analyseBlob(await makeArchive(text, { layout: 'skopeo', ...options }), 'web.tar');
}

const markup = '<img src=x onerror=alert(1)>';

/** Names, labels and commands that try to be more than text. */
const hostileImage = `
  layer  RUN echo "${markup}" | tee \`a\` # | x | y |
    ${markup}/a|b\`\`c  5000
    [link](javascript:alert(1))  4000
    caf\udce9\u202egnp.exe  3000
    __proto__/constructor  2000
    ../../etc/passwd  1000
  layer  \`\`\` <script>alert(1)</script> **bold** | cell
    .wh.${markup}
    .wh.[link](javascript:alert(1))
    .wh.caf\udce9\u202egnp.exe
    .wh.__proto__
    .wh...
`;

export const hostileLabels = JSON.parse(
  `{"__proto__": "x", "constructor": "y", "label ${markup}": "| ${markup} |\\n# title"}`,
) as Record<string, string>;

/** The hostile image, analysed without a tar in between: tar-stream writes UTF-8 only. */
export function buildHostile(): Pick<OpenedImage, 'report' | 'rootfs'> {
  const { image, analysis, rootfs } = buildImage(hostileImage, { labels: hostileLabels, user: '| **root** |' });
  const named = { ...image, reference: `${markup}:| \`latest\`` };
  const compared = { contents: equalToNone, verification: null };
  const parts = { image: named, analysis, rootfs, ...compared, unreadLayers: [0], source: null };
  return { report: buildImageReport({ file: `${markup}.tar`, ...parts }), rootfs };
}

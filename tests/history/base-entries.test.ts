import { expect, test } from 'vitest';
import { baseFromHistory, baseFromUser, type BaseBoundary } from '../../src/history/base-boundary.ts';
import { baseEntries } from '../../src/history/base-entries.ts';
import type { HistoryEntry } from '../../src/image/model.ts';
import { historyOf } from './support.ts';

const classic = historyOf([
  '/bin/sh -c #(nop) ADD file:1 in /',
  '- /bin/sh -c #(nop)  CMD ["bash"]',
  '- /bin/sh -c #(nop)  ENV A=1',
  '/bin/sh -c make',
  '- /bin/sh -c #(nop)  CMD ["app"]',
]);

const named: HistoryEntry[] = [
  ...historyOf(['/bin/sh -c #(nop) ADD file:1 in /', '- /bin/sh -c #(nop) CMD ["bash"]']),
  { createdBy: '/bin/sh -c #(nop) LABEL a=b', created: null, comment: 'FROM debian', emptyLayer: true, layer: null },
  { createdBy: '/bin/sh -c make', created: null, comment: 'FROM 0123456789ab', emptyLayer: false, layer: 1 },
];

const onOther = [
  ...historyOf(['/bin/sh -c #(nop) ADD file:1 in /', '- /bin/sh -c #(nop)  ENV A=1']),
  ...historyOf(['- ENV B=2', 'RUN /bin/sh -c make # buildkit'], 'buildkit.dockerfile.v0').map((entry) => ({
    ...entry,
    layer: entry.layer === null ? null : 1,
  })),
];

const layersOf = (history: readonly HistoryEntry[]): number => history.filter(({ layer }) => layer !== null).length;

test.each<[string, readonly HistoryEntry[], BaseBoundary | null, number]>([
  ['what closes the base belongs to it', classic, null, 2],
  ['up to the entry that names it', named, null, 2],
  ['up to the other builder', onOther, null, 2],
  ['none', classic, baseFromUser(0), 0],
  ['as the user says', classic, baseFromUser(1), 2],
  ['all layers: what comes last is the image’s own', classic, baseFromUser(2), 4],
  ['more layers than there are', classic, baseFromUser(7), 0],
  [
    'a CMD put on an image',
    historyOf(['COPY / / # buildkit', '- CMD ["node"]', '- CMD ["node" "app.js"]'], 'buildkit.dockerfile.v0'),
    null,
    2,
  ],
])('%s', (_, history, base, expected) => {
  expect(baseEntries(history, base ?? baseFromHistory(history, layersOf(history)))).toBe(expected);
});

import { rebuildThen, rebuildTime, sentThen, sentToday } from './build-figures.ts';
import { measured, notKnown, type Figure, type FigureUnit } from './figure.ts';
import { layersThen, layersToday, ownLayersThen, ownLayersToday } from './layer-figures.ts';
import { isBettered, type LintedText, type OutlookFacts } from './outlook-facts.ts';
import { sizeThen, sizeToday, wastedThen, wastedToday } from './size-figures.ts';

/** A part of the page that tells more of it. */
export type FigureView =
  'overview' | 'layers' | 'waste' | 'secrets' | 'hardening' | 'dockerfile' | 'context' | 'rebuild';

/** One figure today, and with the better Dockerfile. */
export interface ComparedFigure {
  readonly id: string;
  readonly title: string;
  /** Which change of the folder, for a time. */
  readonly example?: string;
  readonly unit: FigureUnit;
  readonly view: FigureView;
  readonly today: Figure;
  readonly better: Figure;
}

type Row = Omit<ComparedFigure, 'today' | 'better'>;

const untilBuilt = 'An image tells it, not a Dockerfile: build it and open its archive here.';

/** Of the Dockerfile's text: the better one is looked at in the same way. */
function ofText(
  facts: OutlookFacts,
  count: (text: LintedText) => number,
  basis: string,
): Pick<ComparedFigure, 'today' | 'better'> {
  const { dockerfile } = facts;
  if (!dockerfile) return { today: notKnown('No Dockerfile is open.'), better: notKnown('No Dockerfile is open.') };
  const today = measured(count(dockerfile), `${basis} its text.`);
  if (!isBettered(facts)) return { today, better: today };
  const { better } = dockerfile;
  return {
    today,
    better: better ? measured(count(better), `${basis} the better text.`) : notKnown('The better text is being read.'),
  };
}

/** Of the built image alone: of what is not built yet, nobody knows. */
function ofImage(
  facts: OutlookFacts,
  value: number | null | undefined,
  basis: string,
): Pick<ComparedFigure, 'today' | 'better'> {
  if (!facts.image) return { today: notKnown('No image is open.'), better: notKnown('No image is open.') };
  const today = value == null ? notKnown('The image was not looked into yet.') : measured(value, basis);
  return { today, better: facts.dockerfile && !isBettered(facts) ? today : notKnown(untilBuilt) };
}

function rebuildRows({ rebuild, context, dockerfile }: OutlookFacts): ComparedFigure[] {
  const row: Row = { id: 'rebuild', title: 'Rebuild after a change', unit: 'seconds', view: 'rebuild' };
  if (!rebuild || rebuild.length === 0) {
    const missing = !context
      ? 'No project folder is open.'
      : !dockerfile
        ? 'No Dockerfile is open.'
        : 'It is not worked out.';
    return [{ ...row, today: notKnown(missing), better: notKnown(missing) }];
  }
  return rebuild.map((compared) => {
    const { id, title, example } = compared.change;
    const better = rebuildThen(compared);
    return {
      ...row,
      id: `rebuild-${id}`,
      title: `Rebuild: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      example,
      today: rebuildTime(compared.today),
      better,
    };
  });
}

/** Today beside with the better Dockerfile, each figure with what it rests on. */
export function beforeAfter(facts: OutlookFacts): ComparedFigure[] {
  const { image } = facts;
  const failed = image?.checks?.filter(({ verdict }) => verdict.kind === 'failed').length;
  const sent = (what: 'files' | 'bytes'): Pick<ComparedFigure, 'today' | 'better'> => ({
    today: sentToday(facts, what),
    better: sentThen(facts, what),
  });
  return [
    { id: 'size', title: 'Size', unit: 'bytes', view: 'layers', today: sizeToday(facts), better: sizeThen(facts) },
    {
      id: 'wasted',
      title: 'Wasted bytes',
      unit: 'bytes',
      view: 'waste',
      today: wastedToday(facts),
      better: wastedThen(facts),
    },
    {
      id: 'layers',
      title: 'Layers',
      unit: 'count',
      view: 'layers',
      today: layersToday(facts),
      better: layersThen(facts),
    },
    {
      id: 'own-layers',
      title: 'Layers above the base image',
      unit: 'count',
      view: 'layers',
      today: ownLayersToday(facts),
      better: ownLayersThen(facts),
    },
    {
      id: 'findings',
      title: 'Findings in the Dockerfile',
      unit: 'count',
      view: 'dockerfile',
      ...ofText(facts, ({ findings }) => findings.length, 'Counted by linting'),
    },
    {
      id: 'dockerfile-secrets',
      title: 'Secrets in the Dockerfile',
      unit: 'count',
      view: 'secrets',
      ...ofText(facts, ({ secrets }) => secrets, 'Counted by searching'),
    },
    {
      id: 'image-secrets',
      title: 'Secrets in the image',
      unit: 'count',
      view: 'secrets',
      ...ofImage(facts, image?.secrets, 'Counted by searching every layer and the configuration.'),
    },
    {
      id: 'checks',
      title: 'Hardening checks that fail',
      unit: 'count',
      view: 'hardening',
      ...ofImage(facts, failed, 'Counted by looking into the image.'),
    },
    { id: 'context-files', title: 'Files sent to the builder', unit: 'count', view: 'context', ...sent('files') },
    { id: 'context-bytes', title: 'Bytes sent to the builder', unit: 'bytes', view: 'context', ...sent('bytes') },
    ...rebuildRows(facts),
  ];
}

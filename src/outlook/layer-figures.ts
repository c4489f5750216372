import type { Dockerfile } from '../dockerfile/model.ts';
import { baseImageOf, finalStageOf, stageAncestry } from '../dockerfile/stages.ts';
import { estimated, measured, notKnown, type Figure } from './figure.ts';
import { isBettered, type OutlookFacts } from './outlook-facts.ts';

const makesLayer: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

/** What the image is built upon in the end, as FROM names it; '' where there is no FROM. */
export function bottomImage(dockerfile: Dockerfile): string {
  const stage = finalStageOf(dockerfile);
  return stage ? baseImageOf(dockerfile, stage) : '';
}

/** RUN, COPY and ADD of the stages that are in the image. */
export function layersInText(dockerfile: Dockerfile): number {
  const stage = finalStageOf(dockerfile);
  if (!stage) return 0;
  const all = [...stageAncestry(dockerfile, stage)].flatMap(({ instructions }) => instructions);
  return all.filter(({ keyword }) => makesLayer.has(keyword)).length;
}

const counted = 'Each RUN, COPY and ADD of what is shipped makes one; builders may add one for a WORKDIR.';

/** Layers above the base image. */
export function ownLayersToday({ image, dockerfile }: OutlookFacts): Figure {
  if (image && image.base.from !== 'none') {
    const own = image.layers - image.base.layers;
    return image.base.estimate ? estimated(own, image.base.reason) : measured(own, image.base.reason);
  }
  if (dockerfile) return estimated(layersInText(dockerfile.dockerfile), counted);
  return notKnown(image ? 'Nothing tells where the base image ends.' : 'No image and no Dockerfile is open.');
}

export function ownLayersThen(facts: OutlookFacts): Figure {
  if (!facts.dockerfile) return notKnown('No Dockerfile is open.');
  if (!isBettered(facts)) return ownLayersToday(facts);
  const { better } = facts.dockerfile;
  return better ? estimated(layersInText(better.dockerfile), counted) : notKnown('The better text is being read.');
}

export function layersToday({ image }: OutlookFacts): Figure {
  return image ? measured(image.layers, 'The layers of the archive.') : notKnown('No image is open.');
}

export function layersThen(facts: OutlookFacts): Figure {
  const { image, dockerfile } = facts;
  if (!image) return notKnown('No image is open.');
  if (!dockerfile) return notKnown('No Dockerfile is open.');
  if (!isBettered(facts)) return layersToday(facts);
  if (dockerfile.measured === 'unmeasured') return notKnown('The image is of another Dockerfile.');
  if (!dockerfile.better) return notKnown('The better text is being read.');
  if (image.base.from === 'none') return notKnown('Nothing tells how many layers the base image has.');
  const [today, then] = [bottomImage(dockerfile.dockerfile), bottomImage(dockerfile.better.dockerfile)];
  if (then === 'scratch')
    return estimated(layersInText(dockerfile.better.dockerfile), `It starts from scratch. ${counted}`);
  if (today !== then)
    return notKnown(`It is built upon ${then}, and nothing that is open tells how many layers that has.`);
  const basis = `The ${image.base.layers} of the base image, and those of the better text. ${counted}`;
  return estimated(image.base.layers + layersInText(dockerfile.better.dockerfile), basis);
}

import { expect } from 'vitest';
import { reviewDockerfile, type ReviewInput } from '../../src/optimize/review-dockerfile.ts';
import type { Change, DockerfileReview } from '../../src/optimize/review.ts';
import type { ImageConfig } from '../../src/image/model.ts';
import { faultsOfResult } from '../optimize/cases.ts';
import { folderOf, type GivenFiles } from './build-context.ts';
import { buildImage } from './build-image.ts';

export interface GivenProject {
  readonly text: string;
  /** What lies in the folder; null without one. */
  readonly files?: GivenFiles | null;
  /** In the text form of build-image.ts. */
  readonly layers?: string | null;
  readonly config?: Partial<ImageConfig>;
}

const lines = (...text: string[]): string => `${text.join('\n')}\n`;
export { lines as dockerfileOf };

function inputOf({ text, files = null, layers = null, config = {} }: GivenProject): ReviewInput {
  const built = layers === null ? null : buildImage(layers, config);
  const image = built && { image: built.image, rootfs: built.rootfs.columns, leaks: [] };
  const folder = files && { context: folderOf({ Dockerfile: text, ...files }), dockerignore: null };
  return { fileName: 'Dockerfile', text, dockerignore: null, image, folder, off: [] };
}

export const reviewOf = (given: GivenProject): DockerfileReview =>
  reviewDockerfile({ ...inputOf(given), profile: 'smallest' });

export interface OneChange {
  readonly text: string;
  /** Null where it is not proposed. */
  readonly change: Change | null;
}

/** What becomes of a Dockerfile by changes of some rewrites alone. */
export function changedBy(given: GivenProject, ...rewrites: string[]): OneChange {
  const isOf = (id: string): boolean => rewrites.includes(id.replace(/-\d+$/, ''));
  const all = reviewOf(given).proposal?.changes.map(({ id }) => id) ?? [];
  const { proposal } = reviewDockerfile({ ...inputOf(given), profile: 'smallest', off: all.filter((id) => !isOf(id)) });
  const text = proposal?.text ?? given.text;
  expect(faultsOfResult(given.text, text, [], proposal?.changes)).toEqual([]);
  return { text, change: proposal?.changes.find(({ id }) => isOf(id)) ?? null };
}

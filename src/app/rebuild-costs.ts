import { stepCosts, type StepCosts } from '../build-cache/step-costs.ts';
import type { DockerfileSession } from './dockerfile-session.svelte.ts';
import type { ImageSession } from './image-session.svelte.ts';

/** What the steps of a Dockerfile took when it built an image; null where another one built it. */
export function costsOf(dockerfile: DockerfileSession, session: ImageSession): StepCosts | null {
  const audit = dockerfile.auditBeside(session);
  const { analysis, image } = session;
  if (!analysis || audit?.match?.verdict !== 'built') return null;
  const last = audit.stages.at(-1);
  const isOnStage = audit.stages.some(({ name }) => name !== null && name === last?.base);
  const baseLine = last && !isOnStage ? last.line : null;
  const layerBytes = analysis.layers.map(({ size }) => size);
  return stepCosts({ history: image.history, match: audit.match, layerBytes, baseLine });
}

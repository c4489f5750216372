import { reviewDockerfile } from '../../optimize/review-dockerfile.ts';
import type { Handlers } from '../protocol.ts';

export const dockerfileHandlers: Handlers<'review-dockerfile'> = {
  'review-dockerfile': async (input) => ({ output: await reviewDockerfile(input) }),
};

import { detectors } from './detectors/index.ts';
import { secretFiles } from './files/index.ts';

/** What a detector or a kind of file finds, in words: 'GitHub token'. */
export const secretTitle = (id: string): string =>
  [...detectors, ...secretFiles].find((kind) => kind.id === id)?.title ?? id;

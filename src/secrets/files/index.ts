import type { SecretFile } from '../secret-file.ts';
import { railsKeys } from './rails-keys.ts';

/** Every kind of file that is a secret as a whole. */
export const secretFiles: readonly SecretFile[] = [...railsKeys];

import type { SecretFile } from '../secret-file.ts';

/** Every kind of file that is a secret as a whole. */
export const secretFiles: readonly SecretFile[] = [];

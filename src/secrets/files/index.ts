import type { SecretFile } from '../secret-file.ts';
import { gnupg } from './gnupg.ts';
import { javaKeyStores } from './java-key-stores.ts';
import { passwordStores } from './password-stores.ts';
import { pkcs12 } from './pkcs12.ts';
import { railsKeys } from './rails-keys.ts';
import { serviceKeys } from './service-keys.ts';

/** Every kind of file that is a secret as a whole. */
export const secretFiles: readonly SecretFile[] = [
  ...pkcs12,
  ...javaKeyStores,
  ...gnupg,
  ...passwordStores,
  ...railsKeys,
  ...serviceKeys,
];

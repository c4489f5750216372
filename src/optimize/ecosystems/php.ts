import { basicEcosystem } from '../basic-ecosystem.ts';

export const php = basicEcosystem({
  id: 'php',
  name: 'PHP',
  tool: 'Composer',
  bases: ['php'],
  commands: ['composer', 'docker-php-ext-install'],
  files: ['composer.json'],
  paths: ['/usr/local/bin/php'],
});

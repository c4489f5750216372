import { basicEcosystem } from '../basic-ecosystem.ts';

export const ruby = basicEcosystem({
  id: 'ruby',
  name: 'Ruby',
  tool: 'Bundler',
  bases: ['ruby'],
  commands: ['bundle', 'gem'],
  files: ['Gemfile'],
  paths: ['/usr/local/bin/ruby'],
});

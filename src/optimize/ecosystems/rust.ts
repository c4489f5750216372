import { basicEcosystem } from '../basic-ecosystem.ts';

export const rust = basicEcosystem({
  id: 'rust',
  name: 'Rust',
  tool: 'Cargo',
  bases: ['rust'],
  commands: ['cargo'],
  files: ['Cargo.toml'],
  paths: ['/usr/local/cargo/bin/cargo'],
});

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const packageOf = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/;

/** Fails the build where it holds code of a package that the notices do not name. */
export function noticesCheck(noticesFile: string): Plugin {
  return {
    name: 'plimsoll:notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const named = new Set([...readFileSync(noticesFile, 'utf8').matchAll(/^## (\S+)/gm)].map(([, name]) => name));
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
      const packages = modules.flatMap((id) => packageOf.exec(id.replaceAll('\\', '/'))?.[1] ?? []);
      const missing = [...new Set(packages)].filter((name) => !named.has(name));
      if (missing.length > 0) this.error(`THIRD_PARTY_NOTICES.md lacks ${missing.join(', ')}: npm run notices`);
    },
  };
}

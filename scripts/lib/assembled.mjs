import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from './run.mjs';

const sources = ['src/secrets/anchor-scan.wat'];

/** The modules that hold assembled programs: a path and what has to stand there. */
export async function assembled() {
  const { default: wabt } = await import('wabt');
  const { parseWat } = await wabt();
  return sources.map((source) => {
    const program = parseWat(source, readFileSync(join(root, source), 'utf8'));
    const { buffer } = program.toBinary({});
    program.destroy();
    const name = basename(source, '.wat');
    const constant = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    return {
      path: join(root, dirname(source), `${name}-program.ts`),
      text:
        `/** ${basename(source)}, assembled by \`npm run assemble\`, in base64. */\n` +
        `export const ${constant}Program =\n  '${Buffer.from(buffer).toString('base64')}';\n`,
    };
  });
}

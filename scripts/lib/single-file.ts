import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';
import { singleFilePolicy, type SourceHash } from '../../src/security/policy.ts';
import { shellCheckNotice } from './shellcheck-program.ts';
import { singleFileName } from './single-file-name.mjs';

const scriptTag = /<script type="module"[^>]*? src="([^"]+)"><\/script>/;
const styleTag = /<link rel="stylesheet"[^>]*? href="([^"]+)">/;
const iconTag = /<link rel="icon"[^>]*>/;

/** JavaScript as an element's text, which an HTML parser must give back as it is. */
export function elementText(text: string): string {
  // They stand in strings, templates and patterns of JavaScript alone, where the escapes say the same.
  const escaped = text.replace(/<(?=\/script|!--)/gi, '\\x3C').replaceAll('\0', '\\x00');
  const at = escaped.indexOf('\r');
  if (at >= 0) throw new Error(`HTML knows no carriage return: ${JSON.stringify(escaped.slice(at - 40, at + 40))}`);
  return escaped;
}

const hashOf = (text: string): SourceHash => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A script element of a type that no browser runs; src/security/inlined-files.ts reads it. */
const dataElement = (name: string, type: string, text: string): string =>
  `<script type="${type}" data-file="${name}">${text}</script>`;

const textOf = (output: Rolldown.OutputAsset | Rolldown.OutputChunk): string =>
  output.type === 'chunk' ? output.code : Buffer.from(output.source).toString();

interface Page {
  readonly html: string;
  readonly outputs: Rolldown.OutputBundle;
  readonly root: string;
}

/** The output that a tag of the page names. */
function named({ html, outputs }: Page, tag: RegExp): string {
  const address = tag.exec(html)?.[1];
  const output = address && outputs[address.replace(/^\.\//, '')];
  if (!output) throw new Error(`The page has no ${tag.source} that names a file of the build`);
  return textOf(output);
}

/** Everything that the page asks for later: its workers, the sample, and whose work is in it. */
function dataElements({ outputs, root }: Page): string[] {
  const read = (path: string): Buffer => readFileSync(join(root, path));
  const packed = (name: string): string =>
    dataElement(name, 'application/gzip', gzipSync(read(`public/sample/${name}`), { level: 9 }).toString('base64'));
  const workers = Object.values(outputs).filter(({ fileName }) => fileName.includes('.worker-'));
  const notices = read('THIRD_PARTY_NOTICES.md').toString().replaceAll('\r', '');
  return [
    ...workers.map((worker) => {
      const name = worker.fileName.replace(/^.*\//, '');
      const above = name.startsWith('shellcheck.') ? shellCheckNotice(root) : '';
      return dataElement(name, 'text/plain', elementText(above + textOf(worker)));
    }),
    ...['sample.tar', 'Dockerfile'].map(packed),
    dataElement('THIRD_PARTY_NOTICES.md', 'text/plain', elementText(notices)),
  ];
}

function compose(page: Page): string {
  const script = elementText(named(page, scriptTag));
  const style = named(page, styleTag);
  if (/<\/style/i.test(style)) throw new Error('The style sheet would end its element');
  const icon = readFileSync(join(page.root, 'public/favicon.svg')).toString('base64');
  const policy = singleFilePolicy([hashOf(script)], [hashOf(style)]);
  return page.html
    .replace(styleTag, () => `<style>${style}</style>`)
    .replace(iconTag, () => `<link rel="icon" href="data:image/svg+xml;base64,${icon}">`)
    .replace(scriptTag, () => `<script type="module">${script}</script>`)
    .replace('<head>', () => `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('</body>', () => [...dataElements(page), '</body>'].join('\n'));
}

/** Writes one file in place of all: the page with its script, styles, workers and data in it, under a policy by hash. */
export function singleFile(root: string): Plugin {
  return {
    name: 'plimsoll:single-file',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, outputs) {
        const page = outputs['index.html'];
        if (!page) throw new Error('The build has no page');
        const source = compose({ html: textOf(page), outputs, root });
        for (const name of Object.keys(outputs)) delete outputs[name];
        this.emitFile({ type: 'asset', fileName: singleFileName, source });
      },
    },
  };
}

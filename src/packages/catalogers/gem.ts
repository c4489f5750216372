// Specifications of installed gems, `specifications/<name>-<version>.gemspec`, and those that come with Ruby, in `default/`
// below. RubyGems writes them as Ruby code (Gem::Specification#to_ruby), of which only quoted texts are read; nothing is run.
import { decodeText } from '../../bytes/text.ts';
import type { CatalogedFile, Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';

const place = /\/specifications\/(?:default\/)?[^/]+\.gemspec$/;
/** `# stub: name version platform require-paths`, which RubyGems itself reads in place of the code. */
const stub = /^# stub: (\S+) (\S+) (\S+)/m;
/** A name in a gemspec has no escapes; a text with one is passed over. */
const quoted = String.raw`(?:"([^"\\\n]*)"|'([^'\\\n]*)'|%q\{([^{}\\\n]*)\})`;
const nameOf = assigned('name');
const versionOf = new RegExp(
  String.raw`^[ \t]*\w+\.version[ \t]*=[ \t]*(?:Gem::Version\.new[ \t]*\(?[ \t]*)?${quoted}`,
  'm',
);
const licenceOf = assigned('license');
const licencesOf = /^[ \t]*\w+\.licenses[ \t]*=[ \t]*\[([^\]\n]*)\]/m;
const eachQuoted = new RegExp(quoted, 'g');

function assigned(field: string): RegExp {
  return new RegExp(String.raw`^[ \t]*\w+\.${field}[ \t]*=[ \t]*${quoted}`, 'm');
}

const textOf = (match: readonly (string | undefined)[] | null): string | null =>
  match?.slice(1).find((text) => text !== undefined) || null;

function licences(code: string): string[] {
  const list = licencesOf.exec(code)?.[1];
  const texts = list === undefined ? [textOf(licenceOf.exec(code))] : [...list.matchAll(eachQuoted)].map(textOf);
  return texts.filter((text) => text !== null);
}

/** Where the gem lies; those that come with Ruby lie among its own files. */
function folderOf(path: string): { folder?: string } {
  const start = path.lastIndexOf('/specifications/');
  const file = path.slice(start + '/specifications/'.length, -'.gemspec'.length);
  return file.includes('/') ? {} : { folder: `${path.slice(0, start)}/gems/${file}` };
}

function read({ path, bytes }: CatalogedFile): Findings {
  const findings = new Findings();
  const code = decodeText(bytes);
  const [, stubName, stubVersion] = stub.exec(code) ?? [];
  const name = textOf(nameOf.exec(code)) ?? stubName;
  const version = textOf(versionOf.exec(code)) ?? stubVersion ?? null;
  if (!name) findings.miss('gives no name as a quoted text');
  else {
    if (!version) findings.miss(`gives ${name.slice(0, 80)} no version as a quoted text`);
    findings.add({ type: 'gem', name, version, licences: licences(code), ...folderOf(path) });
  }
  return findings;
}

export const gem: Cataloger = {
  id: 'gem-specification',
  title: 'specification of an installed gem',
  endings: ['.gemspec'],
  selects: (path) => place.test(path),
  mostBytes: 1_000_000,
  read: (file) => read(file).result(),
};

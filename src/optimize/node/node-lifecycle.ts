// Whether installing what a package.json lists needs more of the folder than the manifests.
// Scripts that an install runs: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order
const lifecycle = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

/** Programs that a postinstall starts, and that read nothing but patches/, prisma/ and what is installed. */
const undemanding =
  /^(?:husky(?: install)?|patch-package|prisma generate|only-allow \w+|npx only-allow \w+|exit 0|true)$/;

const local = /^(?:file|link|portal|patch):|^\.{0,2}\//;
const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'resolutions'];

const textsOf = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    : [];

const scriptsOf = (fields: Readonly<Record<string, unknown>>): string[] =>
  textsOf(fields.scripts).flatMap(([name, text]) => (lifecycle.includes(name) ? [text] : []));

/** An install starts something of the project's own, which may be a program out of devDependencies. */
export const startsScriptOfAnInstall = (fields: Readonly<Record<string, unknown>>): boolean =>
  scriptsOf(fields).length > 0;

/** A script of an install that may read sources, or a dependency that lies in the folder. True for a damaged manifest. */
export function needsMore(fields: Readonly<Record<string, unknown>> | null): boolean {
  if (!fields) return true;
  const started = scriptsOf(fields).flatMap((text) => text.split(/&&|\|\||;/));
  return (
    started.some((text) => !undemanding.test(text.trim())) ||
    dependencyFields.some((field) => textsOf(fields[field]).some(([, text]) => local.test(text)))
  );
}

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isContextText } from '../../src/app/context-texts.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { countFindings } from '../../src/optimize/check-result.ts';
import type { ProgramFacts } from '../../src/optimize/compatibility/program-facts.ts';
import { developmentFolders } from '../../src/optimize/node/installs/npm-lock.ts';
import type { ImageConfig } from '../../src/image/model.ts';
import type { FolderInput } from '../../src/optimize/project-folder.ts';
import { altered, isSameConfig, runtimeConfigOf } from '../../src/optimize/runtime-config.ts';
import { reviewDockerfile, type ReviewInput } from '../../src/optimize/review-dockerfile.ts';
import type { Choices } from '../../src/optimize/propose.ts';
import type { Change, DockerfileReview } from '../../src/optimize/review.ts';
import { folderOf, sharedContexts, type GivenFiles } from '../support/build-context.ts';
import { buildImage } from '../support/build-image.ts';
import { openImage } from '../support/open-image.ts';
import { noPrograms } from '../support/program-facts.ts';
import { plantedLeaks } from '../support/planted-leaks.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

const golden = join(import.meta.dirname, '../golden/optimize');

export interface Case {
  readonly name: string;
  readonly folder: string;
  load(): Promise<ReviewInput>;
}

const readOrNull = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

const environments: Readonly<Record<string, string[]>> = {
  'go-single': ['GOLANG_VERSION=1.22.4'],
  'yarn-monitor': ['NODE_VERSION=20.11.1'],
};

/** The files of `context/`; those that a page reads, with what they say. */
function filesIn(context: string): GivenFiles {
  if (!existsSync(context)) return {};
  const entries = readdirSync(context, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const given = isContextText(name) ? readFileSync(path, 'utf8') : statSync(path).size;
    return [relative(context, path), given] as const;
  });
  return Object.fromEntries(files);
}

/** `context.txt`: more files by their sizes alone, one a line: `src/index.js  1200`. */
function listedFiles(list: string): GivenFiles {
  const lines = list.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => line.trim().split(/ {2,}/)).map(([path, size]) => [path, Number(size)]),
  );
}

/** The project folder of a case; null where it has none. */
function contextOf(folder: string, dockerignore: string | null): FolderInput | null {
  const files = { ...filesIn(join(folder, 'context')), ...listedFiles(readOrNull(join(folder, 'context.txt')) ?? '') };
  return Object.keys(files).length > 0 ? { context: folderOf(files), dockerignore } : null;
}

/** `image.json`: the image's config, of one whose files were looked into, where nothing but its base has programs. */
function imageOf(name: string, layers: string | null, config: string | null): ReviewInput['image'] {
  if (layers === null) return null;
  const given = config === null ? {} : (JSON.parse(config) as Partial<ImageConfig>);
  const { image, rootfs } = buildImage(layers, { env: environments[name] ?? [], ...given });
  const programs = config === null ? null : noPrograms;
  return { image, rootfs: rootfs.columns, leaks: [], programs };
}

function textCase(name: string): Case {
  const folder = join(golden, name);
  const load = async (): Promise<ReviewInput> => {
    const dockerignore = readOrNull(join(folder, '.dockerignore'));
    const config = readOrNull(join(folder, 'image.json'));
    return {
      // The smallest profile rests on what was looked into.
      profile: config === null ? 'balanced' : 'smallest',
      fileName: 'Dockerfile',
      text: readFileSync(join(folder, 'Dockerfile'), 'utf8'),
      dockerignore,
      image: imageOf(name, readOrNull(join(folder, 'layers.txt')), config),
      folder: contextOf(folder, dockerignore),
      off: [],
    };
  };
  return { name, folder, load };
}

/** Of what a page reads in the files of an image, the package.json and the lock file that came with the folder alone. */
async function manifestOf(name: string): Promise<ProgramFacts | null> {
  const shared = await sharedContexts()
    .find((one) => one.name === name)
    ?.load();
  const textOf = (file: string): string | undefined => shared?.context.texts.find(({ path }) => path === file)?.text;
  const manifest = textOf('package.json');
  // npm writes into the image what it had of this file.
  const development = developmentFolders(textOf('package-lock.json') ?? '');
  return manifest === undefined ? null : { ...noPrograms, isCut: true, manifest, ...(development && { development }) };
}

function sharedCase(name: string, images: string, shared: string): Case {
  const load = async (): Promise<ReviewInput> => {
    const text = readFileSync(join(shared, 'images', name, 'Dockerfile'), 'utf8');
    const { image, rootfs } = await openImage(join(images, name, `${name}.tar`));
    const dockerignore = readOrNull(join(shared, 'images', name, '.dockerignore'));
    const leaks = plantedLeaks(join(shared, 'images', name, 'secrets.json'), image);
    const found = { image, rootfs: rootfs.columns, leaks, programs: await manifestOf(name) };
    return { fileName: 'Dockerfile', text, dockerignore, image: found, off: [] };
  };
  return { name, folder: join(golden, name), load };
}

/** Each has its Dockerfile, image and project folder as text, both where they are there, and the expected results. */
export const textCases: readonly Case[] = readdirSync(golden)
  .filter((name) => existsSync(join(golden, name, 'Dockerfile')))
  .map(textCase);

/** Real images that lie beside the repository; none where they are not there. */
export const sharedCases: readonly Case[] = ['node-bloated', 'python-app', 'node-optimized'].flatMap((name) => {
  const fixtures = sharedFixtures();
  const isThere = fixtures && existsSync(join(fixtures.images, name, `${name}.tar`));
  return isThere ? [sharedCase(name, fixtures.images, fixtures.shared)] : [];
});

const projects = join(import.meta.dirname, '../projects');

/** The projects that are built by `npm run verify:builds`, by their folders alone. */
export const projectCases: readonly Case[] = readdirSync(projects)
  .filter((name) => existsSync(join(projects, name, 'Dockerfile')))
  .map((name) => {
    const folder = join(projects, name);
    const load = async (): Promise<ReviewInput> => {
      const dockerignore = readOrNull(join(folder, '.dockerignore'));
      const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
      const context = { context: folderOf(filesIn(folder)), dockerignore };
      return { fileName: 'Dockerfile', text, dockerignore, image: null, folder: context, off: [] };
    };
    return { name: `projects/${name}`, folder, load };
  });

/** Variables that the better Dockerfile may do without: their values are secrets. */
export const leakedVariables = ({ image }: ReviewInput): string[] =>
  (image?.leaks ?? []).flatMap(({ where, variable }) => (where === 'env' && variable !== null ? [variable] : []));

/**
 * Why a result is no better Dockerfile; empty where it is. `mayGo`: variables that are not looked at. What changes that are on say
 * that they alter is expected to be as they say.
 */
export function faultsOfResult(
  original: string,
  result: string,
  mayGo: readonly string[] = [],
  changes: readonly Pick<Change, 'on' | 'alters'>[] = [],
): string[] {
  const [before, after] = [parseDockerfile(original), parseDockerfile(result)];
  const faults = after.problems.map(({ message }) => message);
  const known = countFindings(before);
  for (const [code, count] of countFindings(after)) if (count > (known.get(code) ?? 0)) faults.push(`new ${code}`);
  const expected = changes.reduce(
    (config, { on, alters }) => (on ? altered(config, alters) : config),
    runtimeConfigOf(before),
  );
  if (!isSameConfig(expected, runtimeConfigOf(after), mayGo)) faults.push('another configuration');
  return faults;
}

/** With every change on but some, whatever the profile has. */
export const reviewWithout = (input: ReviewInput, off: readonly string[]): DockerfileReview =>
  reviewDockerfile({ ...input, profile: 'smallest', off });

export const everyChange: Choices = { profile: 'smallest', off: new Set(), on: new Set() };

export const idsOf = (review: DockerfileReview): string[] => review.proposal?.changes.map(({ id }) => id) ?? [];

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { shared } from '../../scripts/lib/shared-fixtures.mjs';
import { NotHere } from './archives.mjs';

/** As in what npm installs: some files to a folder, some folders to a package. */
const filesInFolder = 10;
const foldersInPackage = 5;

const projectFiles = {
  Dockerfile: 'FROM node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCOPY src src\n',
  '.dockerignore': 'node_modules\n',
  'package.json': '{}\n',
  'src/index.js': 'start();\n',
};

/** A project folder with so many small files, kept in tests/.cache. */
export function projectOf(files) {
  const folder = join(root, 'tests/.cache', `project-${files}-files`);
  if (existsSync(folder)) return folder;
  console.log(`Making ${folder}`);
  const unfinished = `${folder}-unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, 'src'), { recursive: true });
  for (const [name, contents] of Object.entries(projectFiles)) writeFileSync(join(unfinished, name), contents);
  const left = files - Object.keys(projectFiles).length;
  for (let at = 0, inside = ''; at < left; at++) {
    if (at % filesInFolder === 0) {
      const number = at / filesInFolder;
      const part = number % foldersInPackage;
      inside = join(unfinished, 'node_modules', `package-${Math.floor(number / foldersInPackage)}`, `part-${part}`);
      mkdirSync(inside, { recursive: true });
    }
    writeFileSync(join(inside, `module-${at}.js`), 'x'.repeat(at % 50));
  }
  renameSync(unfinished, folder);
  return folder;
}

/** The folder that node-bloated was built from, kept in tests/.cache. */
export function folderOfNodeBloated() {
  const folder = join(root, 'tests/.cache/node-bloated-context');
  const given = join(shared, 'images/node-bloated');
  if (existsSync(folder)) return folder;
  if (!existsSync(given)) throw new NotHere('../shared/fixtures is not here');
  const unfinished = `${folder}-unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  execFileSync('tar', ['-xzf', join(given, 'context.tar.gz'), '-C', unfinished]);
  cpSync(join(given, 'Dockerfile'), join(unfinished, 'Dockerfile'));
  renameSync(unfinished, folder);
  return folder;
}

/**
 * Lets a folder go over the page, as the browser itself gets it.
 * @param {import('@playwright/test').Page} page
 * @param {string} folder
 */
export async function dropFolder(page, folder) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
}

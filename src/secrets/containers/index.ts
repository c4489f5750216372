import type { Container } from '../container.ts';
import { gitObject } from './git-object.ts';
import { gitPack } from './git-pack.ts';
import { notebook } from './notebook.ts';
import { pythonCache } from './python-cache.ts';
import { tarGz } from './tar-gz.ts';
import { zip } from './zip.ts';

/** Every kind of packed file that is looked into. The first that selects a file opens it. */
export const containers: readonly Container[] = [gitObject, gitPack, tarGz, zip, pythonCache, notebook];

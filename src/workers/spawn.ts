import { inlinedText } from '../security/inlined-files.ts';
import { workerUrl } from '../security/trusted-urls.ts';
import advisoriesWorker from './advisories.worker.ts?worker&url';
import dockerfileWorker from './dockerfile.worker.ts?worker&url';
import imageWorker from './image.worker.ts?worker&url';
import namesWorker from './names.worker.ts?worker&url';
import needsWorker from './needs.worker.ts?worker&url';
import shellcheckWorker from './shellcheck.worker.ts?worker&url';
import stackingWorker from './stacking.worker.ts?worker&url';

const modules = {
  image: imageWorker,
  stacking: stackingWorker,
  dockerfile: dockerfileWorker,
  names: namesWorker,
  needs: needsWorker,
  advisories: advisoriesWorker,
  shellcheck: shellcheckWorker,
};

// Chromium starts no module of a blob on a page from a disk.
const type = __SINGLE_FILE__ ? 'classic' : 'module';

const fileNameOf = (address: string): string => address.slice(address.lastIndexOf('/') + 1);

/** A worker under the page's own policy (see trusted-urls.ts for how). Its name is the lock it holds while it lives. */
export function spawnWorker(kind: keyof typeof modules, name: string): Worker {
  const address = modules[kind];
  const text = __SINGLE_FILE__ ? inlinedText(fileNameOf(address)) : undefined;
  return new Worker(workerUrl(address, text), { type, name });
}

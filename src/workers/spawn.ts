import { workerUrl } from '../security/trusted-urls.ts';
import advisoriesWorker from './advisories.worker.ts?worker&url';
import dockerfileWorker from './dockerfile.worker.ts?worker&url';
import imageWorker from './image.worker.ts?worker&url';
import namesWorker from './names.worker.ts?worker&url';
import shellcheckWorker from './shellcheck.worker.ts?worker&url';
import stackingWorker from './stacking.worker.ts?worker&url';

const modules = {
  image: imageWorker,
  stacking: stackingWorker,
  dockerfile: dockerfileWorker,
  names: namesWorker,
  advisories: advisoriesWorker,
  shellcheck: shellcheckWorker,
};

/** A worker under the page's own policy (see trusted-urls.ts for how). Its name is the lock it holds while it lives. */
export function spawnWorker(kind: keyof typeof modules, name: string): Worker {
  return new Worker(workerUrl(modules[kind]), { type: 'module', name });
}

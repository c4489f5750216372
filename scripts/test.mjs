// npm test: everything that must hold, on a machine with Node and git alone.
import { provideBrowser } from './lib/browser.mjs';
import { checkFirstLoad } from './lib/first-load.mjs';
import { checkNode, installMissing } from './lib/install.mjs';
import { installPeers } from './lib/peers.mjs';
import { buildSingleFile } from './lib/build-single-file.mjs';
import { run } from './lib/run.mjs';
import { images, unpackSharedFixtures } from './lib/shared-fixtures.mjs';
import { runSteps } from './lib/steps.mjs';

const npm = (script, env) => run('npm', ['run', '--silent', script], env);

/** @type {Record<string, string>} */
const env = {};

const good = await runSteps([
  {
    name: 'Packages',
    run: () => {
      checkNode();
      return installMissing();
    },
  },
  {
    name: 'Peers to compare with (dive, hadolint)',
    run: () => {
      const missing = installPeers();
      return missing ? `comparisons NOT RUN: ${missing}` : 'comparisons run';
    },
  },
  {
    name: 'Larger cases (../shared/fixtures)',
    run: () => {
      const missing = unpackSharedFixtures();
      if (missing) return `NOT RUN: ${missing}`;
      env.PLIMSOLL_FIXTURES = images;
      return 'run';
    },
  },
  { name: 'Format', run: () => npm('format:check') },
  { name: 'Lint', run: () => npm('lint') },
  { name: 'Types', run: () => npm('check') },
  { name: 'Unit tests', run: () => npm('test:unit', env) },
  { name: 'Build', run: () => npm('build') },
  { name: 'Size of the first load', run: checkFirstLoad },
  { name: 'Page as one file', run: buildSingleFile },
  {
    name: 'Browser',
    run: async () => (env.PLAYWRIGHT_CHROMIUM_PATH = await provideBrowser()),
  },
  { name: 'End-to-end tests', run: () => npm('test:e2e', env) },
]);

process.exitCode = good ? 0 : 1;

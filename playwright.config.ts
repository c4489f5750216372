import { defineConfig } from '@playwright/test';
import { browserArgs, findBrowser } from './scripts/lib/browser.mjs';

const executablePath = await findBrowser();
if (!executablePath) throw new Error('There is no Chromium; `npm test` looks for one and says what to do.');

// Chosen once by the runner; the workers, which read this file again, inherit it.
const port = (process.env.PLIMSOLL_E2E_PORT ??= String(20_000 + (process.pid % 20_000)));
const baseURL = `http://localhost:${port}/`;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  // How fast the page is, benches say; here a slow machine only takes longer.
  expect: { timeout: 15_000 },
  // A time means nothing while another test has the processor.
  projects: [
    { name: 'flows', testIgnore: '**/*.alone.test.ts' },
    { name: 'alone', testMatch: '**/*.alone.test.ts', dependencies: ['flows'], workers: 1 },
  ],
  reporter: [
    ['list'],
    ...(process.env.CI ? [] : [['html', { open: 'never' }] as const]),
    ['./scripts/lib/failed-flows.mjs'],
  ],
  use: {
    baseURL,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      // A name that is not localhost, for the page over plain HTTP without a secure context.
      args: [...browserArgs, '--host-resolver-rules=MAP plain.test 127.0.0.1'],
    },
  },
  // The built page as `npm start` serves it, with the policy as a header.
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: baseURL,
    reuseExistingServer: false,
  },
});

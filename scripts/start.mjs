// npm start: installs what is missing, builds, and serves the built page on a local port.
import { checkNode, installMissing } from './lib/install.mjs';
import { run } from './lib/run.mjs';
import { serveBuild } from './lib/serve-build.mjs';

try {
  checkNode();
  installMissing();
  run('npm', ['run', '--silent', 'build']);
  const { url } = await serveBuild(process.env.PORT ? { port: Number(process.env.PORT), strictPort: true } : {});
  console.log(`\nPlimsoll is at ${url}  (Ctrl+C ends it)`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

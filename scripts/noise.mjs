// npm run noise -- FILE.tar …: scans root file systems that hold no secret, and prints what is found in them above info.
// `-- --info` also prints those of severity info, `-- --values` the values: only for files that anyone can download.
import { resolve } from 'node:path';
import { loadSource } from '../tests/bench/source.mjs';

const args = process.argv.slice(2);
const files = args.filter((arg) => !arg.startsWith('--')).map((file) => resolve(file));
if (files.length === 0) {
  console.error('Name the tars to scan: npm run noise -- debian.tar node.tar');
  process.exit(2);
}
const { runNoise } = await loadSource('tests/secrets/noise-run.ts');

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
let above = 0;
for (const file of files) {
  const { findings, ...run } = await runNoise(file, { values: args.includes('--values') });
  const told = findings.filter(({ severity }) => args.includes('--info') || severity !== 'info');
  for (const { detector, severity, path, line, excerpt, value } of told) {
    console.log([severity, detector, `${path}:${line ?? '-'}`, value ?? excerpt].join('  '));
  }
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  above += findings.length - count('info');
  console.log(
    `${file}: ${run.files} files, ${megabytes(run.bytes)} MB, of them ${megabytes(run.partialBytes)} MB binary or large; ` +
      `${(run.milliseconds / 1000).toFixed(2)} s; ${count('error')} errors, ${count('warning')} warnings, ${count('info')} info` +
      (!run.isComplete ? '; not searched to its end' : ''),
  );
}
process.exitCode = above > 0 ? 1 : 0;

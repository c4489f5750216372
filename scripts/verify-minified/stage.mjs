// The same choices as a Dockerfile, built by buildah, and what came of it compared with the minified image, file for file.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../../tests/bench/source.mjs';
import { root } from '../lib/run.mjs';
import { build, buildah, hasImage, save } from '../verify-builds/builder.mjs';
import { configOf, unpack } from './unpacked.mjs';

const { minifiedStage } = await loadSource('src/minify/dockerfile-stage.ts');

const toolsImage = 'docker.io/library/busybox:stable-musl';

/** This machine's busybox, which needs no libraries. */
function provideTools(folder) {
  if (hasImage(toolsImage)) return;
  const context = join(folder, 'tools');
  mkdirSync(context);
  copyFileSync('/usr/bin/busybox', join(context, 'busybox'));
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY busybox /bin/busybox\n');
  build(context, { file: join(context, 'Dockerfile'), tag: toolsImage, images: null });
}

/** Of a config, what says how the image is run, and is the same in both. */
const runPart = ({ Env, WorkingDir, User, Entrypoint, Cmd, ExposedPorts, Volumes, StopSignal, Healthcheck }) =>
  JSON.stringify([
    // Each variable has one value: their order says nothing.
    [...(Env ?? [])].sort(),
    ...[Entrypoint, Cmd].map((list) => list ?? []),
    ...[WorkingDir || '/', User ?? '', StopSignal ?? ''],
    ...[ExposedPorts, Volumes].map((map) => Object.keys(map ?? {}).sort()),
    Healthcheck ?? null,
  ]);

/** `minifiedRoot`: the root file system of the minified image, as it was unpacked. */
export function compareStage({ path, image, rootfs, found }, profile, minifiedRoot, folder) {
  provideTools(folder);
  const whole = image.reference ?? 'localhost/verify-minified/whole:latest';
  const tag = 'localhost/verify-minified/stage';
  const id = buildah('pull', '--quiet', `docker-archive:${path}`).trim().split('\n')[0];
  buildah('tag', id, whole);
  const context = join(folder, 'stage');
  mkdirSync(context);
  const { text } = minifiedStage(image, rootfs, found.removals[profile].tops);
  const file = join(context, 'Dockerfile');
  writeFileSync(file, text);
  build(context, { file, tag, images: null, layers: false, args: image.reference ? [] : [`IMAGE=${whole}`] });
  const archive = join(folder, 'stage.tar');
  save(tag, archive);
  // By name alone: another run may build beside this one.
  buildah('rmi', '--force', tag, whole);
  const built = unpack(archive, folder, 'built');
  const compared = JSON.parse(
    execFileSync('python3', [join(root, 'scripts/verify-cleaning/compare.py'), minifiedRoot, built], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  );
  // Builders make the folders of volumes; engines make those that are missing when they start a container.
  const isVolume = ({ path: name, differs }) => differs[0] === 'there' && image.config.volumes.includes(`/${name}`);
  const volumes = compared.differences.filter(isVolume).map(({ path: name }) => `/${name}`);
  const differences = compared.differences.filter((one) => !isVolume(one));
  const count = compared.count - volumes.length;
  const configs = [configOf(path), configOf(archive)].map(runPart);
  for (const name of ['stage', 'built', 'stage.tar']) rmSync(join(folder, name), { recursive: true });
  return { ...compared, differences, count, volumes, configs };
}

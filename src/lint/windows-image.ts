import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { baseImageOf } from '../dockerfile/stages.ts';

/** By the platform that FROM asks for, or the name of the image. */
export function isWindowsImage(dockerfile: Dockerfile, stage: Stage): boolean {
  if (stage.from.flags.some((flag) => flag.name === 'platform' && flag.value?.startsWith('windows'))) return true;
  const image = baseImageOf(dockerfile, stage);
  return /(^|\/)windows\/|nanoserver|windowsservercore|servercore:|dotnet\/framework\//i.test(image);
}

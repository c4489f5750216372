import type { Cataloger } from '../cataloger.ts';
import { apk } from './apk.ts';
import { composer } from './composer.ts';
import { dpkgCopyright } from './dpkg-copyright.ts';
import { dpkg } from './dpkg.ts';
import { gem } from './gem.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { osRelease } from './os-release.ts';
import { pythonRecord } from './python-record.ts';
import { python } from './python.ts';
import { rpm } from './rpm.ts';
import { rust } from './rust.ts';

/** Each asks for other files. */
export const catalogers: readonly Cataloger[] = [
  osRelease,
  dpkg,
  dpkgCopyright,
  apk,
  rpm,
  python,
  pythonRecord,
  npm,
  gem,
  composer,
  nuget,
  go,
  rust,
  java,
];

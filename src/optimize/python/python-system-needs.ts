// What of the system Python packages need when they run, as far as it is known: the documentation of each names it.

/** Packages of Debian that only a build needs, by name; `-dev` packages beside. */
const buildTools: ReadonlySet<string> = new Set([
  'autoconf', 'automake', 'build-essential', 'cargo', 'clang', 'cmake', 'cython3', 'g++', 'gcc', 'gfortran', 'libtool', 'make',
  'ninja-build', 'patch', 'pkg-config', 'pkgconf', 'python3-dev', 'rustc', 'swig',
]); // prettier-ignore

/**
 * What a program needs that was compiled with these headers; nothing where the slim Python images have it for Python itself.
 * Only names that are the same from Debian 11 to 13.
 */
const librariesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['default-libmysqlclient-dev', ['libmariadb3']], ['libmariadb-dev', ['libmariadb3']],
  ['libpq-dev', ['libpq5']],
  ['libxml2-dev', ['libxml2']], ['libxslt1-dev', ['libxslt1.1']],
  ['libjpeg-dev', ['libjpeg62-turbo']], ['libjpeg62-turbo-dev', ['libjpeg62-turbo']],
  ['libyaml-dev', ['libyaml-0-2']], ['libgmp-dev', ['libgmp10']], ['libzmq3-dev', ['libzmq5']], ['libsasl2-dev', ['libsasl2-2']],
  ['libbz2-dev', []], ['libc6-dev', []], ['libffi-dev', []], ['liblzma-dev', []], ['libncurses-dev', []], ['libreadline-dev', []],
  ['libsqlite3-dev', []], ['libssl-dev', []], ['zlib1g-dev', []],
]); // prettier-ignore

/** Of python:X, which is made from buildpack-deps: what a build finds there without installing it. */
const inFullImage: ReadonlySet<string> = new Set([
  'autoconf', 'automake', 'ca-certificates', 'curl', 'default-libmysqlclient-dev', 'g++', 'gcc', 'git', 'libbz2-dev', 'libc6-dev', 'libffi-dev', 'libgmp-dev',
  'libjpeg-dev', 'liblzma-dev', 'libpq-dev', 'libreadline-dev', 'libsqlite3-dev', 'libssl-dev', 'libtool', 'libxml2-dev',
  'libyaml-dev', 'make', 'patch', 'wget', 'zlib1g-dev',
]); // prettier-ignore

export const isInFullImage = (name: string): boolean => inFullImage.has(name);

export interface PackageRoles {
  readonly build: readonly string[];
  /** What a running program needs of what was built with them. */
  readonly libraries: readonly string[];
}

/** Null where nobody knows what a program needs that was built with them. */
export function rolesOf(names: readonly string[]): PackageRoles | null {
  const build = names.filter((name) => buildTools.has(name) || name.endsWith('-dev'));
  const headers = build.filter((name) => !buildTools.has(name));
  if (!headers.every((name) => librariesOf.has(name))) return null;
  return { build, libraries: [...new Set(headers.flatMap((name) => librariesOf.get(name) ?? []))] };
}

/** Packages of PyPI without a wheel that holds the libraries, and what they load. */
const loads: ReadonlyMap<string, string> = new Map([
  ['mysqlclient', 'libmariadb3'], ['psycopg', 'libpq5'], ['psycopg2', 'libpq5'], ['psycopg2cffi', 'libpq5'],
]); // prettier-ignore

/** They call programs or load libraries that slim images lack, and which ones depends on how they are used. */
const needsMore: ReadonlySet<string> = new Set([
  'ansible', 'cairocffi', 'cairosvg', 'dbus-python', 'dlib', 'dulwich', 'face-recognition', 'ffmpeg-python', 'gdal', 'gitpython',
  'graphviz', 'imgkit', 'lightgbm', 'm2crypto', 'moviepy', 'opencv-contrib-python', 'opencv-python', 'pdf2image', 'pdfkit',
  'playwright', 'pyaudio', 'pycairo', 'pycurl', 'pydub', 'pygobject', 'pygraphviz', 'pyodbc', 'pyppeteer', 'pytesseract',
  'python-ldap', 'python-magic', 'python3-saml', 'pyzbar', 'selenium', 'sounddevice', 'uwsgi', 'wand', 'weasyprint', 'xmlsec',
]); // prettier-ignore

/** Libraries that packages of PyPI load; null where one needs more than is known. */
export function librariesFor(packages: readonly string[]): string[] | null {
  if (packages.some((name) => needsMore.has(name))) return null;
  return [...new Set(packages.flatMap((name) => loads.get(name) ?? []))];
}

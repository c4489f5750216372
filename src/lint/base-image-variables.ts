// Names that the environment of official images defines, PATH apart. A tag may lack one or have more, so that a name
// here means "not undefined", never "this value". Read from several versions of each image as docker-library/repo-info
// lists them: "Environment" in repos/<image>/local, the ENV lines in repos/<image>/remote.
import { parseImageReference } from './image-reference.ts';

const java = ['JAVA_HOME', 'JAVA_VERSION', 'LANG', 'LANGUAGE', 'LC_ALL'] as const;

const variables: Readonly<Record<string, readonly string[]>> = {
  'eclipse-temurin': java,
  golang: ['GOLANG_VERSION', 'GOPATH', 'GOTOOLCHAIN'],
  gradle: [...java, 'GRADLE_HOME', 'GRADLE_VERSION'],
  maven: [...java, 'MAVEN_CONFIG', 'MAVEN_HOME'],
  nginx: ['ACME_VERSION', 'DYNPKG_RELEASE', 'NGINX_VERSION', 'NJS_RELEASE', 'NJS_VERSION', 'PKG_RELEASE'],
  node: ['NODE_VERSION', 'YARN_VERSION'],
  openjdk: java,
  php: [
    'APACHE_CONFDIR', 'APACHE_ENVVARS', 'GPG_KEYS', 'PHPIZE_DEPS', 'PHP_ASC_URL', 'PHP_CFLAGS', 'PHP_CPPFLAGS',
    'PHP_INI_DIR', 'PHP_LDFLAGS', 'PHP_SHA256', 'PHP_URL', 'PHP_VERSION',
  ],
  postgres: ['LANG', 'PGDATA', 'PG_MAJOR', 'PG_SHA256', 'PG_VERSION'],
  python: ['GPG_KEY', 'LANG', 'PYTHON_PIP_VERSION', 'PYTHON_SHA256', 'PYTHON_VERSION'],
  ruby: [
    'BUNDLE_APP_CONFIG', 'BUNDLE_SILENCE_ROOT_WARNING', 'GEM_HOME', 'LANG', 'RUBY_DOWNLOAD_SHA256', 'RUBY_VERSION',
  ],
  rust: ['CARGO_HOME', 'RUSTUP_HOME', 'RUST_VERSION'],
  tomcat: [...java, 'CATALINA_HOME', 'LD_LIBRARY_PATH', 'TOMCAT_MAJOR', 'TOMCAT_NATIVE_LIBDIR', 'TOMCAT_VERSION'],
}; // prettier-ignore

/** Images that set PATH and nothing else. */
const bare: ReadonlySet<string> = new Set(['alpine', 'busybox', 'debian', 'scratch', 'ubuntu']);

/** `docker.io/library/node:22` as `node`. */
const familiarName = (image: string): string =>
  parseImageReference(image).name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');

/** The variables that an image is known to define, PATH apart. */
export function imageVariables(image: string | null): readonly string[] {
  const familiar = image === null ? '' : familiarName(image);
  return Object.hasOwn(variables, familiar) ? (variables[familiar] ?? []) : [];
}

/** The image defines nothing but PATH. */
export const isBareImage = (image: string | null): boolean => image !== null && bare.has(familiarName(image));

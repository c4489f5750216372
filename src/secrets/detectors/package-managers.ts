import type { Detector } from '../detector.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';
import { settingLine } from '../setting-line.ts';
import { decodeBase64 } from '../../bytes/base64.ts';
import { isUserAndPassword } from '../user-and-password.ts';

const isValue = (value: string): 'error' | null => (isPasswordPlaceholder(value) ? null : 'error');
/** Where commands and instructions stand; '' is a text that is no file. */
const orCommands = String.raw`\/(?:docker|container)file[^/]*$|[./]dockerfile$|\.(?:sh|ya?ml|log)$|_history$|^$`;
const at = 'at the registry, and let builds have it by RUN --mount=type=secret';

/** What package managers log in at their registries with. */
export const packageManagers: readonly Detector[] = [
  {
    // https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration
    id: 'npm-login',
    title: 'Login at an npm registry',
    severity: 'error',
    anchors: [':_auth', ':_password', '_auth='],
    pattern:
      /:?(?<![A-Za-z0-9])_(?:authToken[ \t]{0,4}=[ \t]{0,4}["']?|(?<name>auth|password)[ \t]{0,4}=[ \t]{0,4}["']?(?=[A-Za-z0-9+/]{8,500}={0,2}(?![^\s"'])))(?<value>[^\s"'$;#<>{}]{8,500})/y,
    paths: new RegExp(String.raw`npmrc$|${orCommands}`, 'i'),
    generic: true,
    check: (value, { groups }) => {
      if (groups?.['name'] === 'auth' && !isUserAndPassword(value)) return null;
      if (groups?.['name'] === 'password' && !decodeBase64(value)) return null;
      return isValue(value);
    },
    rotate: `Revoke the token (npm token revoke), or change the password, ${at}.`,
  },
  {
    // https://yarnpkg.com/configuration/yarnrc#npmAuthToken
    id: 'yarn-login',
    title: 'Login at an npm registry (Yarn)',
    severity: 'error',
    anchors: ['npmAuth'],
    pattern: /npmAuth(?:Token|Ident)["']?[ \t]{0,4}:[ \t]{0,4}["']?(?<value>[^\s"'#${}]{6,500})/y,
    paths: /\/\.yarnrc(?:\.ya?ml)?$/,
    generic: true,
    check: isValue,
    rotate: `Revoke the token, or change the password, ${at}.`,
  },
  {
    // https://packaging.python.org/en/latest/specifications/pypirc/
    id: 'pypirc-password',
    title: 'Password in .pypirc',
    severity: 'error',
    anchors: ['password'],
    pattern: settingLine('password', '[=:]'),
    paths: /\/\.?pypirc$/,
    generic: true,
    check: isValue,
    rotate: `Delete the token at pypi.org, Account settings, API tokens, or change the password ${at}.`,
  },
  {
    // https://pip.pypa.io/en/stable/topics/authentication/
    id: 'pip-index-password',
    title: 'Password in a Python package index’s address',
    severity: 'error',
    anchors: ['index-url', 'index_url'],
    anyCase: true,
    pattern:
      /index[-_]url["']?[ \t]{0,4}[= ][ \t]{0,4}["']?https?:\/\/[^\s:@/"'<>]{0,100}:(?<value>[^\s:@/"'<>$]{3,400})@/iy,
    paths: new RegExp(
      String.raw`\/(?:pip\.(?:conf|ini)|requirements[^/]*\.(?:txt|in)|\.?env[^/]*|uv\.toml|pyproject\.toml)$|${orCommands}`,
      'i',
    ),
    generic: true,
    check: isValue,
    rotate: `Change the password ${at} or a .netrc.`,
  },
  {
    // https://doc.rust-lang.org/cargo/reference/config.html#credentials
    id: 'cargo-token',
    title: 'Token of a Rust package registry',
    severity: 'error',
    anchors: ['token', 'secret-key'],
    pattern: settingLine('token|secret-key'),
    paths: /\/\.?cargo\/credentials(?:\.toml)?$/,
    generic: true,
    check: isValue,
    rotate: `Revoke the token at crates.io, Account settings, API tokens, or ${at}.`,
  },
  {
    // https://getcomposer.org/doc/articles/authentication-for-private-packages.md
    id: 'composer-login',
    title: 'Login of Composer',
    severity: 'error',
    anchors: ['"password"', '"github-oauth"', '"gitlab-oauth"', '"gitlab-token"', '"bearer"'],
    pattern:
      /"(?:password"|(?:github-oauth|gitlab-oauth|gitlab-token|bearer)"\s{0,8}:\s{0,8}\{\s{0,40}"[^"\n]{1,100}")\s{0,8}:\s{0,8}"(?<value>[^"\s]{4,400})"/y,
    paths: /\/auth\.json$|^$/,
    generic: true,
    check: isValue,
    rotate: `Revoke the token, or change the password, ${at}.`,
  },
  {
    // https://maven.apache.org/settings.html#servers; in braces it is encrypted, https://maven.apache.org/guides/mini/guide-encryption.html
    id: 'maven-password',
    title: 'Password in Maven’s settings',
    severity: 'error',
    anchors: ['<password>', '<passphrase>', '<master>'],
    pattern: /<(?<name>password|passphrase|master)>\s{0,20}(?<value>[^<>\s$][^<>\s]{3,400})\s{0,20}<\/\k<name>>/y,
    paths: /\/(?:maven|m2|settings)[^/]*\.xml$|\/\.?m(?:2|aven)\/.{0,100}settings[^/]*\.xml$/,
    generic: true,
    check: (value) => (/^\{.*\}$/.test(value) ? 'warning' : isValue(value)),
    rotate: `Change the password ${at}; settings.xml can name an environment variable (\${env.NAME}).`,
  },
  {
    id: 'gradle-password',
    title: 'Password in Gradle’s properties',
    severity: 'error',
    anchors: ['password', 'secret', 'token'],
    anyCase: true,
    pattern:
      /(?:password|secret|token)[ \t]{0,4}[=:](?<=(?:^|\n)[\w.-]{0,60}[ \t]{0,4}[=:])[ \t]{0,4}(?<value>[^\s$][^\r\n]{3,200})/iy,
    paths: /\/(?:gradle|keystore|key|signing|local)\.properties$/,
    generic: true,
    check: isValue,
    rotate: 'Change the password, and give it to the build as ORG_GRADLE_PROJECT_name by RUN --mount=type=secret.',
  },
  {
    // https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials
    id: 'nuget-password',
    title: 'Password in NuGet’s settings',
    severity: 'error',
    anchors: ['cleartextpassword'],
    anyCase: true,
    pattern: /cleartextpassword"\s{1,8}value\s{0,4}=\s{0,4}"(?<value>[^"\s%$]{4,400})"/iy,
    paths: /\/nuget[^/]*\.config$/i,
    generic: true,
    check: isValue,
    rotate: `Change the password ${at}; NuGet.Config can name an environment variable (%NAME%).`,
  },
  {
    // https://bundler.io/man/bundle-config.1.html, "CREDENTIALS FOR GEM SOURCES"
    id: 'bundler-password',
    title: 'Password in Bundler’s settings',
    severity: 'error',
    anchors: ['BUNDLE_'],
    pattern:
      /(?<![A-Z0-9_])BUNDLE_(?=(?<name>[A-Z0-9_]{3,60}))\k<name>["']?[ \t]{0,4}[:=][ \t]{0,4}["']?[^\s"':/]{1,80}:(?<value>[^\s"'/$]{4,400})(?=["'\s]|$)/y,
    paths: new RegExp(String.raw`\/\.bundle\/config$|${orCommands}`, 'i'),
    generic: true,
    check: isValue,
    rotate: `Change the password ${at}.`,
  },
];

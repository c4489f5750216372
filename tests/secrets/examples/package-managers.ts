import type { Examples } from './index.ts';

const login = btoa('ci:hunter22');

export const packageManagers: Readonly<Record<string, Examples>> = {
  'npm-login': {
    path: '/root/.npmrc',
    matches: [
      '//npm.example.com/:_authToken=⟦00000000-1111-4222-8333-444455556666⟧',
      '//npm.example.com/:_authToken = "⟦t0kenFromTheRegistry⟧"',
      `//npm.example.com/:_password=⟦${btoa('hunter22')}⟧`,
      `_auth=⟦${login}⟧\nemail=me@example.com`,
    ],
    misses: [
      '//npm.example.com/:_authToken=${NPM_TOKEN}',
      '//npm.example.com/:_authToken=$NPM_TOKEN',
      '//npm.example.com/:_authToken=<your token>',
      `_auth=${btoa('no colon here')}`,
      'always-auth=true',
    ],
    worst: [':_authToken=', `:_auth=${'A'.repeat(500)} `, `:_auth=${'A'.repeat(20)} `],
  },
  'yarn-login': {
    path: '/app/.yarnrc.yml',
    matches: ['npmAuthToken: "⟦t0kenFromTheRegistry⟧"', 'npmScopes:\n  acme:\n    npmAuthIdent: ⟦ci:hunter22⟧'],
    misses: ['npmAuthToken: "${NPM_TOKEN}"', 'npmAlwaysAuth: true'],
    worst: ['npmAuthToken:    ', `npmAuthToken: ${'A'.repeat(500)}`],
  },
  'pypirc-password': {
    path: '/root/.pypirc',
    matches: ['[pypi]\nusername = __token__\npassword = ⟦hunter22⟧', 'password: ⟦hunter22⟧'],
    misses: ['[pypi]\nusername = me', 'password = %(password)s', '# password = hunter22'],
    worst: ['\npassword = ', '        password'],
  },
  'pip-index-password': {
    path: '/etc/pip.conf',
    matches: [
      '[global]\nindex-url = https://ci:⟦hunter22⟧@pypi.example.com/simple',
      'extra-index-url=https://__token__:⟦hunter22⟧@gitlab.example.com/api/v4/projects/1/packages/pypi/simple',
      'RUN pip install --extra-index-url https://ci:⟦hunter22⟧@pypi.example.com/simple shop',
    ],
    misses: [
      'index-url = https://pypi.org/simple',
      'index-url = https://${USER}:${PASSWORD}@pypi.example.com/simple',
      'index-url = https://ci@pypi.example.com/simple',
    ],
    worst: ['index-url=https://', `index-url=https://${'a'.repeat(100)}`, `index-url=https://a:${'a'.repeat(400)}`],
  },
  'cargo-token': {
    path: '/usr/local/cargo/credentials.toml',
    matches: ['[registry]\ntoken = "⟦t0kenOfTheRegistry⟧"', 'secret-key = "⟦k3.secret.AbCdEf⟧"'],
    misses: ['[registry]\n# token = "t0kenOfTheRegistry"', 'token = "<token>"'],
    worst: ['\ntoken=', '        token', `\ntoken=${'a'.repeat(400)}`],
  },
  'composer-login': {
    path: '/root/.composer/auth.json',
    matches: [
      '{"github-oauth": {"github.com": "⟦t0kenOfTheHost⟧"}}',
      '{"http-basic": {"repo.example.com": {"username": "ci", "password": "⟦hunter22⟧"}}}',
      '{"bearer": {\n    "repo.example.com": "⟦t0kenOfTheHost⟧"}}',
    ],
    misses: ['{"github-oauth": {}}', '{"http-basic": {"repo.example.com": {"password": "${PASSWORD}"}}}'],
    worst: ['"bearer":{"', `"bearer":{"${'a'.repeat(100)}`, `"password":"${'a'.repeat(400)}`],
  },
  'maven-password': {
    path: '/root/.m2/settings.xml',
    matches: [
      '<server><id>nexus</id><username>ci</username><password>⟦hunter22⟧</password></server>',
      `<password>⟦{${btoa('sixteen bytes...')}}⟧</password>`,
      '<passphrase>⟦hunter22⟧</passphrase>',
    ],
    misses: [
      '<password>${env.NEXUS_PASSWORD}</password>',
      '<passphrase>optional; leave empty if not used.</passphrase>',
      '<password></password>',
    ],
    worst: ['<password>', '<password>aaaa', `<password>${'a'.repeat(400)}`],
  },
  'gradle-password': {
    path: '/root/.gradle/gradle.properties',
    matches: ['signing.password=⟦hunter22⟧', 'org.gradle.jvmargs=-Xmx2g\nRELEASE_STORE_PASSWORD = ⟦hunter22⟧\n'],
    misses: ['signing.keyId=24875D73', 'signing.password=$PASSWORD', '#signing.password=hunter22'],
    worst: ['password=', 'password=a\n', `${'a'.repeat(60)}password`],
  },
  'nuget-password': {
    path: '/root/.nuget/NuGet/NuGet.Config',
    matches: ['<add key="ClearTextPassword" value="⟦hunter22⟧" />'],
    misses: ['<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />', '<add key="Username" value="ci" />'],
    worst: ['ClearTextPassword" value="', `ClearTextPassword" value="${'a'.repeat(400)}`],
  },
  'bundler-password': {
    path: '/usr/local/bundle/.bundle/config',
    matches: ['---\nBUNDLE_GEMS__EXAMPLE__COM: "ci:⟦hunter22⟧"\n', 'ENV BUNDLE_GEMS__EXAMPLE__COM=ci:⟦hunter22⟧'],
    misses: [
      'BUNDLE_PATH: "/usr/local/bundle"',
      'BUNDLE_WITHOUT: "development:test/x"',
      'BUNDLE_MIRROR: "https://gems.example.com"',
    ],
    worst: ['BUNDLE_', 'BUNDLE_A', `BUNDLE_${'A'.repeat(100)}`, `BUNDLE_ABC:${'a'.repeat(80)}:${'a'.repeat(400)}`],
  },
};

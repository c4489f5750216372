// Small images, each about one of dockle's checkpoints: what the fixtures do not have.
import type { ArchiveOptions } from '../support/make-archive.ts';
import { lines } from './said.ts';

export interface DockleCase {
  readonly name: string;
  /** In the form that `parseImageText` explains. */
  readonly text: string;
  readonly options: ArchiveOptions;
}

/** An image that no checkpoint has anything to say of, but for what a case changes. */
const config = { User: 'app', Healthcheck: { Test: ['CMD', 'true'] } };

const base = `
  layer  /bin/sh -c #(nop) ADD file:0123456789abcdef in /
    app/server  10`;

const madeOf = (name: string, text: string, changed: object = {}, tag = 'web:1.4'): DockleCase => ({
  name,
  text: `${base}\n${text}`,
  options: { layout: 'skopeo', config: { ...config, ...changed }, tag },
});

/** A step of the classic builder. */
const ran = (script: string): DockleCase => madeOf(`RUN ${script}`, `  layer  /bin/sh -c ${script}\n    app/made  1`);

/** A step of BuildKit. */
const ranByBuildkit = (script: string): DockleCase =>
  madeOf(`RUN ${script} # buildkit`, `  layer  RUN /bin/sh -c ${script} # buildkit\n    app/made  1`);

/** An instruction as BuildKit writes it. */
const instruction = (text: string, makesLayer = false): DockleCase =>
  madeOf(text, makesLayer ? `  layer  ${text} # buildkit\n    app/made  1` : `  empty  ${text}`);

const holding = (name: string, ...files: readonly string[]): DockleCase =>
  madeOf(name, ['  layer  COPY root / # buildkit', ...files.map((file) => `    ${file}`)].join('\n'));

const file = (path: string): DockleCase => holding(path, `${path}  "x"`);

const set = (name: string, changed: object): DockleCase => madeOf(name, '', changed);

const volume = (path: string): DockleCase => set(`VOLUME ${path}`, { Volumes: { [path]: {} } });

const variable = (assignment: string): DockleCase =>
  madeOf(`ENV ${assignment}`, `  empty  ENV ${assignment}`, { Env: [assignment] });

const passwd = (...accounts: readonly string[]): string => `etc/passwd  ${lines(...accounts)}`;
const group = (...groups: readonly string[]): string => `etc/group  ${lines(...groups)}`;
const root = 'root:x:0:0:root:/root:/bin/sh';
/** It looks at users only where there are groups. */
const groups = group('root:x:0:');

export const dockleCases: readonly DockleCase[] = [
  // CIS-DI-0001
  ...['', 'root', '0', 'root:root', '0:0', '00', 'app:root', '10001'].map((user) =>
    set(`USER ${user}`, { User: user }),
  ),
  // CIS-DI-0006
  set('no HEALTHCHECK', { Healthcheck: undefined }),
  set('HEALTHCHECK NONE', { Healthcheck: { Test: ['NONE'] } }),
  // CIS-DI-0007
  ...[
    'apt-get update',
    'apt update',
    'apk update',
    'apt-get update && apt-get clean',
    'apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*',
    'apt-get update && xargs -a packages apt-get install -y && rm -rf /var/lib/apt/lists/*',
    'yum update -y',
    'zypper refresh',
    'make update',
    'echo apt-get update',
  ].map(ran),
  ranByBuildkit('apt-get update'),
  // CIS-DI-0008
  holding('a setuid file', 'bin/su  10  04755'),
  holding('a setgid file', 'bin/chage  10  02755'),
  holding('a setgid folder', 'var/mail/  02775', 'var/mail/a  1'),
  madeOf(
    'a setuid file, removed',
    '  layer  COPY root /\n    bin/su  10  04755\n  layer  RUN rm /bin/su\n    bin/.wh.su',
  ),
  madeOf(
    'a setuid file below an opaque mark',
    '  layer  COPY root /\n    opt/x/su  10  04755\n  layer  COPY root /\n    opt/x/.wh..wh..opq',
  ),
  madeOf(
    'a setuid file in a folder that became a file',
    '  layer  COPY root /\n    opt/x/su  10  04755\n  layer  COPY root /\n    opt/x  10',
  ),
  madeOf(
    'a setuid file, its bit taken away',
    '  layer  COPY root /\n    bin/su  10  04755\n  layer  RUN chmod u-s /bin/su\n    bin/su  10  0755',
  ),
  // CIS-DI-0009
  ...['ADD file:0123456789abcdef in /app', 'ADD dir:0123456789abcdef in /app'].map((text) =>
    madeOf(`${text}, classic`, `  layer  /bin/sh -c #(nop) ${text}\n    app/made  1`),
  ),
  ...['ADD app.py /app/', 'ADD app.tar.gz /app/', 'ADD https://example.com/a /app/'].map((text) =>
    instruction(text, true),
  ),
  ran('echo ADD me'),
  // CIS-DI-0010
  ...[
    'MYSQL_PASSWD=x',
    'API_SECRET=x',
    'DB_PASSWORD=x',
    'DBPASSWORD=x',
    'API_KEY=x',
    'ACCESS=x',
    'AWS_ACCESS_KEY_ID=x',
    'NPM_TOKEN=x',
    'GPG_KEY=x',
    'GPG_KEYS=x',
    'PUBLIC_KEY=x',
    'MONKEY=x',
    'MAX_TOKENS=1',
    'COMPASS=x',
    'TOKEN_URL=x',
    'DB_PASSWORD_FILE=/run/secrets/db',
    'SSH_AUTH_SOCK=/run/a',
    'PASSPHRASE=x',
    'PASSCODE=x',
    'SSHKEY=x',
    'PGP_KEY=x',
    'KEYSPACE=x',
    'SECRETARY=x',
    'AUTH=x',
    'PWD=/srv',
    'CREDENTIALS=x',
    'api_secret=x',
    'EMPTY_TOKEN=',
  ].map(variable),
  instruction('ARG NPM_TOKEN'),
  instruction('ARG NPM_TOKEN=x'),
  ...[
    'export API_TOKEN=x && make',
    'API_TOKEN=x make',
    'API_TOKEN=$(cat /run/secrets/token) make',
    'API_TOKEN= make',
    'key=B97B0AFCAA1A && gpg --recv-keys $key',
    'make --password=x',
    'echo API_TOKEN=x',
  ].map(ran),
  madeOf('RUN |1 NPM_TOKEN=x', '  layer  |1 NPM_TOKEN=x /bin/sh -c npm ci\n    app/made  1'),
  set('Env of the config alone', { Env: ['API_SECRET=x'] }),
  ...[
    'root/.ssh/id_rsa',
    'root/.ssh/id_dsa',
    'root/.ssh/id_ecdsa',
    'root/.ssh/id_ed25519',
    'root/.ssh/id_rsa.pub',
    'app/.env',
    'app/.env.local',
    'app/credentials.json',
    'app/credential.json',
    'app/credentials.xml',
    'app/credentials',
    'root/.aws/credentials',
    'app/settings.py',
    'usr/lib/python3/dist-packages/a/settings.py',
    'app/database.yml',
    'app/secret_token.rb',
    'app/carrierwave.rb',
    'app/omniauth.rb',
    'app/otr.private_key',
    'app/credential',
    'app/password.txt',
    'app/.htpasswd',
    'root/.netrc',
    'root/.pgpass',
    'root/.git-credentials',
    'root/.dockercfg',
    'root/.npmrc',
    'root/.pypirc',
    'app/filezilla.xml',
    'app/recentservers.xml',
    'app/proftpdpasswd',
    'app/terraform.tfvars',
    'app/a.jks',
    'app/a.p12',
    'app/a.pfx',
    'app/a.pkcs12',
    'app/a.kdbx',
    'app/a.kwallet',
    'app/a.keychain',
    'app/a.psafe3',
    'app/a.ovpn',
    'app/a.tblk',
    'app/a.pcap',
    'app/a.agilekeychain',
    'app/a.secret',
    'app/a.bek',
    'app/a.fve',
    'app/a.tpm',
    'app/a.rdp',
    'app/a.cscfg',
    'app/a.mdf',
    'app/a.sdf',
    'app/a.key',
    'app/a.pem',
    'app/a.sql',
    'app/a.asc',
    'app/a.keystore',
    'app/ID_RSA',
    'etc/ssl/private/server.key',
    'node_modules/a/.env',
  ].map(file),
  holding('an empty .env', 'app/.env  0'),
  madeOf(
    'an id_rsa, removed',
    '  layer  COPY a /\n    app/id_rsa  "x"\n  layer  RUN rm /app/id_rsa\n    app/.wh.id_rsa',
  ),
  // DKL-DI-0001
  ...[
    'sudo make',
    'make && sudo make install',
    'apt-get install -y sudo',
    'echo sudo',
    'useradd -G sudo app',
    'make # sudo make',
    '/usr/bin/sudo make',
  ].map(ran),
  ranByBuildkit('sudo make'),
  // DKL-DI-0002
  ...['/dev', '/proc', '/sys', '/proc/', '/sys/fs', '/var/lib/data', '/usr', '/'].map(volume),
  // DKL-DI-0003
  ...[
    'apt-get dist-upgrade -y',
    'apt-get -y dist-upgrade',
    'apt full-upgrade -y',
    'apt-get upgrade -y',
    'apk upgrade',
    'apk --no-cache upgrade',
    'yum upgrade -y',
    'aptitude dist-upgrade',
    'echo dist-upgrade',
  ].map(ran),
  // DKL-DI-0004
  ...[
    'apk add curl',
    'apk add --no-cache curl',
    'apk --no-cache add curl',
    'apk add --update curl && rm -rf /var/cache/apk/*',
    'apk update && apk add curl',
    'apk del curl',
    'echo apk add',
  ].map(ran),
  ranByBuildkit('apk add curl'),
  // DKL-DI-0005
  ...[
    'apt-get update && apt-get install -y curl',
    'apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*',
    'apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists',
    'apt-get update && apt-get install -y curl && rm -r /var/lib/apt/lists/*',
    'apt-get update && apt-get install -y curl && rm -fr /var/lib/apt/lists/*',
    'apt-get update && apt-get install -y curl && apt-get clean',
    'apt-get update && apt-get install -y curl && apt-get clean && rm -rf /var/lib/apt/lists/*',
    'apt-get update && apt-get install -y curl && find /var/lib/apt/lists -type f -delete',
    'rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y curl',
    'apt-get install -y curl',
    'apt update && apt install -y curl',
    'apt update && apt install -y curl && rm -rf /var/lib/apt/lists/*',
    'apt-get -q update && apt-get install -y curl',
  ].map(ran),
  ranByBuildkit('apt-get update && apt-get install -y curl'),
  // DKL-DI-0006
  ...['web:latest', 'web:1.4'].map((tag) => madeOf(`tagged ${tag}`, '', {}, tag)),
  // DKL-LI-0001
  holding('an empty password in /etc/shadow', `etc/shadow  ${lines('root::19000:0:99999:7:::')}`),
  holding('a locked password in /etc/shadow', `etc/shadow  ${lines('root:*:19000:0:99999:7:::', 'app:!:1::::::')}`),
  holding('an empty password in /etc/master.passwd', `etc/master.passwd  ${lines('root::0:0::0:0::/root:/bin/sh')}`),
  holding('an empty password in /etc/passwd', passwd(root, 'guest::5:5::/:/bin/sh')),
  madeOf(
    'an empty password behind a link',
    `  layer  COPY a / # buildkit\n    etc/shadow -> ../run/shadow\n    run/shadow  ${lines('root::1::::::')}`,
  ),
  holding('an empty password behind a comment', `etc/shadow  ${lines('# comment', 'root:*:1::::::', 'app::1::::::')}`),
  madeOf(
    'an empty password, mended above',
    `  layer  COPY a /\n    etc/shadow  ${lines('root::1::::::')}\n  layer  RUN passwd -l root\n    etc/shadow  ${lines('root:!:1::::::')}`,
  ),
  // DKL-LI-0002
  holding('two users with one id', passwd(root, 'app:x:10:10::/:/bin/sh', 'web:x:10:11::/:/bin/sh'), groups),
  holding('two users with one id, no groups', passwd(root, 'app:x:10:10::/:/bin/sh', 'web:x:10:11::/:/bin/sh')),
  holding('two groups with one id', passwd(root), group('root:x:0:', 'a:x:5:', 'b:x:5:')),
  holding('users that share a group', passwd(root, 'app:x:10:10::/:/bin/sh', 'web:x:11:10::/:/bin/sh'), groups),
  holding('toor beside root', passwd(root, 'toor:x:0:0::/root:/bin/sh'), groups),
  holding('one id written in two ways', passwd(root, 'a:x:7:1::/:/bin/sh', 'b:x:007:1::/:/bin/sh'), groups),
  holding('comments that look the same', passwd(root, '#a:x:7:1::/:', '#b:x:7:1::/:'), groups),
  holding('NIS entries', passwd(root, '+::::::', '+@admins::::::'), group('root:x:0:', '+:::')),
  holding('one user twice', passwd(root, 'a:x:7:1::/:/bin/sh', 'a:x:7:1::/:/bin/sh'), groups),
  holding('users without a number', passwd(root, 'a:x::1::/:/bin/sh', 'b:x::1::/:/bin/sh'), groups),
  holding('a blank line in /etc/passwd', passwd(root, ''), groups),
  holding('a line of one word in /etc/passwd', passwd(root, 'app'), groups),
  holding('ids beyond 32 bits', passwd(root, 'a:x:4294967296:1::/:/bin/sh'), groups),
  // DKL-LI-0003
  ...[
    'root/.cache/a',
    'root/.aws/config',
    'root/.azure/a',
    'root/.gcp/a',
    'app/.git/HEAD',
    'app/.vscode/settings.json',
    'app/.idea/a',
    'root/.npm/a',
    'tmp/a',
    'app/Dockerfile',
    'app/Dockerfile.dev',
    'app/docker-compose.yml',
    'app/docker-compose.yaml',
    'app/compose.yaml',
    'root/.vimrc',
    'app/.DS_Store',
    'app/.gitignore',
    'app/.svn/a',
    'root/.config/gcloud/a',
    'app/node_modules/a/Dockerfile',
  ].map(file),
  holding('a file called .git', 'app/.git  "gitdir: x"'),
  holding('an empty folder .cache', 'root/.cache/'),
];

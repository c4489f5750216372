/**
 * Where our checks answer otherwise than dockle on purpose. docs/hardening-differences.md lists the same, and the
 * comparison fails where one is a difference no more.
 */
export interface DockleDifference {
  readonly code: string;
  /** `finding`: we say it, and dockle does not. `none`: dockle says it, and we do not. */
  readonly ours: 'finding' | 'none';
  readonly why: string;
}

/** On every image. */
export const everywhere: readonly DockleDifference[] = [
  {
    code: 'CIS-DI-0005',
    ours: 'none',
    why: 'Content trust is set on the machine that pushes and pulls. dockle asks its own environment; an image shows nothing of it.',
  },
];

/** On one of the shared images. */
export interface ImageDifference extends DockleDifference {
  readonly image: string;
  /** The path that is named, where the code has several. */
  readonly place?: string;
}

export const imageDifferences: readonly ImageDifference[] = [
  {
    image: 'distroless-like/distroless-like.tar',
    code: 'CIS-DI-0009',
    ours: 'none',
    why: 'Each ADD unpacked an archive, as its layer shows; COPY cannot do that.',
  },
  {
    image: 'java-fat/java-fat.tar',
    code: 'CIS-DI-0010',
    place: 'opt/orders/config/keystore.p12',
    ours: 'finding',
    why: 'A PKCS #12 store holds private keys, as a Java key store (.jks) does.',
  },
  {
    image: 'node-bloated/node-bloated.tar',
    code: 'DKL-DI-0006',
    ours: 'finding',
    why: 'The archive says that the image is tagged latest; of a file, dockle asks no name.',
  },
  {
    image: 'python-app/python-app.tar',
    code: 'DKL-LI-0003',
    place: 'root/.aws',
    ours: 'finding',
    why: 'The folder is empty, but what was in it still lies in the layer below.',
  },
  {
    image: 'python-app/python-app.tar',
    code: 'DKL-LI-0003',
    place: 'root/.cache',
    ours: 'finding',
    why: 'Its files lie in folders of their own; dockle sees a folder by the files directly in it.',
  },
];

/** Archives that dockle ends with an error at, and we read. */
export const unreadByDockle: readonly { readonly image: string; readonly why: string }[] = [
  ...[
    'rpm-based/rpm-sqlite-gzip.oci.tar',
    'rpm-based/rpm-sqlite-zstd-chunked.oci.tar',
    'tiny-multi/tiny-attested.oci.tar',
    'tiny-multi/tiny-two-platforms.oci.tar',
    'whiteouts-crafted/whiteouts-crafted-zstd.oci.tar',
  ].map((image) => ({ image, why: 'It is an OCI layout without manifest.json.' })),
  { image: 'rpm-based/two-images.tar', why: 'It holds two images.' },
];

/** On an image that a test makes. */
export interface CaseDifference extends DockleDifference {
  readonly name: string;
}

/** Made images at which dockle crashes; our checks answer. */
export const crashesOfDockle: readonly string[] = ['a blank line in /etc/passwd', 'a line of one word in /etc/passwd'];

type Group = readonly [why: string, ours: DockleDifference['ours'], ...names: string[]];

const list = (code: string, ...groups: Group[]): CaseDifference[] =>
  groups.flatMap(([why, ours, ...names]) => names.map((name) => ({ code, name, ours, why })));

export const caseDifferences: readonly CaseDifference[] = [
  ...list('CIS-DI-0001', ['The user is root by its number, or with a group behind its name.', 'finding', 'USER 0', 'USER 00', 'USER 0:0', 'USER root:root']),
  ...list('CIS-DI-0006', ['NONE switches the health check off.', 'finding', 'HEALTHCHECK NONE']),
  ...list(
    'CIS-DI-0007',
    ['The lists of other package managers grow old in a layer of their own as well.', 'finding', 'RUN apk update', 'RUN zypper refresh'],
    ['The words are printed, not run.', 'none', 'RUN echo apt-get update'],
  ),
  ...list('CIS-DI-0008', ['A later layer hides the file: it is not in the image that runs.', 'none', 'a setuid file below an opaque mark', 'a setuid file in a folder that became a file']),
  ...list('CIS-DI-0009', ['COPY neither unpacks nor downloads.', 'none', 'ADD app.tar.gz /app/', 'ADD https://example.com/a /app/']),
  ...list(
    'CIS-DI-0010',
    ['Whoever gives the build a value leaves it in the history.', 'finding', 'ARG NPM_TOKEN'],
    ['The name says that its value is a credential.', 'finding', 'ENV AUTH=x', 'ENV CREDENTIALS=x'],
    ['The config holds the variable, whatever the history says.', 'finding', 'Env of the config alone'],
    ['Case does not matter to who reads the file.', 'finding', 'app/ID_RSA'],
    ['The file is made to hold keys or passwords.', 'finding', 'app/a.kdbx', 'app/a.kwallet', 'app/a.p12', 'app/a.pfx', 'app/a.pkcs12', 'app/a.tblk', 'app/.htpasswd', 'app/filezilla.xml', 'app/proftpdpasswd', 'app/recentservers.xml', 'app/terraform.tfvars', 'root/.dockercfg', 'root/.git-credentials', 'root/.netrc', 'root/.pgpass'],
    ['The name holds the word by chance.', 'none', 'ENV COMPASS=x', 'ENV KEYSPACE=x', 'ENV MONKEY=x', 'ENV SECRETARY=x', 'ENV MAX_TOKENS=1'],
    ['The variable says something of a secret and does not hold it.', 'none', 'ENV DB_PASSWORD_FILE=/run/secrets/db', 'ENV TOKEN_URL=x'],
    ['The key is public.', 'none', 'ENV PUBLIC_KEY=x', 'ENV PGP_KEY=x', 'RUN key=B97B0AFCAA1A && gpg --recv-keys $key'],
    ['The value is read when the step runs, and does not stand in the history.', 'none', 'RUN API_TOKEN=$(cat /run/secrets/token) make'],
    ['No variable is set. The search for secrets looks into the whole text of the history.', 'none', 'RUN make --password=x', 'RUN echo API_TOKEN=x'],
    ['There is nothing in the file.', 'none', 'an empty .env'],
    ['Modules of many Python packages have this name.', 'none', 'usr/lib/python3/dist-packages/a/settings.py'],
    ['The file is a database, or a record of measurements or molecules.', 'none', 'app/a.mdf', 'app/a.sdf'],
  ),
  ...list(
    'DKL-DI-0001',
    ['sudo is called by its path.', 'finding', 'RUN /usr/bin/sudo make'],
    ['The word is there, but sudo is not called.', 'none', 'RUN apt-get install -y sudo', 'RUN echo sudo', 'RUN useradd -G sudo app', 'RUN make # sudo make'],
  ),
  ...list('DKL-DI-0002', ['The slash at the end changes nothing.', 'finding', 'VOLUME /proc/']),
  ...list('DKL-DI-0003', ['It is the same under another name.', 'finding', 'RUN apt full-upgrade -y', 'RUN aptitude dist-upgrade']),
  ...list(
    'DKL-DI-0004',
    ['The index is removed in the step that fetches it.', 'none', 'RUN apk add --update curl && rm -rf /var/cache/apk/*'],
    ['The words are printed, not run.', 'none', 'RUN echo apk add'],
  ),
  ...list(
    'DKL-DI-0005',
    ['The step fetches no lists, so it leaves none.', 'none', 'RUN apt-get install -y curl', 'RUN apt-get install -y sudo'],
    ['find removes the lists as well.', 'none', 'RUN apt-get update && apt-get install -y curl && find /var/lib/apt/lists -type f -delete'],
    ['The words are printed, not run.', 'none', 'RUN echo apt-get update'],
  ),
  ...list('DKL-DI-0006', ['The archive says how the image is tagged; of a file, dockle asks no name.', 'finding', 'tagged web:latest']),
  ...list('DKL-LI-0001', ['An empty field in /etc/passwd is an empty password, whatever /etc/shadow says.', 'finding', 'an empty password in /etc/passwd']),
  ...list(
    'DKL-LI-0002',
    ['007 and 7 are the same number.', 'finding', 'one id written in two ways'],
    ['Users are looked at without groups as well.', 'finding', 'two users with one id, no groups'],
    ['The lines are no accounts: comments, or what another machine adds.', 'none', 'comments that look the same', 'NIS entries'],
    ['Ids that are no numbers belong to nobody (PL2023 tells of the lines).', 'none', 'users without a number'],
  ),
  ...list('DKL-LI-0003', ['dockle sees a folder by the files directly in it.', 'finding', 'an empty folder .cache']),
]; // prettier-ignore

/**
 * Where a rule answers otherwise than hadolint 2.15.1 on purpose. docs/hadolint-differences.md lists the same cases,
 * and the comparison fails where one is a difference no more.
 */
export interface Difference {
  readonly code: string;
  /** A Dockerfile; `FROM debian:12` is put before it where it has no FROM. */
  readonly text: string;
  readonly ours: 'finding' | 'none';
  readonly why: string;
}

type Group = readonly [why: string, ours: Difference['ours'], ...texts: string[]];

const list = (code: string, ...groups: Group[]): Difference[] =>
  groups.flatMap(([why, ours, ...texts]) => texts.map((text) => ({ code, text, ours, why })));

export const differences: readonly Difference[] = [
  ...list(
    'DL1000',
    ['hadolint refuses the file, the builder takes it.', 'none', 'RUN <<EOF\nmake\nEOF\nRUN a && b', 'RUN <<EOF\nmake\nEOF\n# done', 'RUN <<-EOF\n\tmake\n\tEOF\n', 'RUN <<A cat <<B\na\nA\nb\nB\n', 'COPY a <<B /c/\nb\nB\n', 'EXPOSE 5000/sctp', 'CMD', 'HEALTHCHECK --interval=5s NONE', 'CMD ["a"] b', 'FROM localhost:5000/base:1'],
    ['The builder refuses the file, hadolint takes it.', 'finding', 'SHELL /bin/bash -c', 'ENV A=1 # one', 'ARG A = 3', 'CMD [1]', 'ONBUILD FROM debian:12', 'FROM debian:12 # base', 'RUN --mnt=type=cache make', 'RUN make\nFROM debian:12', '# check=skipped=all\nFROM debian:12'],
  ),
  ...list(
    'DL3000',
    ['A path from the root is absolute on Windows, where the backtick is the escape character.', 'none', '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nWORKDIR \\app'],
  ),
  ...list(
    'DL3001',
    ['The words of an exec form are passed as they are; no shell sees the &&.', 'none', 'RUN ["echo", "a && ps"]'],
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["sh", "-c", "ps"]'],
    ['The builder lends its agent to the RUN: ssh has a use there.', 'none', 'RUN --mount=type=ssh ssh -T git@github.com'],
    ['The process was started by the same script.', 'none', 'RUN server & sleep 1; kill $!', 'RUN server & sleep 1; kill %1'],
  ),
  ...list(
    'DL3002',
    ['The builder takes the quotes off: the user is root.', 'finding', 'USER "root"', "USER '0'"],
  ),
  ...list(
    'DL3003',
    ['The change ends with the subshell, and WORKDIR is no match for it.', 'none', 'RUN (cd /src && make)', 'RUN dir=$(cd /src && pwd)', 'RUN cat <(cd /src && ls)'],
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["sh", "-c", "cd /src && make"]'],
  ),
  ...list(
    'DL3004',
    ['The words of an exec form are passed as they are; no shell sees the &&.', 'none', 'RUN ["echo", "x && sudo y"]'],
  ),
  ...list(
    'DL3006',
    ['Stage names match without regard to case.', 'none', 'FROM debian:12 AS Base\nFROM base'],
    ['The name may be that of an earlier stage, as the variable decides.', 'none', 'FROM debian:12 AS bin-linux\nFROM bin-${TARGETOS}', 'FROM debian:12 AS bin-linux\nFROM bin-${TARGETOS:-linux} AS bin'],
    ['5000 is the port of the registry, not a tag.', 'finding', 'FROM localhost:5000/team/base AS build'],
  ),
  ...list(
    'DL3007',
    ['The builder takes the quotes off.', 'finding', 'FROM "debian:latest"'],
    ['hadolint takes the port for a tag and refuses the file.', 'finding', 'FROM localhost:5000/base:latest'],
  ),
  ...list(
    'DL3008',
    ['The variable holds a pinned package.', 'none', 'ARG PIN=curl=7.88.*\nRUN apt-get install -y $PIN', 'ENV PIN=curl=7.88.*\nRUN apt-get install -y $PIN', 'RUN pins="curl=7.88.* git=1:2.39.*" && apt-get install -y $pins'],
    ['The word is the value of the option before it.', 'none', 'RUN apt-get install --default-release bookworm curl=7.88.*', 'RUN apt-get install -a amd64 curl=7.88.*'],
    ['A minus behind the name takes the package away.', 'none', 'RUN apt-get install -y nano-'],
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["bash", "-c", "apt-get install -y curl"]'],
  ),
  ...list(
    'DL3009',
    ['The lists are in a mount at a folder above them, and never in the layer.', 'none', 'RUN --mount=type=cache,target=/var/lib/apt apt-get update', 'RUN --mount=type=tmpfs,dst=/var/lib apt-get update'],
    ['The lists are removed by other means than a bare rm.', 'none', 'RUN apt-get update && sudo rm -rf /var/lib/apt/lists/*', 'RUN apt-get update && /bin/rm -rf /var/lib/apt/lists/*', 'RUN apt-get update && find /var/lib/apt/lists -type f -delete'],
    ['Stage names match without regard to case: the first stage is part of the image.', 'finding', 'FROM debian:12 AS Base\nRUN apt-get update\nFROM base'],
  ),
  ...list(
    'DL3013',
    ['The variable holds a pinned package.', 'none', 'ARG PIN=flask==3.0.0\nRUN pip install $PIN', 'RUN PIN="flask==3.0.0"; pip install $PIN'],
    ['The word is the value of the option before it.', 'none', 'RUN pip install --timeout 60 flask==3.0.0', 'RUN pip install --retries 5 flask==3.0.0', 'RUN pip install -C a=b flask==3.0.0', 'RUN pip install --group dev'],
    ['-r is found in a cluster of short options, too.', 'none', 'RUN pip install -qr requirements.txt'],
    ['A local project has no version to pin.', 'none', 'RUN pip install .[dev]', 'RUN pip install ..', 'RUN pip install app.zip'],
  ),
  ...list(
    'DL3014',
    ['The variable holds the option.', 'none', 'ARG OPTS=-y\nRUN apt-get $OPTS install curl', 'ARG APT_FLAGS="-y -q"\nRUN apt-get $APT_FLAGS install curl=7.88.*'],
    ['Quiet in the second degree implies yes, however it is written.', 'none', 'RUN apt-get install --quiet=2 curl', 'RUN apt-get install -q --quiet curl', 'RUN apt-get install -qqq curl'],
    ['The configuration item is what -y sets.', 'none', 'RUN apt-get install -o APT::Get::Assume-Yes=true curl', 'RUN apt-get -oAPT::Get::Assume-Yes=1 install curl'],
    ['A simulation asks nothing.', 'none', 'RUN apt-get install -s curl', 'RUN apt-get install --dry-run curl'],
  ),
  ...list(
    'DL3015',
    ['0, no and off mean the same as false to apt.', 'none', 'RUN apt-get install -y -o APT::Install-Recommends=0 curl=7.88.*'],
  ),
  ...list(
    'DL3016',
    ['The tag latest moves with every release.', 'finding', 'RUN npm install express@latest', 'RUN npm install -g @vue/cli@latest', 'RUN npm install express@'],
    ['A folder has no version to pin.', 'none', 'RUN npm install .', 'RUN npm install file:lib', 'RUN npm install lib/'],
    ['The git reference is pinned.', 'none', 'RUN npm install github:a/b#v1.0', 'RUN npm install a/b#v1.0'],
    ['The word is the value of the option before it.', 'none', 'RUN npm install --omit dev', 'RUN npm install -w app express@4', 'RUN npm install --tag next express@4'],
    ['The variable holds a pinned package.', 'none', 'ARG PIN=express@4\nRUN npm install $PIN'],
  ),
  ...list(
    'DL3018',
    ['The word is the value of the option before it.', 'none', 'RUN apk add --no-cache --root /x curl=8.5.0-r0', 'RUN apk add --no-cache -p /x curl=8.5.0-r0', 'RUN apk add --no-cache --wait 5 curl=8.5.0-r0'],
    ['A conflict installs nothing.', 'none', "RUN apk add --no-cache '!curl'"],
    ['The variable holds a pinned package.', 'none', 'ARG PIN=curl=8.5.0-r0\nRUN apk add --no-cache $PIN'],
  ),
  ...list(
    'DL3019',
    ['The cache is in a mount at a folder above it, or where apk keeps it when asked to.', 'none', 'RUN --mount=type=cache,target=/var/cache apk add curl=8.5.0-r0', 'RUN --mount=type=cache,target=/etc/apk/cache apk add curl=8.5.0-r0'],
  ),
  ...list(
    'DL3020',
    ['BuildKit clones git addresses.', 'none', 'ADD git@github.com:moby/buildkit.git#v0.12 /src', 'ADD ssh://git@example.com/a.git /src', 'ADD git://example.com/a.git /src'],
    ['ADD unpacks the archive: it looks at the content, and reads zstd.', 'none', 'ADD a.TGZ /b', 'ADD rootfs.tar.zst /', 'ADD a.tzst /b'],
    ['ADD is told to unpack.', 'none', 'ADD --unpack=true a.bin /b'],
    ['The variable holds an address.', 'none', 'ARG URL=https://example.com/a\nADD $URL /b'],
  ),
  ...list(
    'DL3021',
    ['The variable holds a path with a slash at the end.', 'none', 'ENV D=/x/\nCOPY a b $D'],
  ),
  ...list(
    'DL3022',
    ['Stage names match without regard to case.', 'none', 'FROM debian:12 AS build\nFROM a:1\nCOPY --from=BUILD a /b', 'FROM a:1 AS Build\nFROM b:1\nCOPY --from=build a /b'],
    ['The builder takes the quotes off.', 'none', 'FROM debian:12 AS build\nFROM a:1\nCOPY --from="build" a /b'],
  ),
  ...list(
    'DL3023',
    ['Stage names match without regard to case.', 'finding', 'FROM debian:12 AS build\nCOPY --from=BUILD a /b'],
  ),
  ...list(
    'DL3024',
    ['Stage names match without regard to case.', 'finding', 'FROM debian:12 AS build\nFROM a:1 AS BUILD'],
  ),
  ...list(
    'DL3025',
    ['A health check with operators or variables needs the shell.', 'none', 'HEALTHCHECK CMD curl -f http://localhost/ || exit 1', 'HEALTHCHECK --interval=5s CMD curl -f http://localhost/ || exit 1', 'HEALTHCHECK CMD redis-cli ping | grep PONG', 'HEALTHCHECK CMD curl -f http://localhost:$PORT/'],
    ['An escape that JSON does not know makes it shell form to the builder.', 'finding', 'CMD ["C:\\x"]', 'CMD ["a\\qb"]'],
    ['hadolint refuses the file; to the builder this is shell form.', 'finding', 'CMD ["a", "b"] c'],
    ['hadolint refuses the file; an empty CMD takes the base image\'s away.', 'none', 'CMD', 'HEALTHCHECK --interval=5s NONE'],
  ),
  ...list(
    'DL3028',
    ['The variable holds a pinned package.', 'none', 'ARG GEM=bundler:2\nRUN gem install $GEM', 'RUN for g in a:1 b:2; do gem install $g; done'],
    ['The version stands in the same word as the option, or behind a cluster.', 'none', 'RUN gem install bundler -v2', 'RUN gem install -Nv 1 bundler'],
    ['A gem that is here as a file has its version.', 'none', 'RUN gem install foo.gem', 'RUN gem install pkg/*.gem'],
    ['The names and their versions are read from a file.', 'none', 'RUN gem install $(cat gems.txt)'],
    ['The word is no command of the program there.', 'none', 'RUN gem list i', 'RUN gem contents install'],
  ),
  ...list(
    'DL3030',
    ['The word is no command of the program there.', 'none', 'RUN yum list install', 'RUN yum history install'],
  ),
  ...list(
    'DL3032',
    ['The cache is in a mount.', 'none', 'RUN --mount=type=cache,target=/var/cache/yum yum install -y x', 'RUN --mount=type=cache,target=/var/cache yum install -y x', 'RUN --mount=type=tmpfs,target=/var/cache/dnf yum install -y x'],
    ['The cache is removed by other means.', 'none', 'RUN yum install -y x && rm -fr /var/cache/yum', 'RUN yum install -y x && rm -r /var/cache/yum', 'RUN yum install -y x && find /var/cache/yum -delete'],
    ['yum is a name for dnf, with the same cache.', 'none', 'RUN yum install -y x && dnf clean all'],
    ['The word is no command of the program there.', 'none', 'RUN yum list install'],
  ),
  ...list(
    'DL3033',
    ['The variable holds a pinned package.', 'none', 'ARG X=curl-7\nRUN yum install -y $X', 'RUN for p in a-1 b-2; do yum install -y $p; done'],
    ['A variable holds the version.', 'none', 'RUN yum install -y x-$V', 'RUN V=1 && yum install -y x-$V'],
    ['The names and their versions are read from a file.', 'none', 'RUN yum install -y $(cat packages.txt)', 'RUN yum install -y `cat packages.txt`'],
    ['The word is the value of the option before it.', 'none', 'RUN yum install -y --enablerepo epel x-1', 'RUN yum install -y --setopt tsflags=nodocs x-1', 'RUN yum -d 1 install -y x-1'],
    ['A file has its version.', 'none', 'RUN yum install -y x.rpm', 'RUN yum install -y https://example.com/x.rpm'],
    ['A group has no version to pin.', 'none', 'RUN yum group install -y dev', 'RUN yum install -y @dev'],
    ['The comparison limits the version.', 'none', "RUN yum install -y 'x >= 1'"],
    ['The word is no command of the program there.', 'none', 'RUN yum list install x'],
  ),
  ...list(
    'DL3034',
    ['The word is no command of the program there.', 'none', 'RUN zypper info install', 'RUN zypper help install'],
  ),
  ...list(
    'DL3035',
    ['The word is no command of the program there.', 'none', 'RUN zypper search dup'],
  ),
  ...list(
    'DL3036',
    ['The cache is in a mount at a folder above it.', 'none', 'RUN --mount=type=cache,target=/var/cache zypper -n in x'],
    ['The cache is removed by other means.', 'none', 'RUN zypper -n in x && rm -rf /var/cache/zypp', 'RUN zypper -n in x && rm -rf /var/cache/zypp/*'],
    ['The word is no command of the program there.', 'none', 'RUN zypper -n se in'],
  ),
  ...list(
    'DL3037',
    ['The variable holds a pinned package.', 'none', 'ARG PIN=httpd=2.4.46\nRUN zypper -n install $PIN && zypper clean'],
    ['The names and their versions are read from a file.', 'none', 'RUN zypper -n install $(cat packages.txt)'],
    ['The word is the value of the option before it.', 'none', 'RUN zypper -n install --from repo x=1', 'RUN zypper -n in -r repo x=1', 'RUN zypper -n --root /x in x=1'],
    ['The sign takes the package away.', 'none', "RUN zypper -n install '!x'", 'RUN zypper -n install -- -x'],
    ['The word is no command of the program there.', 'none', 'RUN zypper -n se in x'],
  ),
  ...list(
    'DL3038',
    ['The word is no command of the program there.', 'none', 'RUN dnf list install', 'RUN dnf history install'],
  ),
  ...list(
    'DL3040',
    ['The cache is in a mount; hadolint knows the folder of dnf 5 alone.', 'none', 'RUN --mount=type=cache,target=/var/cache/dnf dnf install -y x', 'RUN --mount=type=cache,target=/var/cache/dnf dnf install -y httpd-2.4.62', 'RUN --mount=type=cache,target=/var/cache dnf install -y x', 'RUN --mount=type=tmpfs,target=/var/cache/dnf dnf install -y x', 'RUN --mount=type=cache,target=/var/cache/yum microdnf install -y x'],
    ['The cache is removed by other means.', 'none', 'RUN dnf install -y x && rm -fr /var/cache/dnf', 'RUN dnf install -y x && rm -r /var/cache/dnf'],
    ['yum is a name for dnf, with the same cache.', 'none', 'RUN dnf install -y x && yum clean all'],
    ['The word is no command of the program there.', 'none', 'RUN dnf list install'],
  ),
  ...list(
    'DL3041',
    ['The variable holds a pinned package.', 'none', 'ARG X=curl-7\nRUN dnf install -y $X'],
    ['A variable holds the version.', 'none', 'RUN dnf install -y x-$V'],
    ['The names and their versions are read from a file.', 'none', 'RUN dnf install -y $(cat packages.txt)'],
    ['The word is the value of the option before it.', 'none', 'RUN dnf install -y --enablerepo epel x-1', 'RUN dnf install -y --releasever 9 x-1'],
    ['A file has its version.', 'none', 'RUN dnf install -y x.rpm', 'RUN dnf install -y https://example.com/x.rpm'],
    ['A group has no version to pin, a module is pinned by its stream.', 'none', 'RUN dnf install -y @dev', 'RUN dnf groups install -y dev', 'RUN dnf install -y @nodejs:18'],
    ['The comparison limits the version.', 'none', "RUN dnf install -y 'x >= 1'"],
    ['The word is no command of the program there.', 'none', 'RUN dnf list install x'],
  ),
  ...list(
    'DL3042',
    ['ARG is in the environment of the RUN.', 'none', 'ARG PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.0.0'],
    ['The cache is in a mount at a folder above it, or at the folder that pip was given.', 'none', 'RUN --mount=type=cache,target=/root/.cache pip install flask==3.0.0', 'RUN --mount=type=tmpfs,target=/root pip install flask==3.0.0', 'ENV PIP_CACHE_DIR=/pip\nRUN --mount=type=cache,target=/pip pip install flask==3.0.0'],
  ),
  ...list(
    'DL3045',
    ['Stage names match without regard to case: the folder is set in the first stage.', 'none', 'FROM a:1 AS B\nWORKDIR /x\nFROM b\nCOPY a b'],
  ),
  ...list(
    'DL3046',
    ["The length of a variable's name says nothing of the UID.", 'none', 'RUN useradd -u $LONGNAME app', 'RUN useradd -u $(id -u) app', 'RUN useradd -u ${U:-1000} app'],
    ['The variable holds a high UID.', 'finding', 'ARG U=123456\nRUN useradd -u $U app'],
    ['The UID is low whatever its leading zeros.', 'none', 'RUN useradd -u 000001 app'],
    ['-u and --uid mean the same in every form.', 'finding', 'RUN useradd -u123456 app', 'RUN useradd --uid 123456 app', 'RUN useradd --uid=123456 app'],
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["sh", "-c", "useradd -u 123456 app"]'],
  ),
  ...list(
    'DL3047',
    ['Nothing is downloaded, or the log goes to a file.', 'none', 'RUN wget --version', 'RUN wget --spider http://a', 'RUN wget -b http://a'],
    ['-nv is found in a cluster of short options, too.', 'none', 'RUN wget -cnv http://a'],
    ['The setting is given by -e, or by a variable.', 'none', 'RUN wget -e progress=dot:giga http://a', 'ARG OPTIONS=-q\nRUN wget $OPTIONS http://a'],
    ['The letter is the value of the option before it.', 'finding', 'RUN wget -Oq http://a'],
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["sh", "-c", "wget http://a"]'],
  ),
  ...list(
    'DL3059',
    ['hadolint refuses an instruction right behind a here-document.', 'finding', 'RUN <<EOF\nmake\nEOF\nRUN make install'],
    ['A script for another interpreter cannot be joined.', 'none', 'RUN make\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\n'],
    ['time runs one command.', 'finding', 'RUN make\nRUN time make install'],
  ),
  ...list(
    'DL3060',
    ['The cache is in a mount at a folder above it, or where yarn keeps it when asked to.', 'none', 'RUN --mount=type=cache,target=/root/.cache yarn install', 'RUN --mount=type=cache,target=/usr/local/share/.cache yarn install', 'RUN --mount=type=cache,target=/x yarn install --cache-folder /x', 'ENV YARN_CACHE_FOLDER=/x\nRUN --mount=type=cache,target=/x yarn install', 'RUN --mount=type=cache,target=/x YARN_CACHE_FOLDER=/x yarn install'],
    ['Later versions of yarn keep their cache there.', 'none', 'RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn install', 'RUN --mount=type=cache,target=/app/.yarn/cache yarn install'],
    ['The cache is removed by other means.', 'none', 'RUN yarn install && rm -rf /usr/local/share/.cache', 'RUN yarn install && rm -rf ~/.cache'],
    ['The word is no command of the program there.', 'none', 'RUN yarn run install', 'RUN yarn add install'],
  ),
  ...list(
    'DL3062',
    ['The variable holds a pinned package.', 'none', 'ARG X=example.com/a@v1\nRUN go install $X', 'RUN for t in example.com/a@v1 example.com/b@v2; do go install $t; done'],
    ['The names and their versions are read from a file.', 'none', 'RUN go install $(cat tools.txt)'],
    ['The word is the value of the flag before it.', 'none', 'RUN go install -tags x example.com/a@v1', 'RUN go install -gcflags all=-N example.com/a@v1', 'RUN go run -exec x ./cmd/a'],
    ['A path without a dot in its first part is of the standard library, or a module that is here.', 'none', 'RUN go install std', 'RUN go install net/http', 'RUN go install app/cmd/server'],
    ['A source file is here.', 'none', 'RUN go run main.go', 'RUN go run -ldflags "-X a.b/c=d" main.go'],
    ['With vendored sources or a go.mod that must not change, the versions are there.', 'none', 'RUN go install -mod=vendor example.com/a', 'RUN go install -mod readonly example.com/a'],
    ['none takes the module away.', 'none', 'RUN go get example.com/a@none'],
    ['The word is no command of the program there.', 'none', 'RUN go help install example.com/a'],
  ),
  ...list(
    'DL3063',
    ['Stage names match without regard to case.', 'finding', 'FROM a:1 AS Scratch'],
  ),
  ...list(
    'DL3064',
    ['The name of a user is no secret.', 'none', 'ENV USERNAME=app', 'ENV DB_USERNAME=app'],
    ['The name holds the word by chance.', 'none', 'ENV SECRETARY=x', 'ENV TOKENIZERS_PARALLELISM=false', 'ENV PASSWORDLESS=x', 'ENV MAX_TOKENS=4096'],
    ['Private says who may see a thing, not that it is a secret.', 'none', 'ENV GOPRIVATE=example.com', 'ENV PRIVATE_REGISTRY=x'],
    ['The variable says something of a secret and does not hold it.', 'none', 'ENV DB_PASSWORD_FILE=/run/secrets/db', 'ARG TOKEN_URL', 'ENV PASSWORD_LENGTH=12', 'ENV PUBLIC_TOKEN=x'],
    ['The value is empty, a switch, or a path where a secret is mounted.', 'none', 'ENV PASSWORD=""', 'ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes', 'ENV DB_PASSWORD=/run/secrets/db'],
    ['ARG takes several names.', 'finding', 'ARG A PASSWORD'],
  ),
  ...list(
    'DL4001',
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["sh", "-c", "wget a"]\nRUN curl b'],
  ),
  ...list(
    'DL4005',
    ['The link is made elsewhere: /bin/sh is what it leads to.', 'none', 'RUN ln -s /bin/sh /usr/local/bin/shell', 'RUN ln -s /bin/sh'],
    ['The script of an exec form is looked at from its first command on.', 'finding', 'RUN ["sh", "-c", "ln -s /bin/bash /bin/sh"]'],
  ),
  ...list(
    'DL4006',
    ['The script sets pipefail itself.', 'none', 'RUN set -o pipefail && curl x | sh', 'RUN set -o pipefail && wget -qO- https://example.com/a.sh | sh', 'RUN set -euxo pipefail; curl x | sh', 'RUN <<EOF\nset -o pipefail\ncurl x | sh\nEOF'],
    ['A shell of another path or name that is told -o pipefail sets it, or fails at once.', 'none', 'SHELL ["/usr/bin/bash", "-o", "pipefail", "-c"]\nRUN curl x | sh', 'SHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN curl x | sh', 'SHELL ["/bin/ksh", "-o", "pipefail", "-c"]\nRUN curl x | sh'],
    ['Windows shells have no pipefail.', 'none', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir | find "x"', '# hadolint shell=powershell\nFROM example/base:1\nRUN Get-Process a | Stop-Process', 'SHELL ["C:\\\\\\\\pwsh\\\\\\\\pwsh.exe", "-Command"]\nRUN Get-Process a | Stop-Process'],
    ['The shell pragma names a shell with pipefail.', 'none', '# hadolint shell=/bin/bash -o pipefail -c\nFROM example/base:1\nRUN curl x | sh'],
    ['The stage that FROM names has set the shell.', 'none', 'FROM debian:12 AS base\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nFROM base\nRUN curl x | sh'],
    ['The words of an exec form are passed as they are; no shell sees the bar.', 'none', 'RUN ["echo", "|", "b"]', 'RUN ["bash", "-o", "pipefail", "-c", "curl x | sh"]'],
  ),
]; // prettier-ignore

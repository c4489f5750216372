#!/bin/sh
# Builds public/sample/: a small real image and its Dockerfile, for the page's "Try the sample".
#
# Needs Debian with the packages buildah, skopeo, busybox-static, git and python3, and root (buildah's chroot isolation).
# The same input gives the same files' contents; digests differ from run to run, as buildah's tars hold times of the build.
set -eu
cd "$(dirname "$0")/sample"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STORAGE_DRIVER=vfs

# The base image: Debian's busybox under the name that the Dockerfile asks for.
mkdir -p "$work/root/bin" "$work/root/etc" "$work/root/tmp" "$work/root/srv" "$work/root/home"
cp "$(command -v busybox)" "$work/root/bin/busybox"
"$work/root/bin/busybox" --list | while read -r applet; do
  [ "$applet" = busybox ] || ln -s busybox "$work/root/bin/$applet"
done
printf 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/srv:/bin/sh\n' > "$work/root/etc/passwd"
printf 'root:x:0:\nwww-data:x:33:\n' > "$work/root/etc/group"
printf 'FROM scratch\nADD root /\nENV PATH=/bin\nCMD ["sh"]\n' > "$work/Dockerfile.base"
buildah bud --isolation chroot --format docker --layers --pull-never -f "$work/Dockerfile.base" \
  -t docker.io/library/busybox:latest "$work"

# The context: the project, with what a careless COPY . . takes along.
cp -a . "$work/context"
rm "$work/context/README.md"
echo 'HARBOUR_API_PASSWORD=made-up-password-that-opens-nothing' > "$work/context/.env"
mkdir -p "$work/context/assets/original"
# A picture's worth of bytes that do not compress, the same at every run.
python3 -c "
import hashlib, sys
for i in range(3500):
    sys.stdout.buffer.write(hashlib.sha512(b'harbour %d' % i).digest())
" > "$work/context/assets/original/harbour.raw"
git -C "$work/context" init -q
git -C "$work/context" add -A
GIT_AUTHOR_DATE=2025-01-01T00:00:00Z GIT_COMMITTER_DATE=2025-01-01T00:00:00Z git -C "$work/context" \
  -c user.name=Harbour -c user.email=harbour@example.com commit -qm 'Tide tables'

buildah bud --isolation chroot --format docker --layers --pull-never -t docker.io/library/tide-tables:latest "$work/context"
rm -f ../../public/sample/sample.tar
skopeo copy -q --dest-compress-format gzip containers-storage:docker.io/library/tide-tables:latest \
  "oci-archive:../../public/sample/sample.tar:tide-tables:latest"
cp Dockerfile ../../public/sample/Dockerfile
buildah rmi -f docker.io/library/tide-tables:latest docker.io/library/busybox:latest > /dev/null
ls -l ../../public/sample

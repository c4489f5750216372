// The parts of verify.sh that are the same for everyone. String.raw: what stands here is what the shell reads.

export const startPart = String.raw`#!/bin/sh
# Builds the original Dockerfile and the better one, compares the images, runs both in the same way and asks both the same.
# Made by Plimsoll; read it before you run it. It needs docker or podman (with buildah alone it only builds), and curl or wget.
#
#   sh verify.sh [folder] [options for the build, such as --build-arg A=1]
#
# The folder is the build context; without one it is where you are.
# Ends with 0 where nothing differs, 1 where an answer does, 2 where something could not be built, run or asked.
#
# Paths, variables and Dockerfiles are taken as they are written: nothing in them is expanded.
# shellcheck disable=SC2016
set -eu

folder=.
if [ "$#" -gt 0 ]; then
  folder=$1
  shift
fi
if [ ! -d "$folder" ]; then
  printf '%s is not a folder.\n' "$folder" >&2
  exit 2
fi

# docker may be there without its daemon.
tool=
for one in docker podman buildah; do
  if "$one" version > /dev/null 2>&1; then
    tool=$one
    break
  fi
done
if [ -z "$tool" ]; then
  echo 'Neither docker, podman nor buildah answers here.' >&2
  exit 2
fi

tag=plimsoll-verify
run=plimsoll-verify-$$
work=$(mktemp -d)
chmod 700 "$work"

clean_up() {
  if [ "$tool" != buildah ]; then
    "$tool" rm -f "$run-original" "$run-better" > /dev/null 2>&1 || :
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 2' HUP INT TERM`;

export const buildPart = String.raw`build() {
  which=$1
  shift
  file=$work/$which.Dockerfile
  printf 'Building the %s image with %s.\n' "$which" "$tool"
  # BuildKit finds the ignore file beside the Dockerfile by itself; the others are told. In OCI's own format they would
  # leave out what it does not know, such as HEALTHCHECK and SHELL.
  if [ "$tool" = docker ]; then
    DOCKER_BUILDKIT=1 docker build -f "$file" -t "$tag:$which" "$@" "$folder"
  elif [ -f "$file.dockerignore" ]; then
    "$tool" build --format docker --ignorefile "$file.dockerignore" -f "$file" -t "$tag:$which" "$@" "$folder"
  else
    "$tool" build --format docker -f "$file" -t "$tag:$which" "$@" "$folder"
  fi
}

size_of() {
  if [ "$tool" = buildah ]; then
    buildah push --quiet "$tag:$1" "docker-archive:$work/$1.tar" > /dev/null
    wc -c < "$work/$1.tar" | tr -d ' '
  else
    "$tool" image inspect --format '{{.Size}}' "$tag:$1"
  fi
}

layers_of() {
  if [ "$tool" = buildah ]; then
    buildah inspect --type image --format '{{len .OCIv1.RootFS.DiffIDs}}' "$tag:$1"
  else
    "$tool" image inspect --format '{{len .RootFS.Layers}}' "$tag:$1"
  fi
}

row() {
  printf '%-28s %-22s %-22s %s\n' "$1" "$2" "$3" "$4"
}`;

export const askPart = String.raw`# Writes the status into one file and the body into another; status 000 where there is no answer.
fetch() {
  if command -v curl > /dev/null 2>&1; then
    curl -s -m 20 --noproxy '*' -o "$2.body" -w '%{http_code}' "$1" > "$2.status" || :
  elif command -v wget > /dev/null 2>&1; then
    wget -q -S -T 20 -t 1 --no-proxy -O "$2.body" "$1" 2> "$2.headers" || :
    sed -n 's/^ *HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$2.headers" | tail -n 1 > "$2.status"
  else
    echo 'Neither curl nor wget is installed, so nothing can be asked.' >&2
    exit 2
  fi
  [ -f "$2.body" ] || : > "$2.body"
  [ -s "$2.status" ] || echo 000 > "$2.status"
}

address_of() {
  "$tool" port "$run-$1" "$port/tcp" | head -n 1
}

ended() {
  [ "$("$tool" inspect --format '{{.State.Running}}' "$run-$1" 2> /dev/null)" = false ]
}

# Until it answers anything at all.
await() {
  left=$wait_for
  while [ "$left" -gt 0 ]; do
    if ended "$1"; then
      printf 'The program of the %s image ended before it answered. Its last words:\n' "$1" >&2
      "$tool" logs "$run-$1" 2>&1 | tail -n 20 >&2
      return 1
    fi
    fetch "http://$(address_of "$1")/" "$work/first"
    [ "$(cat "$work/first.status")" = 000 ] || return 0
    sleep 1
    left=$((left - 1))
  done
  printf 'The %s image gave no answer on port %s within %s s. Its last words:\n' "$1" "$port" "$wait_for" >&2
  "$tool" logs "$run-$1" 2>&1 | tail -n 20 >&2
  return 1
}

# Twice: a body that differs from one time to the next tells nothing.
ask() {
  fetch "http://$(address_of "$1")$3" "$work/$1-$2"
  fetch "http://$(address_of "$1")$3" "$work/$1-$2-again"
}

said() {
  printf '%s, %s bytes' "$(cat "$work/$1-$2.status")" "$(wc -c < "$work/$1-$2.body" | tr -d ' ')"
}

steady() {
  cmp -s "$work/$1-$2.body" "$work/$1-$2-again.body"
}

tell() {
  verdict=same
  if [ "$(cat "$work/original-$1.status")" != "$(cat "$work/better-$1.status")" ]; then
    verdict='DIFFERS: status'
    differing=$((differing + 1))
  elif ! steady original "$1" || ! steady better "$1"; then
    verdict='same status; the body changes each time'
  elif ! cmp -s "$work/original-$1.body" "$work/better-$1.body"; then
    verdict='DIFFERS: body'
    differing=$((differing + 1))
  fi
  row "$2" "$(said original "$1")" "$(said better "$1")" "$verdict"
}`;

export const endPart = String.raw`for which in original better; do
  if ! build "$which" "$@"; then
    printf 'The %s Dockerfile does not build.\n' "$which" >&2
    exit 2
  fi
done

original_size=$(size_of original)
better_size=$(size_of better)
original_layers=$(layers_of original)
better_layers=$(layers_of better)

differing=0
asked=no
if [ "$paths" -gt 0 ] && [ "$tool" != buildah ]; then
  for which in original better; do
    if ! start "$which"; then
      printf 'The %s image does not start.\n' "$which" >&2
      exit 2
    fi
    await "$which" || exit 2
    ask_all "$which"
  done
  asked=yes
fi

echo
row '' original better ''
row 'size in bytes' "$original_size" "$better_size" "$((better_size - original_size))"
row layers "$original_layers" "$better_layers" "$((better_layers - original_layers))"
if [ "$asked" = yes ]; then
  tell_all
fi
echo
printf 'The images stay as %s:original and %s:better.\n' "$tag" "$tag"
if [ "$asked" = no ]; then
  echo 'Nothing was asked of the programs: that needs docker or podman, a port and at least one path.'
  [ "$paths" -eq 0 ] || exit 2
fi
if [ "$differing" -gt 0 ]; then
  printf '%s of %s answers differ.\n' "$differing" "$paths"
  exit 1
fi`;

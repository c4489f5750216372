"""What differs between the final trees of two images, by Python's own tarfile and hashlib: nothing of Plimsoll is in it.

    python3 tests/peers/compare/truth.py BEFORE.tar NUMBER AFTER.tar NUMBER

writes one JSON object; tests/peers/compare/answers.json holds those of the pairs that compare.test.ts names.
"""

import base64
import hashlib
import io
import json
import sys
import tarfile
import urllib.parse

KINDS = {
    tarfile.REGTYPE: "file",
    tarfile.AREGTYPE: "file",
    tarfile.SYMTYPE: "symlink",
    tarfile.DIRTYPE: "directory",
    tarfile.CHRTYPE: "character-device",
    tarfile.BLKTYPE: "block-device",
    tarfile.FIFOTYPE: "fifo",
    tarfile.GNUTYPE_SPARSE: "file",
}


class Body:
    def __init__(self, path, size, digest, xattrs):
        self.path, self.size, self.digest, self.xattrs = path, size, digest, xattrs


def xattrs(member):
    """As GNU tar and Go write them, and as libarchive does beside."""
    found = {}
    for key, value in member.pax_headers.items():
        if key.startswith("LIBARCHIVE.xattr."):
            text = value + "=" * (-len(value) % 4)
            found.setdefault(urllib.parse.unquote(key[len("LIBARCHIVE.xattr."):]), base64.b64decode(text))
        elif key.startswith("SCHILY.xattr."):
            found[key[len("SCHILY.xattr."):]] = value.encode("utf-8", "surrogateescape")
    return found


def normal(name):
    parts = []
    for part in name.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def remove(tree, path, itself=True):
    below = path + "/" if path else ""
    for name in [name for name in tree if (itself and name == path) or (name.startswith(below) and name != path)]:
        del tree[name]


def imply(tree, path):
    parts = path.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        folder = "/".join(parts[:depth])
        if folder not in tree or tree[folder][0] != "directory":
            tree[folder] = ("directory", 0o755, 0, 0, None, None, {}, None)


def put(tree, path, entry):
    imply(tree, path)
    known = tree.get(path)
    if known and known[0] == "directory" and entry[0] != "directory":
        remove(tree, path)
    tree[path] = entry


def apply(tree, stream):
    entries = []
    with tarfile.open(fileobj=stream, mode="r:*", errors="surrogateescape") as layer:
        for member in layer:
            path = normal(member.name)
            body = None
            if member.isreg():
                digest = hashlib.sha256()
                source = layer.extractfile(member)
                while chunk := source.read(1 << 20):
                    digest.update(chunk)
                body = Body(path, member.size, digest.hexdigest(), xattrs(member))
            entries.append((path, member, body))
    # Whiteouts act on lower layers only, wherever they stand.
    for path, _, _ in entries:
        folder, _, name = path.rpartition("/")
        if name == ".wh..wh..opq":
            remove(tree, folder, itself=False)
        elif name.startswith(".wh.") and not name.startswith(".wh..wh."):
            remove(tree, f"{folder}/{name[4:]}" if folder else name[4:])
    for path, member, body in entries:
        if path == "" or path.rpartition("/")[2].startswith(".wh."):
            continue
        attributes = (member.mode & 0o7777, member.uid, member.gid)
        if member.islnk():
            target = tree.get(normal(member.linkname))
            body = target[5] if target else None
            # Extended attributes are the inode's.
            put(tree, path, ("file", *attributes, None, body, xattrs(member) or (body.xattrs if body else {}), None))
        else:
            link = member.linkname if member.issym() else None
            device = (member.devmajor, member.devminor) if member.isdev() and not member.isfifo() else None
            put(tree, path, (KINDS[member.type], *attributes, link, body, xattrs(member), device))


def oci_layers(outer, descriptor):
    """The layers of each image that an index leads to; attestations are of no platform."""
    blob = lambda one: "blobs/" + one["digest"].replace(":", "/")
    document = json.load(outer.extractfile(blob(descriptor)))
    if "manifests" in document:
        return [layers for one in document["manifests"] for layers in oci_layers(outer, one)]
    if descriptor.get("platform", {}).get("os") == "unknown":
        return []
    return [[blob(layer) for layer in document["layers"]]]


def tree_of(archive, number):
    tree = {}
    with tarfile.open(archive) as outer:
        names = outer.getnames()
        if "manifest.json" in names:
            images = [image["Layers"] for image in json.load(outer.extractfile("manifest.json"))]
        else:
            index = json.load(outer.extractfile("index.json"))
            images = [layers for one in index["manifests"] for layers in oci_layers(outer, one)]
        for name in images[number]:
            apply(tree, io.BytesIO(outer.extractfile(name).read()))
    return tree


def sizes(tree):
    """Of several names of one file one counts: its own, else the first of the others."""
    own = {id(entry[5]) for path, entry in tree.items() if entry[5] and entry[5].path == path}
    counted, found = set(), {}
    for path, entry in tree.items():
        body = entry[5]
        found[path] = 0
        if body and (body.path == path or (id(body) not in own and id(body) not in counted)):
            counted.add(id(body))
            found[path] = body.size
    return found


def differs(was, is_):
    found = []
    if was[0] != is_[0]:
        found.append("type")
    elif was[0] == "file":
        a, b = was[5], is_[5]
        if (a.size if a else 0) != (b.size if b else 0):
            found.append("size")
        if (a.digest if a else None) != (b.digest if b else None):
            found.append("contents")
    elif was[4] != is_[4]:
        found.append("link")
    if was[1] != is_[1]:
        found.append("mode")
    if was[2:4] != is_[2:4]:
        found.append("owner")
    if was[6] != is_[6]:
        found.append("attributes")
    if was[0] == is_[0] and was[7] != is_[7]:
        found.append("device")
    return found


def compare(before, after):
    bytes_before, bytes_after = sizes(before), sizes(after)
    sums = {kind: {"files": 0, "before": 0, "after": 0} for kind in ("added", "modified", "removed", "unchanged")}
    lines = []
    for path in sorted(set(before) | set(after), key=lambda name: name.encode("utf-8", "surrogateescape")):
        was, is_ = before.get(path), after.get(path)
        why = differs(was, is_) if was and is_ else []
        kind = "added" if not was else "removed" if not is_ else "modified" if why else "unchanged"
        if kind != "unchanged":
            lines.append(" ".join([kind, "/" + path, *why]))
        if (is_ or was)[0] != "directory":
            sums[kind]["files"] += 1
            sums[kind]["before"] += bytes_before.get(path, 0)
            sums[kind]["after"] += bytes_after.get(path, 0)
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    short = [line.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for line in lines[:60]]
    return {"sums": sums, "lines": len(lines), "sha256": hashlib.sha256(text).hexdigest(), "first": short}


if __name__ == "__main__":
    one, first, other, second = sys.argv[1:]
    print(json.dumps(compare(tree_of(one, int(first)), tree_of(other, int(second))), indent=2))

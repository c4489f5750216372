"""Compares two unpacked root file systems, file for file, and prints what differs as JSON.

Type, mode, owner, time, size, contents, link target, device numbers, extended attributes and which names share one file. The
time of a directory is told apart: unpacking what a layer deletes changes it, too. With a third argument, a number of seconds,
all of the second one have to have that time, and the times of the first are not looked at.
"""

import hashlib
import json
import os
import stat
import sys


def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            sha.update(block)
    return sha.hexdigest()


def facts_of(root):
    root = os.fsencode(root)
    facts, groups = {}, {}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            kind = stat.S_IFMT(status.st_mode)
            inner = os.path.relpath(path, root)
            fact = {
                "type": kind,
                "mode": stat.S_IMODE(status.st_mode),
                "uid": status.st_uid,
                "gid": status.st_gid,
                "mtime": status.st_mtime_ns,
                "xattrs": {key: os.getxattr(path, key, follow_symlinks=False).hex()
                           for key in os.listxattr(path, follow_symlinks=False)},
            }
            if kind == stat.S_IFREG:
                fact |= {"size": status.st_size, "sha256": digest(path)}
                groups.setdefault(status.st_ino, []).append(inner)
            elif kind == stat.S_IFLNK:
                fact["link"] = os.readlink(path).hex()
            elif kind in (stat.S_IFCHR, stat.S_IFBLK):
                fact["device"] = status.st_rdev
            facts[inner] = fact
    for names in groups.values():
        for name in names:
            facts[name]["names"] = sorted(names)
    return facts


def main():
    before, after = facts_of(sys.argv[1]), facts_of(sys.argv[2])
    if len(sys.argv) > 3:
        for fact in before.values():
            fact["mtime"] = int(sys.argv[3]) * 10**9
    differences, directory_times = [], 0
    for path in sorted(before.keys() | after.keys()):
        one, other = before.get(path), after.get(path)
        if one == other:
            continue
        if one and other and one["type"] == stat.S_IFDIR and {**one, "mtime": 0} == {**other, "mtime": 0}:
            directory_times += 1
            continue
        keys = [key for key in one if one[key] != other.get(key)] if one and other else ["there"]
        differences.append({"path": os.fsdecode(path), "differs": keys})
    print(json.dumps({"files": len(before), "differences": differences[:50], "count": len(differences),
                      "directoryTimes": directory_times}))


main()

# Reads archives with Python's own modules, one JSON line each: read-back.py tar|zip FILE...
# Names are latin-1 of their bytes, so that any go through JSON.
import hashlib, json, sys, tarfile, zipfile


def digest(stream):
    return hashlib.sha256(stream.read()).hexdigest()


def from_tar(path):
    def raw(name):
        return name.encode('utf-8', 'surrogateescape').decode('latin-1')

    with tarfile.open(path, 'r:', encoding='utf-8') as archive:
        for member in archive:
            body = archive.extractfile(member) if member.isreg() else None
            isdev = member.isdev() and not member.isfifo()
            yield dict(
                path=raw(member.name), flag=member.type.decode(), link=raw(member.linkname), size=member.size,
                mode=member.mode, uid=member.uid, gid=member.gid, mtime=member.mtime,
                device=[member.devmajor, member.devminor] if isdev else None, sha256=digest(body) if body else None)


def from_zip(path):
    def raw(info):
        return info.orig_filename.encode('utf-8' if info.flag_bits & 0x800 else 'cp437').decode('latin-1')

    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            with archive.open(info) as body:
                yield dict(path=raw(info), mode=info.external_attr >> 16, size=info.file_size, sha256=digest(body))


read = dict(tar=from_tar, zip=from_zip)[sys.argv[1]]
for path in sys.argv[2:]:
    print(json.dumps(list(read(path))))

/** What a file is that holds no container image, and what to do instead. */
export interface FileKind {
  readonly looksLike: string;
  /** In sentences; left out where there is nothing to do. */
  readonly instead?: string;
}

interface KindRow extends FileKind {
  /** What stands at the offset, a character for each byte. */
  readonly bytes: string;
  readonly offset?: number;
  /** Told apart from others of the same bytes by the name. */
  readonly name?: RegExp;
}

const saveIt = 'Save the image with docker save my-image:tag -o image.tar';
const machine = `It holds a disk of a virtual machine, not layers. ${saveIt}`;
const fileSystem = `It holds a file system, not layers. Mount it and pack it with tar -C MOUNT -cf rootfs.tar .`;
const unpackTar = 'If it holds an image archive, unpack it first, and drop the tar.';

/** By content, at the beginning or further in; where the content says too little, by the name as well. */
const rows: readonly KindRow[] = [
  {
    offset: 32,
    bytes: 'SIF_MAGIC',
    looksLike: 'a Singularity image (SIF)',
    instead:
      'Build a sandbox of it and pack that: singularity build --sandbox DIR IMAGE.sif, then tar -C DIR -cf rootfs.tar .',
  },
  {
    bytes: 'hsqs',
    looksLike: 'a squashfs file system',
    instead: 'Unpack it, and pack it as a tar: unsquashfs -d DIR FILE, then tar -C DIR -cf rootfs.tar .',
  },
  { bytes: 'QFI\xfb', looksLike: 'a disk image (qcow2)', instead: machine },
  { bytes: 'KDMV', looksLike: 'a disk image (VMDK)', instead: machine },
  { bytes: 'vhdxfile', looksLike: 'a disk image (VHDX)', instead: machine },
  { bytes: 'conectix', looksLike: 'a disk image (VHD)', instead: machine },
  { bytes: '<<< Oracle VM VirtualBox Disk Image >>>', looksLike: 'a disk image (VDI)', instead: machine },
  { offset: 0x8001, bytes: 'CD001', looksLike: 'a disc image (ISO 9660)', instead: fileSystem },
  { offset: 0x438, bytes: '\x53\xef', looksLike: 'a file system (ext2, ext3 or ext4)', instead: fileSystem },
  { offset: 512, bytes: 'EFI PART', looksLike: 'a disk image with partitions (GPT)', instead: machine },
  { bytes: '\xed\xab\xee\xdb', looksLike: 'an RPM package', instead: `It is a package, not an image. ${saveIt}` },
  {
    bytes: '!<arch>\ndebian-binary',
    looksLike: 'a Debian package',
    instead: `It is a package, not an image. ${saveIt}`,
  },
  { bytes: '\xfd7zXZ\0', looksLike: 'an xz archive', instead: 'Unpack it first (xz -d), and drop what comes out.' },
  { bytes: 'BZh', looksLike: 'a bzip2 archive', instead: 'Unpack it first (bzip2 -d), and drop what comes out.' },
  { bytes: "7z\xbc\xaf'\x1c", looksLike: 'a 7-Zip archive', instead: `${unpackTar} (7z x)` },
  { bytes: 'LZIP', looksLike: 'an lzip archive', instead: 'Unpack it first (lzip -d), and drop what comes out.' },
  {
    bytes: '\x04\x22\x4d\x18',
    looksLike: 'an lz4 archive',
    instead: 'Unpack it first (lz4 -d), and drop what comes out.',
  },
  {
    bytes: 'PK\x03\x04',
    name: /\.(?:jar|war|ear)$/i,
    looksLike: 'a Java archive',
    instead: `It belongs in an image. ${saveIt}`,
  },
  { bytes: 'PK\x03\x04', name: /\.whl$/i, looksLike: 'a Python wheel', instead: `It belongs in an image. ${saveIt}` },
  { bytes: 'PK\x03\x04', looksLike: 'a zip archive', instead: `${unpackTar} (unzip)` },
  { bytes: '\x7fELF', looksLike: 'a program (ELF)', instead: `Drop the image that it runs in. ${saveIt}` },
  { bytes: '\x89PNG', looksLike: 'a PNG picture' },
  { bytes: '\xff\xd8\xff', looksLike: 'a JPEG picture' },
  { bytes: '%PDF', looksLike: 'a PDF document' },
];

function hasBytes(head: Uint8Array, { bytes, offset = 0 }: KindRow): boolean {
  for (let at = 0; at < bytes.length; at++) if (head[offset + at] !== bytes.charCodeAt(at)) return false;
  return true;
}

/** What a file that is none of the inputs looks like; null where nothing is known of it. */
export function kindOfFile(head: Uint8Array, fileName: string): FileKind | null {
  const row = rows.find((candidate) => hasBytes(head, candidate) && (candidate.name?.test(fileName) ?? true));
  return row ? { looksLike: row.looksLike, ...(row.instead ? { instead: row.instead } : {}) } : null;
}

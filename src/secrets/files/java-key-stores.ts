// Key stores of Java. JKS and JCEKS: magic, version, count, then entries of a tag, an alias and a date, as written by
// sun.security.provider.JavaKeyStore; BKS of Bouncy Castle: version, salt, iterations, then entries of a type. Those that hold
// nothing but certificates, as the trust stores do, are no secret.
import { beginsWith, type SecretFile } from '../secret-file.ts';

const [jks, jceks] = [
  [0xfe, 0xed, 0xfe, 0xed],
  [0xce, 0xce, 0xce, 0xce],
];
const [trustedCertificate, bksCertificate] = [2, 1];
const date = 8;
const saltLength = 20;
const mostIterations = 1_000_000;

class Cursor {
  private readonly view: DataView;

  constructor(
    bytes: Uint8Array,
    private at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at + 4 > this.view.byteLength;
  }

  number(size: 1 | 2 | 4): number {
    const { view, at } = this;
    this.at += size;
    if (at + size > view.byteLength) return 0;
    return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at);
  }

  skip(length: number): void {
    this.at += length;
  }
}

/** Whether an entry that is no certificate is met before the end. */
function holdsKey(cursor: Cursor, count: number): boolean {
  for (let entry = 0; entry < count && !cursor.isAtEnd; entry++) {
    if (cursor.number(4) !== trustedCertificate) return true;
    cursor.skip(cursor.number(2));
    cursor.skip(date);
    cursor.skip(cursor.number(2));
    cursor.skip(cursor.number(4));
  }
  return false;
}

function holdsKeyOfJks(bytes: Uint8Array): boolean {
  const cursor = new Cursor(bytes, 4);
  const version = cursor.number(4);
  return (version === 1 || version === 2) && holdsKey(cursor, cursor.number(4));
}

function holdsKeyOfBks(bytes: Uint8Array): boolean {
  const cursor = new Cursor(bytes, 0);
  const version = cursor.number(4);
  if ((version !== 1 && version !== 2) || cursor.number(4) !== saltLength) return false;
  cursor.skip(saltLength);
  const iterations = cursor.number(4);
  if (iterations === 0 || iterations > mostIterations) return false;
  for (let type = cursor.number(1); type !== 0 && !cursor.isAtEnd; type = cursor.number(1)) {
    if (type !== bksCertificate) return type <= 4;
    cursor.skip(cursor.number(2));
    cursor.skip(date);
    // A certificate has no chain, but says so.
    cursor.skip(4);
    cursor.skip(cursor.number(2));
    cursor.skip(cursor.number(4));
  }
  return false;
}

export const javaKeyStores: readonly SecretFile[] = [
  {
    id: 'java-key-store',
    title: 'Java key store',
    severity: 'error',
    selects: (path, bytes) =>
      ((beginsWith(bytes, jks!) || beginsWith(bytes, jceks!)) && holdsKeyOfJks(bytes)) ||
      (/\.(?:bks|keystore)$/i.test(path) && holdsKeyOfBks(bytes)),
    rotate:
      'Revoke the certificate at its issuer and make a new key; the password of the store protects little once others have it.',
  },
];

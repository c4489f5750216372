import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsForDockerfile, extractCommands, type DroppedImage } from '../../src/secrets/extract-commands.ts';
import type { ImageSecrets, SecretPlace } from '../../src/secrets/image-secrets.ts';
import { layerCompressions } from '../support/compress-layer.ts';
import { placesIn } from '../support/dockerfile-secrets.ts';
import { githubToken, secretsOf } from '../support/image-secrets.ts';
import { imageConfig, layouts, makeArchive, makeTar, packBlobs, sha256Hex, type TarItem } from '../support/make-archive.ts'; // prettier-ignore

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'extract-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const dropped = (fileName: string): DroppedImage => ({ fileName, isFolder: false });
const placesOf = ({ secrets }: ImageSecrets): readonly SecretPlace[] => secrets.flatMap(({ places }) => places);
const run = (command: string): string => execFileSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' });

async function write(name: string, blob: Blob): Promise<void> {
  writeFileSync(join(folder, name), new Uint8Array(await blob.arrayBuffer()));
}

/** Runs the last command: those before it need an engine. */
async function extracted(name: string, blob: Blob): Promise<string[]> {
  await write(name, blob);
  const { image, found } = await secretsOf(blob, name);
  return placesOf(found).map((place) => run(extractCommands(image, place, dropped(name)).at(-1)?.command ?? ''));
}

const text = `
  layer  COPY . . # buildkit
    app/.env  ${JSON.stringify(`A=1\nTOKEN=${githubToken}\n`)}
  layer  RUN /bin/sh -c rm /app/.env # buildkit
    app/.wh..env
`;
const contents = `A=1\nTOKEN=${githubToken}\n`;

/** An archive with one layer of these files. */
async function oneLayer(items: readonly TarItem[], pack = (tar: Uint8Array): Uint8Array => tar): Promise<Blob> {
  const tar = await makeTar(items);
  const layers = [{ diffHex: sha256Hex(tar), blob: pack(tar) }];
  return packBlobs({ config: imageConfig(layers, [{ created_by: 'COPY . .' }]), layers }, { layout: 'docker25' });
}

describe('the file of a layer that a later one deletes is printed', () => {
  it.each(layouts)('out of an archive as %s', async (layout) => {
    expect(await extracted(`${layout}.tar`, await makeArchive(text, { layout }))).toEqual([contents]);
  });

  it.each(layerCompressions)('compressed: %s', async (compression) => {
    const blob = await makeArchive(text, { layout: 'oci', compression });
    expect(await extracted(`${compression}.tar`, blob)).toEqual([contents]);
  });

  it.each(['my image.tar', '-x.tar', 'web:1.4.tar', "it's.tar"])('out of a file named %s', async (name) => {
    expect(await extracted(name, await makeArchive(text, { layout: 'docker25' }))).toEqual([contents]);
  });

  it.each(['./app/.env', '/app/.env', 'a b/$x', "it's", '-x', '--', 'back\\nslash', 'new\nline', 'Ü', '[a]*?'])(
    'where its name in the tar is %j',
    async (name) => {
      const blob = await oneLayer([{ header: { name }, body: Buffer.from(contents) }]);
      expect(await extracted('names.tar', blob)).toEqual([contents]);
    },
  );

  it('where the archive holds its layer as a link to an equal one', async () => {
    const layer = `layer  COPY . .\n.env  ${JSON.stringify(contents)}`;
    const blob = await makeArchive(`${layer}\nlayer  RUN x\na  1\n${layer}`, { layout: 'legacy' });
    expect(await extracted('links.tar', blob)).toEqual([contents, contents]);
  });

  it('out of a root file system', async () => {
    const name = 'rootfs.tar';
    const tar = await makeTar([{ header: { name: 'app/.env' }, body: Buffer.from(contents) }]);
    const blob = new Blob([tar]);
    await write(name, blob);
    const { image, found } = await secretsOf(await oneLayer([{ header: { name: 'app/.env' }, body: Buffer.from(contents) }]), name); // prettier-ignore
    const [step, ...others] = extractCommands({ ...image, format: 'rootfs' }, placesOf(found)[0]!, dropped(name));
    expect(others).toEqual([]);
    expect(run(step?.command ?? '')).toBe(contents);
  });
});

describe('a packed file', () => {
  const place = (path: string, container: string, inside: string): SecretPlace => ({
    where: 'file',
    path: `/${path}`,
    name: null,
    layer: 0,
    line: null,
    visible: true,
    removedIn: null,
    reason: null,
    severity: 'error',
    entry: 0,
    entryName: path,
    found: {
      detector: 'github-token',
      severity: 'error',
      inside,
      container,
      line: null,
      offset: 0,
      length: 40,
      width: 1,
      excerpt: '',
      hash: '',
    },
  });

  async function unpacked(bytes: Uint8Array, path: string, container: string, inside: string): Promise<string> {
    const blob = await oneLayer([{ header: { name: path }, body: bytes }]);
    await write('packed.tar', blob);
    const { image } = await secretsOf(blob, 'packed.tar');
    return run(extractCommands(image, place(path, container, inside), dropped('packed.tar')).at(-1)?.command ?? '');
  }

  it('a git object is inflated', async () => {
    const bytes = deflateSync(Buffer.from(`blob ${contents.length}\0${contents}`));
    expect(await unpacked(bytes, 'app/.git/objects/ab/cdef', 'git object', '')).toContain(contents);
  });

  it('a gzip file is unpacked', async () => {
    expect(await unpacked(gzipSync(contents), 'var/log/a.log.gz', 'tar or gzip archive', '')).toBe(contents);
  });

  it('an entry is taken out of a tar.gz', async () => {
    const tar = await makeTar([{ header: { name: 'package/.npmrc' }, body: Buffer.from(contents) }]);
    const bytes = gzipSync(tar);
    expect(await unpacked(bytes, 'root/a.tgz', 'tar or gzip archive', 'package/.npmrc')).toBe(contents);
  });

  it.each(['BOOT-INF/application.yml', 'a/[a]*.yml'])('the entry %s is taken out of a zip', async (name) => {
    const make = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").writestr(sys.argv[2], sys.argv[3])';
    execFileSync('python3', ['-c', make, join(folder, 'made.jar'), name, contents]);
    expect(await unpacked(readFileSync(join(folder, 'made.jar')), 'app/a.jar', 'zip archive', name)).toBe(contents);
  });

  it('the objects of a git pack are printed', async () => {
    const make = [
      'git init -q made && cd made',
      `printf %s '${contents}' > .env && git add .env`,
      'git -c user.name=a -c user.email=a@example.com commit -qm a && git repack -qad',
      'cat .git/objects/pack/*.pack',
    ];
    const bytes = execFileSync('bash', ['-c', make.join('\n')], { cwd: folder });
    expect(await unpacked(bytes, 'app/.git/objects/pack/a.pack', 'git pack', '')).toContain(githubToken);
  });
});

describe('what comes before', () => {
  const savingOf = async (fileName: string): Promise<string | undefined> => {
    const { image, found } = await secretsOf(await makeArchive(text, { layout: 'skopeo', tag: 'web:1.4' }), fileName);
    return extractCommands(image, placesOf(found)[0]!, dropped(fileName))[0]?.command;
  };

  it.each([
    ['image.tar', 'docker save web:1.4 -o image.tar'],
    ['image.tar.gz', 'docker save web:1.4 | gzip > image.tar.gz'],
    ['image.tar.zst', 'docker save web:1.4 | zstd > image.tar.zst'],
  ])('an archive named %s is saved', async (name, command) => expect(await savingOf(name)).toBe(command));

  it('a folder is read where it lies', async () => {
    const { image, found } = await secretsOf(await makeArchive(text, { layout: 'oci' }), 'a.tar');
    const steps = extractCommands(image, placesOf(found)[0]!, { fileName: 'layout', isFolder: true });
    expect(steps.map(({ command }) => command)).toEqual([expect.stringMatching(/^tar -xzOf layout\/blobs\/sha256\/\w{64} app\/\.env$/)]); // prettier-ignore
  });
});

describe('the config', () => {
  const config = {
    Env: [`GH_TOKEN=${githubToken}`],
    Labels: { 'a"b': githubToken },
    Cmd: ['serve', githubToken],
  };
  const built = `
    layer  RUN |1 T=${githubToken} /bin/sh -c make # buildkit
      a  1
  `;

  it('is asked of docker', async () => {
    const blob = await makeArchive(built, { layout: 'docker25', tag: 'web:1.4', config });
    const { image, found } = await secretsOf(blob, 'a.tar');
    const commands = placesOf(found).flatMap((place) => extractCommands(image, place, dropped('a.tar')));
    expect(commands.map(({ command }) => command)).toEqual([
      `docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' web:1.4`,
      String.raw`docker inspect --format '{{index .Config.Labels "a\"b"}}' web:1.4`,
      `docker inspect --format '{{json .Config.Cmd}}' web:1.4`,
      `docker history --no-trunc --format '{{.CreatedBy}} {{.Comment}}' web:1.4`,
    ]);
  });

  it('is read out of an OCI archive', async () => {
    const outputs = await extracted('config.oci.tar', await makeArchive(built, { layout: 'oci', config }));
    expect(outputs).toHaveLength(4);
    for (const output of outputs) expect(output).toContain(githubToken);
  });
});

describe('of a Dockerfile', () => {
  const commandsFor = async (dockerfile: string, name: string): Promise<string[]> =>
    (await placesIn(dockerfile, name)).flatMap((place) => commandsForDockerfile(place).map(({ command }) => command));

  it.each(['Dockerfile', '-f', "it's a b/Dockerfile"])('named %s the lines are printed', async (name) => {
    const dockerfile = `FROM a:1\nENV T=${githubToken}\nUSER 1\n`;
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, dockerfile);
    const [read = ''] = await commandsFor(dockerfile, name);
    expect(run(read)).toBe(`ENV T=${githubToken}\n`);
  });

  it('all lines of one that goes over several', async () => {
    const { privateKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const dockerfile = `FROM a:1\nCOPY <<EOF /key\n${privateKey}EOF\nUSER 1\n`;
    writeFileSync(join(folder, 'D'), dockerfile);
    const [read = ''] = await commandsFor(dockerfile, 'D');
    expect(run(read)).toBe(privateKey);
  });

  it('the repository still has it when the line is gone, under an older name too', async () => {
    const dockerfile = `FROM a:1\nENV T=${githubToken}\nUSER 1\n`;
    const [, list = ''] = await commandsFor(dockerfile, 'new name');
    const git = 'git -c user.name=a -c user.email=a@example.com';
    const repository = `git init -q r && cd r`;
    writeFileSync(join(folder, 'before'), dockerfile);
    run(`${repository} && cp ../before Dockerfile && git add . && ${git} commit -qm 1`);
    run(`cd r && git mv Dockerfile 'new name' && ${git} commit -qm 2`);
    run(`cd r && sed -i /ENV/d 'new name' && ${git} commit -qam 3`);
    expect(run(`cd r && cat 'new name'`)).not.toContain(githubToken);
    expect(run(`cd r && ${list}`)).toContain(`+ENV T=${githubToken}`);
  });
});

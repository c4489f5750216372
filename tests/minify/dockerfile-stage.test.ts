import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { lintDockerfile } from '../../src/lint/index.ts';
import { minifiedStage } from '../../src/minify/dockerfile-stage.ts';
import { makeArchive } from '../support/make-archive.ts';
import { scanBlob } from '../support/open-image.ts';

const files = 'layer  COPY . /\n  app/run  3  0755\n  usr/share/doc/a  3\n  usr/share/doc/b  4\n  opt/x  1';

async function stageOf(config: Readonly<Record<string, unknown>>, paths: readonly string[], text = files) {
  const { image, rootfs } = await scanBlob(
    await makeArchive(text, { layout: 'docker25', compression: 'none', config, contents: {} }),
    'made.tar',
  );
  const tops = paths.map((path) => rootfs.find(path)!);
  const named = { ...image, reference: 'registry.example/shop/api:1.4' };
  return { ...minifiedStage(named, rootfs, tops), image, rootfs, tops };
}

const config = {
  User: '10001',
  WorkingDir: '/app',
  Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'WORDS=a "b" $HOME'],
  Labels: { 'org.opencontainers.image.title': 'Shop, API' },
  ExposedPorts: { '8080/tcp': {} },
  Volumes: { '/var/lib/shop': {} },
  StopSignal: 'SIGQUIT',
  Healthcheck: { Test: ['CMD', '/app/run', 'check'], Interval: 5_500_000_000, Timeout: 3_000_000_000, Retries: 4 },
  Entrypoint: ['/app/run'],
  Cmd: ['serve', '--all'],
};

describe('the stage that makes an image smaller', () => {
  it('removes by a tool that is not the image’s, copies what stays onto nothing, and says how it is run', async () => {
    const { text } = await stageOf(config, ['/usr/share/doc', '/opt/x']);
    expect(text).toBe(`# What the image does not need is taken out, and what stays is copied onto nothing: in one layer.
FROM registry.example/shop/api:1.4 AS whole
WORKDIR /
USER 0
RUN --mount=type=bind,from=busybox:stable-musl,source=/bin,target=/.tools ["/.tools/busybox", "rm", "-rf", "--", "/usr/share/doc", "/opt/x"]
USER 10001

FROM scratch
# hadolint ignore=DL3067
COPY --from=whole / /
LABEL org.opencontainers.image.title="Shop, API"
ENV WORDS="a \\"b\\" \\$HOME"
WORKDIR /app
EXPOSE 8080/tcp
VOLUME /var/lib/shop
USER 10001
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=5500ms --timeout=3s --retries=4 CMD ["/app/run", "check"]
ENTRYPOINT ["/app/run"]
CMD ["serve", "--all"]
`);
  });

  it('has nothing that the linter finds', async () => {
    const { text } = await stageOf(config, ['/usr/share/doc', '/opt/x']);
    expect(lintDockerfile(parseDockerfile(text))).toEqual([]);
  });

  it('asks for the image’s name where nothing tells it, or it is none', async () => {
    const { image, rootfs, tops } = await stageOf(config, ['/opt/x']);
    for (const reference of [null, 'a AS b\nRUN evil', '']) {
      const { text } = minifiedStage({ ...image, reference }, rootfs, tops);
      const dockerfile = parseDockerfile(text);
      expect(text).toContain('ARG IMAGE\nFROM ${IMAGE} AS whole\n');
      expect(dockerfile.problems).toEqual([]);
      expect(text).not.toContain('evil');
    }
  });

  it('needs to become root only where the image’s user is another', async () => {
    expect((await stageOf({ User: 'root' }, ['/opt/x'])).text).not.toContain('USER 0');
    expect((await stageOf({}, ['/opt/x'])).text).not.toContain('USER');
    expect((await stageOf({ User: 'a:b' }, ['/opt/x'])).text).toMatch(/\nUSER 0\nRUN .*\nUSER a:b\n\nFROM scratch\n/);
  });

  it('needs no RUN where nothing goes', async () => {
    expect((await stageOf(config, [])).text).not.toContain('RUN');
  });

  it.each([
    ['a quote and a backslash', '"\\'],
    ['a line end and an instruction', '\nRUN evil'],
    ['a backslash at the end', 'x\\'],
    ['a variable', '$HOME${X}'],
    ['a here-document', ' <<EOF'],
    ['what turns the order of letters', '\u202eabc'],
    ['blanks of all kinds', 'a  b\u00a0c\u2028d'],
    ['a delete and an escape', '\u007f\u001b[1m'],
    ['letters beyond the first plane', 'Grüße 日本 😀\u{e0001}'],
    ['a single quote and a bracket', "']["],
  ])('names what it removes, with %s in it', async (_, name) => {
    const { image, rootfs } = await stageOf(config, []);
    const path = `/opt/${name}`;
    const named = Object.create(rootfs, { pathOf: { value: () => path } }) as typeof rootfs;
    const { text, unnamed } = minifiedStage({ ...image, reference: 'a:1' }, named, [1]);
    const { instructions, problems } = parseDockerfile(text);
    const run = instructions.filter(({ keyword }) => keyword === 'RUN');
    expect(unnamed).toEqual([]);
    expect(problems).toEqual([]);
    expect(run).toHaveLength(1);
    expect(run[0]!.json!.map(({ value }) => value)).toEqual(['/.tools/busybox', 'rm', '-rf', '--', path]);
    // Bytes as a builder reads them: nothing that could begin a variable or a here-document, or is not seen.
    expect(text.split('\n').find((line) => line.startsWith('RUN'))).not.toMatch(/[$<`\u007f-\u00a0\u2028\u202e]/);
  });

  it('says what stays as its name is no text', async () => {
    const { image, rootfs } = await stageOf(config, []);
    const paths = ['/opt/x', '/opt/\udcff\n', '/opt/\udc80'];
    const named = Object.create(rootfs, { pathOf: { value: (node: number) => paths[node] } }) as typeof rootfs;
    const { text, unnamed } = minifiedStage({ ...image, reference: 'a:1' }, named, [0, 1, 2]);
    expect(unnamed).toEqual(paths.slice(1));
    expect(text).toMatch(
      /^# Stays, as a Dockerfile cannot name it: \/opt\/[^\n]+ and 1 more\nUSER 0\nRUN .*"\/opt\/x"\]$/m,
    );
    expect(parseDockerfile(text).problems).toEqual([]);
  });

  it('has lines that a builder reads, however much goes', async () => {
    const { image, rootfs } = await stageOf(config, []);
    const long = 'ä'.repeat(120);
    const named = Object.create(rootfs, {
      pathOf: { value: (node: number) => `/srv/${long}/${node}` },
    }) as typeof rootfs;
    const tops = Array.from({ length: 1_000 }, (_, node) => node);
    const { text } = minifiedStage({ ...image, reference: 'a:1' }, named, tops);
    const lines = text.split('\n');
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThan(60_000);
    const removed = parseDockerfile(text)
      .instructions.filter(({ keyword }) => keyword === 'RUN')
      .flatMap(({ json }) => json!.slice(4).map(({ value }) => value));
    expect(removed).toEqual(tops.map((node) => `/srv/${long}/${node}`));
  });

  it.each([
    ['a variable', { Env: ['X=1\nRUN evil', 'Y=\u0000'] }],
    ['a label', { Labels: { 'a\nRUN evil': 'b' } }],
    ['a working directory', { WorkingDir: '/a\nRUN evil' }],
    ['a user', { User: 'a\nRUN evil' }],
    ['a port', { ExposedPorts: { '80\nRUN evil': {} } }],
    ['a health check', { Healthcheck: { Test: ['CMD-SHELL', 'true\nRUN evil'], Interval: 'x', Retries: -1 } }],
    ['a trigger', { OnBuild: ['RUN a\nRUN evil'] }],
    ['a command', { Cmd: ['a\nRUN evil'] }],
  ])('lets no text of the config become an instruction: %s', async (_, hostile) => {
    const { text } = await stageOf(hostile, []);
    const { instructions, problems } = parseDockerfile(text);
    expect(problems).toEqual([]);
    expect(instructions.filter(({ keyword }) => keyword === 'RUN')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { lookedInto, onInSmallest, reviewSmallest, smallestWithOnly } from '../review-image.ts';
import { lines } from '../review-project.ts';

const debian = `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    bin/sh  100  0755  @glibc
    usr/bin/git  100  0755  @glibc
    usr/sbin/useradd  100  0755  @glibc
    var/lib/dpkg/info/libc6.list  "/lib64/ld-linux-x86-64.so.2\\n/bin/sh\\n/usr/bin/git\\n/usr/sbin/useradd\\n"
`;
const nodeBase = `${debian}    home/node/
    usr/local/bin/node  1000  0755  @glibc
    usr/local/bin/docker-entrypoint.sh  "#!/bin/sh\\n"  0755
`;
const javaBase = `${debian}    opt/java/openjdk/bin/java  1000  0755  @glibc
`;

const node = lines(
  'FROM node:22-bookworm AS build',
  'WORKDIR /app',
  'COPY . .',
  'RUN npm ci --omit=dev',
  'FROM node:22-bookworm',
  'ENV NODE_ENV=production',
  'WORKDIR /app',
  'COPY --from=build /app ./',
  'EXPOSE 3000',
  'CMD ["node", "--enable-source-maps", "server.js"]',
);

interface Given {
  readonly base?: string;
  readonly files?: string;
  readonly start?: string;
  readonly config?: object;
}

const nodeConfig = { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'server.js'], WorkingDir: '/app' };

/** What the final stage of `node` leaves. */
const nodeImage = ({ base = nodeBase, files = '', config = nodeConfig }: Given = {}) =>
  lookedInto(
    `${base}empty  ENV NODE_ENV=production
layer  WORKDIR /app
    app/
layer  COPY /app ./ # buildkit
    app/server.js  900
    app/node_modules/express/index.js  900
${files}empty  EXPOSE map[3000/tcp:{}]
empty  CMD ["node" "--enable-source-maps" "server.js"]
`,
    config,
  );

const id = 'distroless-runtime';
const only = async (text: string, given: Given = {}) => smallestWithOnly(text, { image: await nodeImage(given) }, id);

describe('Node.js without a system around it', () => {
  it('starts the same script, as another user, who owns what it had', async () => {
    expect(await only(node)).toBe(
      lines(
        'FROM node:22-bookworm AS build',
        'WORKDIR /app',
        'COPY . .',
        'RUN npm ci --omit=dev',
        'FROM gcr.io/distroless/nodejs22-debian13:nonroot',
        'ENV NODE_ENV=production',
        'WORKDIR /app',
        'COPY --from=build --chown=65532:65532 /app ./',
        'EXPOSE 3000',
        'CMD ["--enable-source-maps", "server.js"]',
      ),
    );
  });

  it('says what it alters, and by how much it is smaller', async () => {
    const review = reviewSmallest(node, { image: await nodeImage() });
    const change = review.proposal?.changes.find((one) => one.id === id);
    expect(change).toMatchObject({
      profile: 'smallest',
      risk: 'test',
      saves: null,
      alters: { command: '["--enable-source-maps","server.js"]' },
    });
    expect(change?.why).toContain('CMD becomes ["--enable-source-maps", "server.js"]');
    expect(change?.range?.least).toBeGreaterThan(500_000_000);
  });

  it('has an ENTRYPOINT and a HEALTHCHECK name node by its path', async () => {
    const text = node.replace(
      'CMD ["node", "--enable-source-maps", "server.js"]',
      'HEALTHCHECK CMD ["node", "check.js"]\nENTRYPOINT ["node", "server.js"]\nCMD ["--port", "3000"]',
    );
    const config = { ...nodeConfig, Entrypoint: ['node', 'server.js'], Cmd: ['--port', '3000'] };
    const result = await only(text, { config });
    expect(result).toContain(
      'HEALTHCHECK CMD ["/nodejs/bin/node", "check.js"]\nENTRYPOINT ["/nodejs/bin/node", "server.js"]\nCMD ["--port", "3000"]\n',
    );
  });

  it('replaces users that are made by a number', async () => {
    const text = node
      .replace('COPY --from=build /app', 'RUN useradd web\nCOPY --from=build --chown=web:web /app')
      .replace('EXPOSE', 'USER web\nEXPOSE');
    const result = await only(text, { config: { ...nodeConfig, User: 'web' } });
    expect(result).toContain('COPY --from=build --chown=65532:65532 /app ./\nUSER 65532:65532\nEXPOSE');
    expect(result).not.toContain('useradd');
  });

  it('cuts the final stage loose from one that others are built on', async () => {
    const text = lines(
      'FROM node:22-bookworm AS base',
      'ENV NODE_ENV=production',
      'WORKDIR /app',
      'FROM base AS build',
      'COPY . .',
      'RUN npm ci',
      'FROM base AS run',
      'COPY --from=build /app ./',
      'EXPOSE 3000',
      'CMD ["node", "--enable-source-maps", "server.js"]',
    );
    expect(await only(text)).toContain(
      lines(
        'FROM gcr.io/distroless/nodejs22-debian13:nonroot AS run',
        'ENV NODE_ENV=production',
        'WORKDIR /app',
        'COPY --from=build --chown=65532:65532 /app ./',
      ),
    );
  });

  it('gets the check of its port by its own path', async () => {
    const { proposal } = reviewSmallest(node, { image: await nodeImage() });
    expect(proposal?.text).toContain('CMD ["/nodejs/bin/node", "-e", "require(');
    expect(proposal?.text.match(/\/nodejs\/bin\/node/g)).toHaveLength(1);
  });

  it.each<[string, string, Given]>([
    ['a shell starts it', node.replace('["node", "--enable-source-maps", "server.js"]', 'node $FILE'), {}],
    ['npm starts it', node.replace('["node", "--enable-source-maps", "server.js"]', '["npm", "start"]'), {}],
    ['nothing is named to start', node.replace('["node", "--enable-source-maps", "server.js"]', '["node"]'), {}],
    ['a health check needs a shell', node.replace('EXPOSE', 'HEALTHCHECK CMD node check.js\nEXPOSE'), {}],
    ['a health check calls curl', node.replace('EXPOSE', 'HEALTHCHECK CMD ["curl", "-f", "localhost"]\nEXPOSE'), {}],
    ['the final stage runs something', node.replace('EXPOSE', 'RUN mkdir -p /data\nEXPOSE'), {}],
    ['a volume has an owner', node.replace('EXPOSE', 'VOLUME /data\nEXPOSE'), {}],
    ['a port is for root alone', node.replace('EXPOSE 3000', 'EXPOSE 80'), {}],
    ['it is asked to be root', node.replace('EXPOSE', 'USER root\nEXPOSE'), {}],
    ['its base is pinned', node.replaceAll('bookworm', `bookworm@sha256:${'a'.repeat(64)}`), {}],
    ['there is none of its version', node.replaceAll('node:22', 'node:18'), {}],
    ['it is on Alpine', node.replaceAll('22-bookworm', '22-alpine'), {}],
    ['an add-on is compiled', node, { files: '    app/node_modules/a/a.node  100  @library\n' }],
    ['a script beside it takes a shell', node, { files: '    app/run.sh  "#!/bin/sh\\n"  0755\n' }],
    ['the image trusts authorities of its own', node, { files: '    usr/local/share/ca-certificates/a.crt  9\n' }],
  ])('is not proposed where %s', async (_, text, given) => {
    expect(onInSmallest(text, { image: await nodeImage(given) })).not.toContain(id);
  });

  it('is not proposed without an image, nor where nobody looked into it', async () => {
    expect(onInSmallest(node, { image: null })).not.toContain(id);
    expect(onInSmallest(node, { image: { ...(await nodeImage()), programs: null } })).not.toContain(id);
  });
});

describe('Java without a system around it', () => {
  const java = lines(
    'FROM maven:3.9-eclipse-temurin-21 AS build',
    'WORKDIR /src',
    'COPY . .',
    'RUN mvn -B package',
    'FROM eclipse-temurin:21-jre',
    'COPY --from=build /src/target/cargo.jar /srv/cargo.jar',
    'EXPOSE 8080',
    'CMD ["java", "-jar", "/srv/cargo.jar"]',
  );
  const command = '["java", "-jar", "/srv/cargo.jar"]';
  const javaImage = (config: object = { Cmd: JSON.parse(command) as string[] }) =>
    lookedInto(
      `${javaBase}layer  COPY /src/target/cargo.jar /srv/cargo.jar # buildkit
    srv/cargo.jar  900
empty  EXPOSE map[8080/tcp:{}]
empty  CMD ${command.replaceAll(',', '')}
`,
      { Env: ['PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin'], ...config },
    );
  const given = async () => ({ image: await javaImage() });

  it('leaves java -jar to the image', async () => {
    expect(smallestWithOnly(java, await given(), id)).toBe(
      java
        .replace('FROM eclipse-temurin:21-jre', 'FROM gcr.io/distroless/java21-debian13:nonroot')
        .replace(command, '["/srv/cargo.jar"]'),
    );
  });

  it('keeps options as an ENTRYPOINT of its own', async () => {
    const text = java.replace(command, '["java", "-Xmx256m", "-jar", "/srv/cargo.jar"]');
    expect(smallestWithOnly(text, await given(), id)).toContain(
      '\nENTRYPOINT ["java", "-Xmx256m", "-jar", "/srv/cargo.jar"]\n',
    );
    const lower = text.replace('CMD', 'cmd');
    expect(smallestWithOnly(lower, await given(), id)).toContain('\nentrypoint ["java"');
  });

  it('leaves an ENTRYPOINT that names java as it is', async () => {
    const text = java.replace('CMD', 'ENTRYPOINT');
    const image = await javaImage({ Entrypoint: JSON.parse(command) as string[] });
    expect(smallestWithOnly(text, { image }, id)).toBe(
      text.replace('FROM eclipse-temurin:21-jre', 'FROM gcr.io/distroless/java21-debian13:nonroot'),
    );
    expect(reviewSmallest(text, { image }).proposal?.changes.find((one) => one.id === id)?.alters).toEqual({});
  });

  it.each([
    ['a class is started', java.replace(command, '["java", "-cp", "/srv/cargo.jar", "Main"]')],
    ['java is named by the path of another base', java.replace('"java"', '"/opt/java/openjdk/bin/java"')],
    ['an agent is loaded', java.replace(command, '["java", "-javaagent:/srv/a.jar", "-jar", "/srv/cargo.jar"]')],
    ['a shell starts it', java.replace(command, 'java $JAVA_OPTS -jar /srv/cargo.jar')],
    ['a health check calls something', java.replace('EXPOSE', 'HEALTHCHECK CMD ["/probe"]\nEXPOSE')],
    ['there is none of its version', java.replaceAll('21', '11')],
  ])('is not proposed where %s', async (_, text) => {
    expect(onInSmallest(text, await given())).not.toContain(id);
  });
});

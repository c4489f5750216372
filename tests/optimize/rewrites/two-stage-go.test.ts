import { describe, expect, it } from 'vitest';
import { lines, onIn, reviewProject, withOnly } from '../review-project.ts';

const module = 'module example.com/tide/v2\n\ngo 1.22\n\nrequire github.com/go-chi/chi/v5 v5.0.12\n';
const files = { 'go.mod': module, 'go.sum': 90, 'main.go': 400, 'internal/tide/tide.go': 900 };
const original = lines(
  'FROM golang:1.22-bookworm',
  'WORKDIR /src',
  'COPY . .',
  '# the program',
  'RUN go build -o /usr/local/bin/tide .',
  'EXPOSE 8080',
  'CMD ["tide"]',
);

const only = (text: string, given: Parameters<typeof withOnly>[1]): string => withOnly(text, given, 'two-stage-go');

describe('a Go program in two stages', () => {
  it('leaves the compiler and the sources behind, and keeps the comment', () => {
    expect(only(original, files)).toBe(
      lines(
        'FROM golang:1.22-bookworm AS build',
        'WORKDIR /src',
        'COPY . .',
        '# the program',
        'RUN CGO_ENABLED=0 go build -o /usr/local/bin/tide .',
        '',
        'FROM debian:bookworm-slim',
        'WORKDIR /src',
        'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
        'COPY --from=build /usr/local/bin/tide /usr/local/bin/tide',
        'EXPOSE 8080',
        'CMD ["tide"]',
      ),
    );
  });

  it('takes along what the program may read, folder by folder', () => {
    const text = only(original, {
      ...files,
      'templates/a.html': 10,
      'templates/mail/b.txt': 10,
      'internal/db/schema.sql': 10,
      'internal/db/db.go': 10,
      'internal/mail/notice.txt': 10,
      'README.md': 10,
      'testdata/x.json': 10,
      '.github/workflows/ci.yml': 10,
    });
    expect(text).toContain('COPY --from=build /src/templates ./templates\n');
    expect(text).toContain('COPY --from=build /src/internal/db/schema.sql ./internal/db/schema.sql\n');
    expect(text).toContain('COPY --from=build /src/internal/mail ./internal/mail\n');
    expect(text).not.toContain('README');
    expect(text).not.toContain('testdata');
    expect(text).not.toContain('.github');
  });

  it.each([
    ['a program in its working directory', 'go build .', './tide', '/src/tide'],
    ['the last part of a package', 'go build ./cmd/serve', '/src/serve', '/src/serve'],
    ['one that CGO was switched off for', 'CGO_ENABLED=0 go build -ldflags "-s -w" -o tide', './tide', '/src/tide'],
  ])('finds %s', (_, build, command, program) => {
    const text = original.replace('go build -o /usr/local/bin/tide .', build).replace('["tide"]', `["${command}"]`);
    const result = only(text, files);
    expect(result).toContain(`COPY --from=build ${program} ${program}\n`);
    expect(result.split('CGO_ENABLED=0')).toHaveLength(2);
  });

  it('writes lower case and the line ends of the file, and moves packages and users', () => {
    const text = lines(
      'from golang:1.22-alpine3.20',
      'run apk add --no-cache tzdata',
      'workdir /src',
      'copy . .',
      'run go build -o /usr/local/bin/tide .',
      'cmd ["tide"]',
    ).replaceAll('\n', '\r\n');
    expect(only(text, files)).toBe(
      lines(
        'from golang:1.22-alpine3.20 as build',
        'workdir /src',
        'copy . .',
        'run CGO_ENABLED=0 go build -o /usr/local/bin/tide .',
        '',
        'from alpine:3.20',
        'workdir /src',
        'run apk add --no-cache tzdata',
        'copy --from=build /usr/local/bin/tide /usr/local/bin/tide',
        'cmd ["tide"]',
      ).replaceAll('\n', '\r\n'),
    );
  });

  it.each([
    ['without a folder', original, null],
    ['where go.mod is damaged', original, { ...files, 'go.mod': 'require (\n' }],
    [
      'where a module needs C',
      original,
      { ...files, 'go.mod': `${module}require github.com/mattn/go-sqlite3 v1.14.0\n` },
    ],
    ['where a source is C', original, { ...files, 'internal/tide/fast.c': 100 }],
    ['where CGO is asked for', original.replace('RUN go', 'RUN CGO_ENABLED=1 go'), files],
    [
      'where a compiler is installed',
      original.replace('WORKDIR', 'RUN apt-get update && apt-get install -y libpq-dev\nWORKDIR'),
      files,
    ],
    ['where another program starts', original.replace('["tide"]', '["./start.sh"]'), files],
    ['where it is built as it starts', original.replace('["tide"]', '["go", "run", "."]'), files],
    [
      'where a package may be called by the program',
      original.replace('WORKDIR', 'RUN apt-get update && apt-get install -y ffmpeg\nWORKDIR'),
      files,
    ],
    [
      'where a RUN does something else',
      original.replace('EXPOSE', 'RUN wget -q https://a.example/x -O /opt/x\nEXPOSE'),
      files,
    ],
    [
      'where a health check needs curl',
      original.replace('EXPOSE', 'HEALTHCHECK CMD curl -f http://localhost\nEXPOSE'),
      files,
    ],
    ['where it holds a value of the build', original.replace('EXPOSE', 'ENV AT=$WHEN\nEXPOSE'), files],
    ['where a shell has a say in what starts', original.replace('["tide"]', 'tide $PORT'), files],
    [
      'in a loop',
      original.replace('RUN go build -o /usr/local/bin/tide .', 'RUN for c in a b; do go build -o /bin/$c ./$c; done'),
      files,
    ],
  ])('is not proposed %s', (_, text, given) => {
    expect(onIn(reviewProject(text, given, { profile: 'smallest' }))).not.toContain('two-stage-go');
  });

  it('names a range, and where it is from', () => {
    const change = reviewProject(original, files).proposal?.changes.find(({ id }) => id === 'two-stage-go');
    expect(change?.saves).toBeNull();
    expect(change?.range?.least).toBeGreaterThan(500_000_000);
    expect(change?.range?.most).toBeGreaterThan(change?.range?.least ?? 0);
    expect(change?.range?.basis).toMatch(
      /about 834 MB \(golang:1\.26-bookworm, 20\d\d-\d\d-\d\d\); debian:bookworm-slim is about/,
    );
  });
});

describe('on distroless', () => {
  it('is put in the place of a slim image, with the smallest profile alone', () => {
    expect(onIn(reviewProject(original, files))).not.toContain('distroless-go');
    expect(reviewProject(original, files, { profile: 'smallest' }).proposal?.text).toContain(
      lines(
        'FROM gcr.io/distroless/static-debian13:nonroot',
        'WORKDIR /src',
        'COPY --from=build /usr/local/bin/tide /usr/local/bin/tide',
        'EXPOSE 8080',
        'CMD ["tide"]',
      ),
    );
  });

  const staged = lines(
    'FROM golang:1.22 AS build',
    'WORKDIR /src',
    'COPY . .',
    'ENV CGO_ENABLED=0',
    'RUN go build -o /out/tide .',
    'FROM alpine:3.20',
    'RUN apk add --no-cache ca-certificates tzdata',
    'RUN adduser -D -u 10001 tide',
    'COPY --from=build --chown=tide /out/tide /usr/local/bin/',
    'USER tide',
    'EXPOSE 8080',
    'ENTRYPOINT ["tide"]',
  );

  it('takes the place of Alpine, with its user', () => {
    expect(withOnly(staged, files, 'distroless-go')).toBe(
      lines(
        'FROM golang:1.22 AS build',
        'WORKDIR /src',
        'COPY . .',
        'ENV CGO_ENABLED=0',
        'RUN go build -o /out/tide .',
        'FROM gcr.io/distroless/static-debian13:nonroot',
        'COPY --from=build --chown=65532:65532 /out/tide /usr/local/bin/',
        'USER 65532:65532',
        'EXPOSE 8080',
        'ENTRYPOINT ["tide"]',
      ),
    );
  });

  it.each([
    ['CGO is on', staged.replace('ENV CGO_ENABLED=0\n', '')],
    ['a shell starts it', staged.replace('["tide"]', 'tide')],
    ['it is asked to be root', staged.replace('USER tide', 'USER root')],
    ['a port is for root alone', staged.replace('8080', '80')],
    ['a RUN does something else', staged.replace('adduser -D -u 10001 tide', 'mkdir -p /var/lib/tide')],
    ['another package is installed', staged.replace('ca-certificates tzdata', 'ca-certificates git')],
    ['its base is pinned', staged.replace('alpine:3.20', `alpine:3.20@sha256:${'a'.repeat(64)}`)],
    ['a volume has an owner', staged.replace('EXPOSE', 'VOLUME /data\nEXPOSE')],
    [
      'a health check needs wget',
      staged.replace('EXPOSE', 'HEALTHCHECK CMD ["wget", "-q", "http://localhost:8080"]\nEXPOSE'),
    ],
  ])('is not proposed where %s', (_, text) => {
    expect(onIn(reviewProject(text, files, { profile: 'smallest' }))).not.toContain('distroless-go');
  });
});

describe('what is said of Go', () => {
  it.each([
    ['go.mod could not be read', { ...files, 'go.mod': 'require (\n' }],
    [
      'It is built with CGO: github.com/mattn/go-sqlite3 needs it',
      { ...files, 'go.mod': `${module}require github.com/mattn/go-sqlite3 v1.14.0\n` },
    ],
    ['Without go.mod or the image', null],
  ])('notes: %s', (said, given) => {
    const [go] = reviewProject(original, given).ecosystems;
    expect(go).toMatchObject({ id: 'go', coverage: 'full', tool: 'Go modules' });
    expect(go?.notes.join(' ')).toContain(said);
    expect(go?.signs[0]).toEqual({ where: 'dockerfile', what: 'line 5 runs go build' });
  });
});

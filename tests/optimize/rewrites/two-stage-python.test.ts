import { describe, expect, it } from 'vitest';
import { sizeOfBase } from '../../../src/optimize/base-image/base-range.ts';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const id = 'two-stage-python';
const flask = lines(
  '# The guest book',
  'FROM python:3.11',
  'ENV PIP_DISABLE_PIP_VERSION_CHECK=1',
  'WORKDIR /srv',
  'RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev gcc tzdata && rm -rf /var/lib/apt/lists/*',
  'COPY requirements.txt ./',
  'RUN pip install --no-cache-dir -r requirements.txt',
  'COPY . .',
  'EXPOSE 8000',
  'CMD ["gunicorn", "a:b"]',
);
const files = { 'requirements.txt': 'psycopg2==2.9.10\nflask\n', 'a.py': 10 };

describe('packages of Python are installed in a first stage', () => {
  it('and run on the slim image, with the libraries that they load', () => {
    const { text, change } = changedBy({ text: flask, files }, id);
    expect(text).toBe(
      lines(
        '# The guest book',
        'FROM python:3.11 AS build',
        'ENV PIP_DISABLE_PIP_VERSION_CHECK=1',
        'WORKDIR /srv',
        'COPY requirements.txt ./',
        'RUN pip install --prefix=/install --no-cache-dir -r requirements.txt',
        '',
        'FROM python:3.11-slim',
        'ENV PIP_DISABLE_PIP_VERSION_CHECK=1',
        'WORKDIR /srv',
        'RUN apt-get update && apt-get install -y --no-install-recommends libpq5 tzdata && rm -rf /var/lib/apt/lists/*',
        'COPY --from=build /install /usr/local',
        'COPY . .',
        'EXPOSE 8000',
        'CMD ["gunicorn", "a:b"]',
      ),
    );
    expect(change?.saves).toBeNull();
    expect(change?.range?.basis).toMatch(
      /^python:.* is about .* \(python:.*, \d{4}-\d\d-\d\d\); python:.*slim is about/,
    );
    expect(change?.evidence).toContain('requirements.txt names 2 packages');
  });

  it('whose saving is what the image holds of the base and of the build, less the slim base', () => {
    const text = lines(
      'FROM python:3.11',
      'WORKDIR /a',
      'COPY r.txt ./',
      'RUN pip install -r r.txt',
      'COPY . .',
      'CMD ["python", "a.py"]',
    );
    const layers = `
      layer  base
        usr/local/bin/python3.11  100
        usr/bin/gcc  900000000
      layer  WORKDIR /a
        a/
      layer  COPY r.txt ./ # buildkit
        a/r.txt  10
      layer  RUN /bin/sh -c pip install -r r.txt # buildkit
        usr/local/lib/python3.11/site-packages/flask-3.1.0.dist-info/METADATA  10
        root/.cache/pip/x  700
      layer  COPY . . # buildkit
        a/r.txt  10
        a/a.py  10
      empty  CMD ["python" "a.py"]
    `;
    const { change } = changedBy({ text, layers }, id);
    const slim = sizeOfBase('python:3.11-slim')?.bytes ?? 0;
    expect(change?.saves).toBeNull();
    expect(change?.range?.least).toBe(Math.round(900_000_800 - slim * 1.15));
    expect(change?.range?.most).toBe(Math.round(900_000_800 - slim * 0.85));
  });

  it('with compilers that the image has no need of later', () => {
    const text = lines(
      'FROM python:3.12-slim AS app',
      'RUN apt-get update && apt-get install -y gcc=4:12.2.0-3 && rm -rf /var/lib/apt/lists/*',
      'WORKDIR /a',
      'COPY r.txt .',
      'RUN pip install --upgrade pip==24 && pip install -r r.txt',
      'COPY . .',
      'CMD ["python", "a.py"]',
    );
    const layers = `
      layer  base
        usr/local/bin/python3.12  100
      layer  RUN /bin/sh -c apt-get update && apt-get install -y gcc=4:12.2.0-3 && rm -rf /var/lib/apt/lists/* # buildkit
        usr/bin/gcc  5000
      layer  WORKDIR /a
        a/
      layer  COPY r.txt . # buildkit
        a/r.txt  10
      layer  RUN /bin/sh -c pip install --upgrade pip==24 && pip install -r r.txt # buildkit
        usr/local/lib/python3.12/site-packages/cython-3.0.dist-info/METADATA  10
        root/.cache/pip/x  700
      layer  COPY . . # buildkit
        a/a.py  10
      empty  CMD ["python" "a.py"]
    `;
    const { text: result, change } = changedBy({ text, layers }, id);
    expect(result).toBe(
      lines(
        'FROM python:3.12-slim AS build',
        'WORKDIR /a',
        'RUN apt-get update && apt-get install -y gcc=4:12.2.0-3 && rm -rf /var/lib/apt/lists/*',
        'COPY r.txt .',
        'RUN pip install --upgrade pip==24 && pip install --prefix=/install -r r.txt',
        '',
        'FROM python:3.12-slim AS app',
        'WORKDIR /a',
        'COPY --from=build /install /usr/local',
        'COPY . .',
        'CMD ["python", "a.py"]',
      ),
    );
    expect(change?.saves).toBe(5700);
    expect(change?.evidence).toContain('/usr/local/lib/python3.12/site-packages holds 1 package,');
  });

  it('with line ends and keywords as they are written', () => {
    const lowered = flask.replace(/^[A-Z]+(?= )/gm, (word) => word.toLowerCase()).replaceAll('\n', '\r\n');
    const { text } = changedBy({ text: lowered, files }, id);
    expect(text).toContain('from python:3.11 as build\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('nothing is proposed', () => {
  const without = (line: RegExp, by = ''): string => flask.replace(line, by);
  it.each([
    ['where nobody knows which packages', flask, null],
    ['for requirements that cannot be read', flask, { 'requirements.txt': '<<<<<<< HEAD' }],
    ['for packages that need more than is known', flask, { 'requirements.txt': 'pytesseract' }],
    ['for headers that nobody knows the library of', without(/libpq-dev/, 'libfoo-dev'), files],
    ['where a library would need one more RUN', without(/^RUN apt.*\n/m), files],
    ['where a later step compiles', without(/^EXPOSE.*$/m, 'RUN make'), files],
    ['where the container starts git', without(/^CMD.*$/m, 'CMD ["git", "daemon"]'), files],
    ['for an image by its digest', without(/python:3.11/, `python:3.11@sha256:${'a'.repeat(64)}`), files],
    ['for another image', without(/python:3.11/, 'debian:12'), files],
    ['for Alpine', without(/python:3.11/, 'python:3.11-alpine'), files],
    [
      'for a slim image without compilers',
      without(/^RUN apt.*\n/m).replace('3.11', '3.11-slim'),
      { 'requirements.txt': 'flask' },
    ],
    ['where the packages go elsewhere', without(/pip install/, 'pip install --user'), files],
    ['where a virtual environment is used', without(/^ENV.*$/m, 'ENV VIRTUAL_ENV=/opt/venv'), files],
    ['where something else stands before the install', without(/^COPY r/m, 'COPY setup.cfg /\nCOPY r'), files],
    ['for several stages', `${flask}FROM scratch\nCOPY --from=0 /srv /srv\n`, files],
  ])('%s', (_, text, given) => {
    expect(changedBy({ text, files: given }, id)).toEqual({ text, change: null });
  });
});

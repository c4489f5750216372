import { describe, expect, it } from 'vitest';
import { sizeOfBase } from '../../../src/optimize/base-image/base-range.ts';
import { changedBy, dockerfileOf as lines, reviewOf } from '../../support/review-changes.ts';

const id = 'two-stage-python';

const pyproject = '[project]\nname = "a"\nrequires-python = ">=3.10,<4"\ndependencies = ["flask", "gunicorn"]\n';
const uvLock = 'version = 1\n\n[[package]]\nname = "flask"\n\n[[package]]\nname = "gunicorn"\n';
const poetryLock =
  '[[package]]\nname = "Flask"\ngroups = ["main"]\n\n[[package]]\nname = "uvicorn"\ngroups = ["dev"]\n\n[metadata]\ncontent-hash = "x"\n';
const pipfileLock = '{"_meta": {}, "default": {"flask": {}, "gunicorn": {}}, "develop": {"selenium": {}}}';

const uv = lines(
  'FROM python:3.11',
  '# uv',
  'COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /uvx /bin/',
  'WORKDIR /app',
  'COPY pyproject.toml uv.lock ./',
  'RUN uv sync --frozen --no-dev --no-install-project',
  'COPY . .',
  'RUN uv sync --frozen --no-dev',
  'EXPOSE 8000',
  'CMD ["uv", "run", "--no-sync", "gunicorn", "a:b"]',
);
const uvFiles = { 'pyproject.toml': pyproject, 'uv.lock': uvLock, 'a.py': 10 };

const poetry = lines(
  'FROM python:3.12-slim',
  'WORKDIR /app',
  'ENV POETRY_NO_INTERACTION=1',
  'RUN pip install --no-cache-dir poetry==1.8.5 && poetry config virtualenvs.create false',
  'COPY pyproject.toml poetry.lock ./',
  'RUN poetry install --only main --no-root && rm -rf ~/.cache/pypoetry',
  'COPY . .',
  'CMD ["flask", "run", "--host", "0.0.0.0"]',
);
const poetryFiles = { 'pyproject.toml': '[tool.poetry]\nname = "a"\n', 'poetry.lock': poetryLock, 'a.py': 10 };

const pipenv = lines(
  'FROM python:3.11',
  'WORKDIR /app',
  'RUN pip install pipenv',
  'COPY Pipfile Pipfile.lock ./',
  'RUN pipenv install --system --deploy',
  'COPY . .',
  'CMD ["pipenv", "run", "gunicorn", "a:b"]',
);
const pipenvFiles = { Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': pipfileLock, 'a.py': 10 };

describe('packages in a virtual environment come from a first stage', () => {
  it('of uv, which makes it beside the sources', () => {
    const { text, change } = changedBy({ text: uv, files: uvFiles }, id);
    expect(text).toBe(
      lines(
        'FROM python:3.11 AS build',
        '# uv',
        'COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /uvx /bin/',
        'WORKDIR /app',
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --frozen --no-dev --no-install-project',
        'COPY . .',
        'RUN uv sync --frozen --no-dev',
        '',
        'FROM python:3.11-slim',
        'WORKDIR /app',
        'COPY --from=build /app/.venv /app/.venv',
        'ENV PATH="/app/.venv/bin:$PATH"',
        'COPY . .',
        'EXPOSE 8000',
        'CMD ["gunicorn", "a:b"]',
      ),
    );
    expect(change?.risk).toBe('test');
    expect(change?.why).toContain('The command starts gunicorn itself, as `uv run` would need uv in the image.');
    expect(change?.evidence).toContain('Line 8 installs with uv; uv.lock names 2 packages');
    expect([...(change?.alters.environment ?? [])]).toEqual([['PATH', '/app/.venv/bin:$PATH']]);
    expect(change?.alters.command).toBe('["gunicorn","a:b"]');
  });

  it('of uv, whose place is on PATH already', () => {
    const text = uv
      .replace('WORKDIR /app', 'WORKDIR /app\nENV PATH="/app/.venv/bin:$PATH"')
      .replace('"uv", "run", "--no-sync", ', '');
    const { text: result, change } = changedBy({ text, files: uvFiles }, id);
    expect(result.match(/^ENV PATH="\/app\/\.venv\/bin:\$PATH"$/gm)).toHaveLength(2);
    expect(change?.alters).toEqual({});
  });

  it('of uv with a mount of the lock file', () => {
    const text = uv
      .replace('COPY pyproject.toml uv.lock ./\n', '')
      .replace(
        'RUN uv sync',
        'RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync',
      );
    expect(changedBy({ text, files: uvFiles }, id).change).not.toBeNull();
  });

  it('on an image of uv’s own', () => {
    const text = lines(
      'FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim',
      'WORKDIR /app',
      'ENV UV_COMPILE_BYTECODE=1',
      'RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-install-project --no-dev',
      'ADD . /app',
      'RUN uv sync --locked --no-dev',
      'CMD ["uv", "run", "--no-dev", "python", "-m", "a"]',
    );
    const { text: result, change } = changedBy({ text, files: uvFiles }, id);
    const [first, second] = result.split('\n\n');
    expect(first).toBe(
      text
        .replace('-slim', '-slim AS build')
        .replace('ADD', 'COPY')
        .replace(/\nCMD.*\n$/, ''),
    );
    expect(second).toBe(
      lines(
        'FROM python:3.12-slim-bookworm',
        'WORKDIR /app',
        'ENV UV_COMPILE_BYTECODE=1',
        'COPY --from=build /app/.venv /app/.venv',
        'ENV PATH="/app/.venv/bin:$PATH"',
        'ADD . /app',
        'CMD ["python", "-m", "a"]',
      ),
    );
    expect(change?.title).toBe('Install the packages in a first stage, and run on python:3.12-slim-bookworm');
  });

  it('of Poetry, which installs into the system’s Python today', () => {
    const { text, change } = changedBy({ text: poetry, files: poetryFiles }, id);
    expect(text).toBe(
      lines(
        'FROM python:3.12-slim AS build',
        'WORKDIR /app',
        'ENV POETRY_NO_INTERACTION=1',
        'RUN pip install --no-cache-dir poetry==1.8.5 && poetry config virtualenvs.create false',
        'ENV VIRTUAL_ENV=/opt/venv',
        'RUN python -m venv $VIRTUAL_ENV',
        'COPY pyproject.toml poetry.lock ./',
        'RUN poetry install --only main --no-root && rm -rf ~/.cache/pypoetry',
        '',
        'FROM python:3.12-slim',
        'WORKDIR /app',
        'ENV POETRY_NO_INTERACTION=1',
        'COPY --from=build /opt/venv /opt/venv',
        'ENV PATH="/opt/venv/bin:$PATH"',
        'COPY . .',
        'CMD ["flask", "run", "--host", "0.0.0.0"]',
      ),
    );
    expect(change?.why).toMatch(/^Poetry is there to install/);
    expect(change?.evidence).toContain('poetry.lock names 1 package,');
    expect(change?.alters.command).toBeUndefined();
  });

  it('of Poetry, which makes its own beside the sources', () => {
    const text = poetry
      .replace('virtualenvs.create false', 'virtualenvs.in-project true')
      .replace('["flask"', '["poetry", "run", "flask"');
    const { text: result } = changedBy({ text, files: poetryFiles }, id);
    expect(result).toContain('\nCOPY --from=build /app/.venv /app/.venv\n');
    expect(result).not.toContain('VIRTUAL_ENV');
  });

  it('of Pipenv, which would pass it by with --system', () => {
    const { text } = changedBy({ text: pipenv, files: pipenvFiles }, id);
    expect(text).toContain('\nCOPY Pipfile Pipfile.lock ./\nRUN pipenv install --deploy\n\nFROM python:3.11-slim\n');
    expect(text).toContain('\nCMD ["gunicorn", "a:b"]\n');
  });

  it('with what fetches the manager on a slim image', () => {
    const text = poetry.replace(
      /^RUN pip.*$/m,
      'RUN apt-get update && apt-get install -y --no-install-recommends curl gcc && rm -rf /var/lib/apt/lists/*\nRUN curl -sSL https://install.python-poetry.org | python3 -\nENV PATH="/root/.local/bin:$PATH"',
    );
    const { text: result } = changedBy({ text, files: poetryFiles }, id);
    const [first = '', second = ''] = result.split('\n\n');
    expect(first).toMatch(/apt-get install -y[^\n]* curl gcc[^\n]*\nRUN curl /);
    expect(second).not.toMatch(/curl|gcc/);
  });

  it('as the image shows, without the folder', () => {
    const layers = `
      layer  base
        usr/local/bin/python3.11  100
      layer  WORKDIR /app
        app/
      layer  RUN /bin/sh -c pip install pipenv # buildkit
        usr/local/lib/python3.11/site-packages/pipenv/__init__.py  4000
      layer  COPY Pipfile Pipfile.lock ./ # buildkit
        app/Pipfile  10
        app/Pipfile.lock  10
      layer  RUN /bin/sh -c pipenv sync # buildkit
        root/.local/share/virtualenvs/app-x/bin/wsgi-serve  200
        root/.local/share/virtualenvs/app-x/lib/python3.11/site-packages/flask-3.1.0.dist-info/METADATA  10
        root/.cache/pipenv/x  700
      layer  COPY . . # buildkit
        app/a.py  10
      empty  CMD ["wsgi-serve" "a:b"]
    `;
    const text = pipenv
      .replace('pipenv install --system --deploy', 'pipenv sync')
      .replace('"pipenv", "run", "gunicorn"', '"wsgi-serve"');
    const { change } = changedBy({ text, layers }, id);
    expect(change?.saves).toBe(4700);
    expect(change?.evidence).toContain('the image holds 1 package of it');
  });

  it('counting what the manager stored, not its cache, which shares files with the packages, where the order of the cache is made better before', () => {
    const text = lines(
      'FROM python:3.11',
      'WORKDIR /app',
      'RUN pip install uv==0.13.9',
      'COPY . .',
      'RUN uv sync --frozen --no-dev',
      'CMD ["uv", "run", "gunicorn", "a:b"]',
    );
    const layers = `
      layer  base
        usr/local/bin/python3.11  10
      empty  WORKDIR /app
      layer  RUN /bin/sh -c pip install uv==0.13.9 # buildkit
        usr/local/bin/uv  5000
      layer  COPY . . # buildkit
        app/a.py  10
        app/pyproject.toml  10
        app/uv.lock  10
      layer  RUN /bin/sh -c uv sync --frozen --no-dev # buildkit
        app/.venv/bin/gunicorn  200
        root/.cache/uv/x  700
      empty  CMD ["uv" "run" "gunicorn" "a:b"]
    `;
    const { changes = [] } = reviewOf({ text, files: uvFiles, layers }).proposal ?? {};
    expect(changes.map((change) => change.id)).toContain('python-manifests-first');
    const change = changes.find((one) => one.id === id);
    expect(change).toMatchObject({ on: true, saves: 5000 });
    expect(change?.evidence).toContain('stay behind in the first stage');
  });

  it('with line ends and keywords as they are written', () => {
    const lowered = uv.replace(/^[A-Z]+(?= )/gm, (word) => word.toLowerCase()).replaceAll('\n', '\r\n');
    const { text } = changedBy({ text: lowered, files: uvFiles }, id);
    expect(text).toContain('\r\nenv PATH="/app/.venv/bin:$PATH"\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('nothing is proposed', () => {
  it.each([
    ['without a lock file', uv, { ...uvFiles, 'uv.lock': null }],
    ['where the lock file is not brought', uv.replace(' uv.lock', ''), uvFiles],
    ['for a damaged lock file', uv, { ...uvFiles, 'uv.lock': '<<<<<<< HEAD\n[[package]]\n' }],
    ['for a damaged manifest', uv, { ...uvFiles, 'pyproject.toml': '[project\nname' }],
    [
      'for packages that need more than is known',
      uv,
      { ...uvFiles, 'uv.lock': `${uvLock}\n[[package]]\nname = "pyodbc"\n` },
    ],
    ['where a folder of that name is sent', uv, { ...uvFiles, '.venv/bin/python': 10 }],
    ['where uv would fetch another Python', uv, { ...uvFiles, '.python-version': '3.13\n' }],
    [
      'where the manifest asks for another Python',
      uv,
      { ...uvFiles, 'pyproject.toml': pyproject.replace('3.10', '3.12') },
    ],
    ['for a program that no package is known to bring', uv.replace('"gunicorn"', '"serve"'), uvFiles],
    ['for a script that may call the manager', uv.replace(/^CMD.*$/m, 'CMD ["./start.sh"]'), uvFiles],
    [
      'for a script of Pipfile',
      pipenv,
      { ...pipenvFiles, Pipfile: '[packages]\n[scripts]\ngunicorn = "gunicorn -w 4"\n' },
    ],
    ['where Pipenv reads a file of variables', pipenv, { ...pipenvFiles, '.env': 10 }],
    ['where another line calls the manager', uv.replace('EXPOSE 8000', 'RUN uv run python -m compileall .'), uvFiles],
    ['where the health is asked with it', uv.replace('EXPOSE 8000', 'HEALTHCHECK CMD uv run check'), uvFiles],
    ['for a shell’s command', uv.replace(/^CMD.*$/m, 'CMD uv run flask db && uv run gunicorn a:b'), uvFiles],
    [
      'where an entrypoint takes any command',
      uv.replace(/^CMD.*$/m, 'ENTRYPOINT ["uv", "run"]\nCMD ["gunicorn"]'),
      uvFiles,
    ],
    ['where PATH is set behind it', uv.replace('EXPOSE 8000', 'ENV PATH=/opt/bin:$PATH'), uvFiles],
    ['where an environment is given', uv.replace('WORKDIR /app', 'WORKDIR /app\nENV VIRTUAL_ENV=/venv'), uvFiles],
    ['for an image of uv’s without Python', uv.replace('python:3.11', 'ghcr.io/astral-sh/uv:bookworm-slim'), uvFiles],
    ['for an image of uv’s on Alpine', uv.replace('python:3.11', 'ghcr.io/astral-sh/uv:python3.12-alpine'), uvFiles],
    ['for an archive that ADD unpacks', uv.replace('COPY pyproject', 'ADD a.tar.gz /x/\nCOPY pyproject'), uvFiles],
    ['for the project of another folder', uv.replaceAll('uv sync', 'uv sync --project api'), uvFiles],
    ['where packages are named beside the lock file', pipenv.replace('--deploy', '--deploy flask'), pipenvFiles],
    [
      'where the lock file is made by the build',
      pipenv.replace('RUN pipenv', 'RUN pipenv lock && pipenv'),
      pipenvFiles,
    ],
    ['as another user', uv.replace('COPY pyproject', 'USER 1000\nCOPY pyproject'), uvFiles],
  ])('%s', (_, text, given) => {
    const files = Object.fromEntries(Object.entries(given).filter(([, file]) => file !== null));
    expect(changedBy({ text, files: files as Record<string, string | number> }, id)).toEqual({ text, change: null });
  });
});

describe('what an environment of its own saves', () => {
  const seeds = 13_300_000 + 8_300_000;

  function savingOf(version: string): { least: number; basis: string } {
    const text = lines(
      `FROM python:${version}`,
      'WORKDIR /app',
      'RUN pip install pipenv',
      'COPY Pipfile Pipfile.lock ./',
      'RUN pipenv install --deploy',
      'COPY . .',
      'CMD ["pipenv", "run", "gunicorn", "a:b"]',
    );
    const packages = `root/.local/share/virtualenvs/app-N035/lib/python${version}/site-packages`;
    const layers = `
      layer  base
        usr/local/bin/python${version}  1
        usr/bin/gcc  900000000
      layer  WORKDIR /app
        app/
      layer  RUN /bin/sh -c pip install pipenv # buildkit
        usr/local/lib/python${version}/site-packages/pipenv/x.py  2000000
      layer  COPY Pipfile Pipfile.lock ./ # buildkit
        app/Pipfile  10
      layer  RUN /bin/sh -c pipenv install --deploy # buildkit
        ${packages}/flask/x.py  30000000
        ${packages}/pip/x.py  6000000
        ${packages}/setuptools/x.py  3000000
        ${packages}/pip-26.3.dist-info/METADATA  500000
        root/.cache/virtualenv/x  12000000
      layer  COPY . . # buildkit
        app/a.py  10
      empty  CMD ["pipenv" "run" "gunicorn" "a:b"]
    `;
    const { change } = changedBy({ text, layers, files: pipenvFiles }, id);
    const slim = sizeOfBase(`python:${version}-slim`)?.bytes ?? 0;
    return { least: (change?.range?.least ?? 0) + Math.round(slim * 1.15), basis: change?.range?.basis ?? '' };
  }

  it('is less by pip and setuptools, which come anew, and more by those that the old one held', () => {
    const { least, basis } = savingOf('3.11');
    expect(least).toBe(900_000_001 + 2_000_000 + 12_000_000 + 9_500_000 - seeds);
    expect(basis).toContain('The new environment has pip and setuptools of its own, about 21.6 MB.');
  });

  it('is less by pip alone from Python 3.12 on', () => {
    const { least, basis } = savingOf('3.12');
    expect(least).toBe(900_000_001 + 2_000_000 + 12_000_000 + 9_500_000 - 13_300_000);
    expect(basis).toContain('The new environment has pip of its own, about 13.3 MB.');
  });
});

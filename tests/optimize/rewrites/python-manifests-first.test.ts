import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const id = 'python-manifests-first';
const requirements = lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN pip install --no-cache-dir -r prod.txt');
const poetry = lines(
  'FROM python:3.12',
  'WORKDIR /a',
  'COPY . .',
  'RUN poetry config virtualenvs.create false',
  'RUN poetry install --without dev',
);
const project = '[tool.poetry.dependencies]\nclick = "^8"\n';

describe('what lists the dependencies is copied first', () => {
  it('with the files that requirements name, as the folder tells', () => {
    const files = {
      'prod.txt': '-r base.txt\n-r r/web.txt\ngunicorn',
      'base.txt': 'click',
      'r/web.txt': 'flask',
      'a.py': 9,
    };
    expect(changedBy({ text: requirements, files }, id).text).toBe(
      lines(
        'FROM python:3.12',
        'WORKDIR /a',
        'COPY prod.txt base.txt ./',
        'COPY r ./r',
        'RUN pip install --no-cache-dir -r prod.txt',
        'COPY . .',
      ),
    );
  });

  it('for poetry, which installs the project itself behind it', () => {
    const { text, change } = changedBy({ text: poetry, files: { 'pyproject.toml': project, 'poetry.lock': 900 } }, id);
    expect(text).toBe(
      lines(
        'FROM python:3.12',
        'WORKDIR /a',
        'RUN poetry config virtualenvs.create false',
        'COPY pyproject.toml poetry.lock ./',
        'RUN poetry install --without dev --no-root',
        'COPY . .',
        'RUN poetry install --without dev',
      ),
    );
    expect(change?.evidence).toContain('the folder has pyproject.toml, poetry.lock');
  });

  it('for poetry, which is told the project alone where nothing says which groups', () => {
    const text = lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN poetry install');
    const written = changedBy({ text, files: { 'pyproject.toml': project } }, id).text.split('\n');
    expect(written.slice(2, 6)).toEqual([
      'COPY pyproject.toml ./',
      'RUN poetry install --no-root',
      'COPY . .',
      'RUN poetry install --only-root',
    ]);
  });

  it('for poetry, whose lock file and settings may not be there', () => {
    expect(changedBy({ text: poetry }, id).text).toContain('COPY pyproject.toml poetry.lock* poetry.toml* ./\n');
  });

  it('with the settings that an install is made by: an index, its certificate', () => {
    const files = { 'pyproject.toml': project, 'poetry.lock': 900, 'poetry.toml': 60, 'uv.lock': 900, 'uv.toml': 60 };
    expect(changedBy({ text: poetry, files }, id).text).toContain('COPY pyproject.toml poetry.lock poetry.toml ./\n');
    const uv = lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN uv sync --locked --no-dev');
    const uvFiles = { ...files, 'pyproject.toml': '[project]\nname = "a"\n' };
    expect(changedBy({ text: uv, files: uvFiles }, id).text).toContain('COPY pyproject.toml uv.lock uv.toml ./\n');
  });

  it('for uv', () => {
    const text = lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN uv sync --locked --no-dev');
    const files = { 'pyproject.toml': '[project]\nname = "a"\n', 'uv.lock': 100 };
    expect(changedBy({ text, files }, id).text).toBe(
      lines(
        'FROM python:3.12',
        'WORKDIR /a',
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --locked --no-dev --no-install-project',
        'COPY . .',
        'RUN uv sync --locked --no-dev',
      ),
    );
  });

  it('for Pipenv', () => {
    const text = lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN pipenv install --system --deploy');
    const files = { Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': 100 };
    expect(changedBy({ text, files }, id).text).toContain(
      'COPY Pipfile Pipfile.lock ./\nRUN pipenv install --system --deploy\nCOPY . .\n',
    );
  });
});

describe('nothing is proposed', () => {
  it.each([
    ['requirements that are not in the folder', requirements, { 'a.py': 9 }],
    ['requirements that name the folder', requirements, { 'prod.txt': '-e .' }],
    ['damaged requirements', requirements, { 'prod.txt': '<<<<<<< HEAD' }],
    ['requirements that name what is not there', requirements, { 'prod.txt': '-r base.txt' }],
    ['a damaged pyproject.toml', poetry, { 'pyproject.toml': '[tool.poetry\n<<<' }],
    ['a package of the folder', poetry, { 'pyproject.toml': `${project}lib = { path = "lib" }\n` }],
    ['such a package in a table', poetry, { 'pyproject.toml': '[tool.poetry.dependencies.lib]\npath = "lib"\n' }],
    ['no pyproject.toml', poetry, { 'setup.py': 10 }],
    [
      'a workspace of uv',
      lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN uv sync'),
      { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a"]\n' },
    ],
    [
      'an install that stands behind something else',
      lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN make && poetry install'),
      { 'pyproject.toml': project },
    ],
  ])('for %s', (_, text, files) => {
    expect(changedBy({ text, files }, id)).toEqual({ text, change: null });
  });
});

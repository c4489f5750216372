import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const id = 'python-production-only';
const build = (install: string, ...more: string[]): string =>
  lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', install, ...more, 'CMD ["python", "a.py"]');
const withGroups =
  '[tool.poetry.group.dev.dependencies]\npytest = "*"\n[tool.poetry.group.web.dependencies]\nflask = "*"\n';

describe('what only developers need is left out', () => {
  it.each([
    ['poetry', 'RUN poetry install', { 'pyproject.toml': withGroups }, 'RUN poetry install --without dev'],
    [
      'poetry of old',
      'RUN poetry install -n',
      { 'pyproject.toml': '[tool.poetry.dev-dependencies]\na = "1"\n' },
      'RUN poetry install --without dev -n',
    ],
    [
      'uv',
      'RUN uv sync --frozen',
      { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest"]\n' },
      'RUN uv sync --no-dev --frozen',
    ],
    ['Pipenv', 'RUN pipenv install --system --dev', { Pipfile: '' }, 'RUN pipenv install --system'],
    ['poetry sync', 'RUN poetry sync', { 'pyproject.toml': withGroups }, 'RUN poetry sync --without dev'],
    [
      'pip, where the main file stands beside it',
      'RUN pip install -r requirements.txt -r requirements-dev.txt --no-cache-dir',
      {},
      'RUN pip install -r requirements.txt --no-cache-dir',
    ],
    [
      'pip, where the file names the main one',
      'RUN pip install -r requirements/dev.txt',
      { 'requirements/dev.txt': '-r base.txt\npytest\n', 'requirements/base.txt': 'flask\n' },
      'RUN pip install -r requirements/base.txt',
    ],
    ['pip with an extra', "RUN pip install '.[dev]'", {}, 'RUN pip install .'],
    ['pip with several', 'RUN pip install -e ".[web,test]"', {}, 'RUN pip install -e ".[web]"'],
  ])('by %s', (_, install, files, expected) => {
    const { text, change } = changedBy({ text: build(install), files }, id);
    expect(text).toBe(build(expected));
    expect(change?.risk).toBe('test');
  });
});

it('is left out where the container starts a server with the manager', () => {
  const text = (install: string): string => build(install).replace('["python"', '["poetry", "run", "gunicorn"');
  const { text: result } = changedBy({ text: text('RUN poetry install'), files: { 'pyproject.toml': withGroups } }, id);
  expect(result).toBe(text('RUN poetry install --without dev'));
});

it.each([
  ['CMD ["uv", "run", "flask", "run"]', 'CMD ["uv", "run", "--no-dev", "flask", "run"]'],
  ['ENTRYPOINT uv run gunicorn a:b', 'ENTRYPOINT uv run --no-dev gunicorn a:b'],
  ['CMD ["uv", "run", "--no-sync", "flask"]', 'CMD ["uv", "run", "--no-sync", "flask"]'],
  ['CMD uv run flask db upgrade && uv run flask run', null],
])('uv does not bring it back when the container starts: %s', (start, expected) => {
  const text = (install: string, last: string): string => lines('FROM python:3.12', 'COPY . .', `RUN ${install}`, last);
  const files = { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest"]\n' };
  const { text: result } = changedBy({ text: text('uv sync', start), files }, id);
  expect(result).toBe(expected === null ? text('uv sync', start) : text('uv sync --no-dev', expected));
});

describe('nothing is proposed', () => {
  it.each([
    ['without a folder that tells', build('RUN poetry install'), null],
    [
      'without such groups',
      build('RUN poetry install'),
      { 'pyproject.toml': '[tool.poetry.group.web.dependencies]\n' },
    ],
    ['for a damaged pyproject.toml', build('RUN poetry install'), { 'pyproject.toml': `${withGroups}<<<` }],
    ['where the build runs the tests', build('RUN poetry install', 'RUN pytest'), { 'pyproject.toml': withGroups }],
    ['where it may run them', build('RUN poetry install', 'RUN poetry run check'), { 'pyproject.toml': withGroups }],
    [
      'for groups that come only where they are asked for',
      build('RUN poetry install'),
      { 'pyproject.toml': `${withGroups}[tool.poetry.group.dev]\noptional = true\n` },
    ],
    [
      'for groups that an older Poetry does not know',
      build('RUN poetry install'),
      { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest"]\n' },
    ],
    ['for a group that is asked for', build('RUN poetry install --with dev'), { 'pyproject.toml': withGroups }],
    [
      'for a file of requirements that names no other',
      build('RUN pip install -r requirements-dev.txt'),
      { 'requirements-dev.txt': 'pytest\n', 'requirements.txt': 'flask\n' },
    ],
    [
      'for what uv installs as pip does',
      build('RUN uv pip install --system -r requirements-dev.txt'),
      { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest"]\n' },
    ],
    ['where it is done', build('RUN poetry install --only main'), { 'pyproject.toml': withGroups }],
    [
      'in a stage that is thrown away',
      `FROM python:3.12 AS b\nCOPY . .\nRUN poetry install\nFROM scratch\nCOPY --from=b /a /a\n`,
      { 'pyproject.toml': withGroups },
    ],
  ])('%s', (_, text, files) => {
    expect(changedBy({ text, files }, id)).toEqual({ text, change: null });
  });
});

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
  ])('by %s', (_, install, files, expected) => {
    const { text, change } = changedBy({ text: build(install), files }, id);
    expect(text).toBe(build(expected));
    expect(change?.risk).toBe('test');
  });
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

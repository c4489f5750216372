import { describe, expect, it } from 'vitest';
import type { FoundEcosystem } from '../../../src/optimize/ecosystem.ts';
import { dockerfileOf as lines, reviewOf, type GivenProject } from '../../support/review-changes.ts';

const find = (given: GivenProject): FoundEcosystem | undefined =>
  reviewOf(given).ecosystems.find(({ id }) => id === 'python');

const install = lines('FROM python:3.12-slim', 'COPY r.txt .', 'RUN pip install -r r.txt', 'CMD ["gunicorn", "a:b"]');
const bare = lines('FROM debian:12', 'COPY . .');

describe('Python is found', () => {
  it('by the Dockerfile', () => {
    const found = find({ text: install });
    expect(found?.tool).toBe('pip');
    expect(found?.signs.map(({ what }) => what)).toEqual([
      'line 3 runs pip install',
      'line 1 starts from python:3.12-slim',
      'line 4 starts gunicorn',
    ]);
  });

  it.each([
    ['poetry', { 'pyproject.toml': '[tool.poetry]\n', 'poetry.lock': 9 }, 'pyproject.toml and poetry.lock'],
    ['poetry', { 'pyproject.toml': '[tool.poetry.dependencies]\n' }, 'pyproject.toml'],
    ['uv', { 'pyproject.toml': '[project]\n', 'uv.lock': 9 }, 'pyproject.toml and uv.lock'],
    ['Pipenv', { Pipfile: '[packages]\n' }, 'Pipfile'],
    ['pip', { 'requirements.txt': 'flask' }, 'requirements.txt'],
    ['pip', { 'requirements-prod.txt': 'flask' }, 'requirements-prod.txt'],
    ['pip', { 'setup.py': 9 }, 'setup.py'],
    ['conda', { 'environment.yml': 9 }, 'environment.yml'],
  ])('by the folder: %s', (tool, files, what) => {
    const found = find({ text: bare, files });
    expect(found?.tool).toBe(tool);
    expect(found?.signs).toEqual([{ where: 'folder', what }]);
  });

  it('by the image', () => {
    const layers = `
      layer  base
        usr/local/lib/python3.12/site-packages/pip-24.0.dist-info/METADATA  10
      layer  COPY . . # buildkit
        usr/local/lib/python3.12/site-packages/flask-3.0.0.dist-info/METADATA  10
        usr/local/lib/python3.12/site-packages/gunicorn-23.0.0.dist-info/METADATA  10
    `;
    const found = find({ text: bare, layers });
    expect(found?.signs).toEqual([
      { where: 'image', what: '/usr/local/lib/python3.12/site-packages holds flask, gunicorn' },
    ]);
    expect(found?.kind).toBe('Flask under gunicorn');
  });

  it('with what it is', () => {
    const files = { 'requirements.txt': '-r more.txt\nDjango==5', 'more.txt': 'uvicorn[standard]' };
    expect(find({ text: bare, files })?.kind).toBe('Django under uvicorn');
    const pyproject = '[project]\ndependencies = [\n  "fastapi>=0.1",\n]\n';
    expect(find({ text: bare, files: { 'pyproject.toml': pyproject } })?.kind).toBe('FastAPI');
  });

  it('and its conda environment is left as it is', () => {
    const text = lines(
      'FROM python:3.12',
      'RUN curl -sSLo m.sh https://example.com/miniforge.sh && bash m.sh -b -p /opt/conda',
      'WORKDIR /app',
      'COPY . .',
      'RUN /opt/conda/bin/conda env create -f environment.yml && pip install -r requirements.txt',
      'CMD ["/opt/conda/bin/conda", "run", "-n", "app", "python", "app.py"]',
    );
    const { proposal } = reviewOf({
      text,
      files: { 'environment.yml': 9, 'requirements.txt': 'flask\n', 'app.py': 9 },
    });
    const ids = (proposal?.changes ?? []).map(({ id }) => id);
    expect(ids.filter((id) => /python|slim/.test(id))).toEqual([]);
    expect(proposal?.text).toContain('/opt/conda/bin/conda env create -f environment.yml');
  });

  it('with what is left alone', () => {
    const text = lines('FROM continuumio/miniconda3:24', 'RUN conda env create -f environment.yml');
    expect(find({ text })?.notes).toEqual([expect.stringContaining('conda brings its own Python')]);
  });

  it.each([
    ['pyproject.toml', '[project]\n', 'poetry.lock', '[[package]\n'],
    ['pyproject.toml', '[project]\n', 'uv.lock', '<<<<<<< HEAD\n'],
    ['Pipfile', '[packages]\n', 'Pipfile.lock', '{"default": {'],
  ])('with a note beside %s where %s %s is damaged', (manifest, text, lock, damaged) => {
    const note = `${lock} could not be read: nothing rests on it.`;
    expect(find({ text: bare, files: { [manifest]: text, [lock]: damaged } })?.notes).toEqual([note]);
  });

  it.each(['pyproject.toml', 'Pipfile', 'requirements.txt'])('with a note where %s is damaged', (file) => {
    const found = find({ text: bare, files: { [file]: '<<<<<<< HEAD\n' } });
    expect(found?.notes).toEqual([`${file} could not be read: nothing rests on it.`]);
  });
});

describe('Python is not found', () => {
  it.each([
    ['where nothing speaks for it', { text: bare, files: { 'package.json': '{}' } }],
    ['by a tool that pip installs', { text: lines('FROM debian:12', 'RUN pip install awscli==1.2') }],
    [
      'by what comes with a base image',
      {
        text: bare,
        layers:
          'layer  base\n  usr/lib/python3.11/site-packages/pip-24.0.dist-info/METADATA  1\nlayer  COPY . . # buildkit\n  a  1\n',
      },
    ],
  ])('%s', (_, given) => {
    expect(find(given)).toBeUndefined();
  });
});

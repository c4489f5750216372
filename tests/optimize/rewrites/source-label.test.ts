import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const text = lines('FROM python:3.12', 'COPY . /a', '# start', 'CMD ["a"]');
const label = 'LABEL org.opencontainers.image.source="https://github.com/acme/a"';
const labelled = lines('FROM python:3.12', 'COPY . /a', label, '# start', 'CMD ["a"]');

describe('the label of the sources', () => {
  it.each([
    ['package.json', '{"repository":{"type":"git","url":"git+https://github.com/acme/a.git"}}'],
    ['package.json', '{"repository":"https://github.com/acme/a"}'],
    ['pyproject.toml', '[project.urls]\n"Source Code" = "https://github.com/acme/a"\n'],
    ['pyproject.toml', "[tool.poetry]\nrepository = 'https://github.com/acme/a'\n"],
  ])('has the value of %s', (name, manifest) => {
    expect(changedBy({ text, files: { [name]: manifest } }, 'source-label').text).toBe(labelled);
  });

  it.each([
    ['nothing names it', {}],
    ['it is no page', { 'package.json': '{"repository":"git@github.com:acme/a.git"}' }],
    ['it holds a password', { 'package.json': '{"repository":"https://u:p@github.com/acme/a"}' }],
    ['it would end the line', { 'package.json': '{"repository":"https://a.example/b\\"\\nRUN id"}' }],
    ['it is an expansion', { 'package.json': '{"repository":"https://a.example/$HOME"}' }],
    [
      'manifests disagree',
      {
        'package.json': '{"repository":"https://a.example/a"}',
        'pyproject.toml': '[tool.poetry]\nrepository = "https://a.example/b"\n',
      },
    ],
    ['a manifest is damaged', { 'pyproject.toml': '[tool.poetry]\nrepository = "https://a.example/b"\n<<<' }],
  ])('is not proposed where %s', (_, files) => {
    expect(changedBy({ text, files }, 'source-label').change).toBeNull();
  });

  it('is not proposed where there is one, or no folder', () => {
    const files = { 'package.json': '{"repository":"https://github.com/acme/b"}' };
    expect(changedBy({ text: labelled, files }, 'source-label').change).toBeNull();
    expect(changedBy({ text }, 'source-label').change).toBeNull();
  });
});

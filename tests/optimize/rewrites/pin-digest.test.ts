import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const digest = `sha256:${'5'.repeat(64)}`;
const layers = 'layer  base\n  bin/sh  10\nlayer  COPY a / # buildkit\n  a  1\n';
const text = lines('FROM python:3.12-slim', 'COPY a /');

const review = (labels: Record<string, string>, given = text) =>
  changedBy({ text: given, layers, config: { labels } }, 'pin-digest');
const told = (name: string, value = digest) => ({
  'org.opencontainers.image.base.name': name,
  'org.opencontainers.image.base.digest': value,
});

describe('a base image is pinned by its digest', () => {
  it.each(['python:3.12-slim', 'docker.io/library/python:3.12-slim'])('that the image names: %s', (name) => {
    expect(review(told(name)).text).toBe(lines(`FROM python:3.12-slim@${digest}`, 'COPY a /'));
  });

  it.each([
    ['another image', told('python:3.12')],
    ['no digest', told('python:3.12-slim', 'sha256:abc')],
    ['nothing', {}],
  ])('and not where it names %s', (_, labels) => {
    expect(review(labels).change).toBeNull();
  });

  it('and not where it is', () => {
    expect(review(told('python:3.12-slim'), text.replace('slim', `slim@${digest}`)).change).toBeNull();
  });
});

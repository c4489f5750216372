import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const build = (base: string, ...more: string[]): string => lines(`FROM ${base}`, 'COPY a /', ...more, 'CMD ["a"]');
const layers = (...programs: string[]): string =>
  `layer  base\n  bin/sh  1\n${programs.map((path) => `  ${path}  1\n`).join('')}layer  COPY a / # buildkit\n  a  1\n`;
const [python, node] = ['usr/local/bin/python', 'usr/local/bin/node'];

describe('a health check', () => {
  it('asks by Python', () => {
    const text = build('python:3.12-slim', 'EXPOSE 8000/tcp');
    expect(changedBy({ text, layers: layers(python) }, 'healthcheck').text).toBe(
      build(
        'python:3.12-slim',
        'EXPOSE 8000/tcp',
        `HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 2)"]`,
      ),
    );
  });

  it('asks by Node', () => {
    const { text, change } = changedBy({ text: build('node:22', 'EXPOSE 3000'), layers: layers(node) }, 'healthcheck');
    expect(text).toContain(`CMD ["node", "-e", "require('net').connect(3000, '127.0.0.1')`);
    expect(change?.risk).toBe('test');
  });

  it.each([
    ['without an image', build('node:22', 'EXPOSE 3000'), null],
    ['without a port', build('node:22'), layers(node)],
    ['for several ports', build('node:22', 'EXPOSE 3000 9000'), layers(node)],
    ['for a port of UDP', build('node:22', 'EXPOSE 3000/udp'), layers(node)],
    ['for a range of ports', build('node:22', 'EXPOSE 3000-3010'), layers(node)],
    ['for a port that a variable holds', build('node:22', 'EXPOSE $PORT'), layers(node)],
    ['where the program is not in the image', build('node:22', 'EXPOSE 3000'), layers(python)],
    ['for another base', build('debian:12', 'EXPOSE 3000'), layers(python)],
    ['where there is one', build('node:22', 'EXPOSE 3000', 'HEALTHCHECK NONE'), layers(node)],
  ])('is not proposed %s', (_, text, given) => {
    expect(changedBy({ text, layers: given }, 'healthcheck')).toEqual({ text, change: null });
  });

  it('is not proposed where the base image has one', () => {
    const config = { healthcheck: ['CMD', 'true'] };
    const given = { text: build('node:22', 'EXPOSE 3000'), layers: layers(node), config };
    expect(changedBy(given, 'healthcheck').change).toBeNull();
  });
});

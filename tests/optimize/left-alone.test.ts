import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { whyLeftAlone } from '../../src/optimize/left-alone.ts';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';

const noteOf = (text: string): string | null => whyLeftAlone(parseDockerfile(text));

describe('what nothing is proposed for', () => {
  it.each([
    ['FROM {{ base_image }}\nCMD ["x"]', 'line 1 holds {{ base_image }}'],
    ['FROM debian:%%SUITE%%-slim\nCMD ["x"]', 'line 1 holds %%SUITE%%'],
    ['FROM node:20\n{{ if .Debug }}\nRUN x\n{{ end }}', 'line 2 holds {{ if .Debug }}'],
    ['FROM node:20\n{% if debug %}\nRUN x\n{% endif %}', 'line 2 holds {% if debug %}'],
    ['FROM <%= base %>\nCMD ["x"]', 'line 1 holds <%= base %>'],
    ['FROM node:20\nENV VERSION=%%VERSION%%', 'line 2 holds %%VERSION%%'],
  ])('a template: %j', (text, said) => {
    expect(noteOf(text)).toContain(said);
  });

  it.each([
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD ["x.exe"]',
    'FROM --platform=windows/amd64 example/app\nCMD ["x.exe"]',
  ])('Windows: %j', (text) => {
    expect(noteOf(text)).toContain('Line 1 builds on Windows');
  });

  it.each([
    "FROM golang:1.22\nRUN go list -f '{{.Dir}}' ./...",
    'FROM node:20\nHEALTHCHECK CMD docker inspect --format {{.State}} x',
    'FROM node:20\nCOPY <<EOF /app/index.html\n<p>{{ title }}</p>\nEOF\nCMD ["x"]',
    'FROM node:20\nENV RATE=50%',
    'FROM node:20\n# {{ a comment }}\nCMD ["x"]',
  ])('not for a program that writes braces of its own: %j', (text) => {
    expect(noteOf(text)).toBeNull();
  });
});

describe('a review of them', () => {
  it('says why, and proposes nothing', () => {
    const text = 'FROM {{ base }}\nRUN apt-get update\nRUN apt-get install -y curl\nCOPY . .\nCMD x';
    const review = reviewDockerfile({ fileName: 'Dockerfile', text, dockerignore: null, image: null, off: [] });
    expect(review.proposal).toBeNull();
    expect(review.dockerignore).toBeNull();
    expect(review.notes).toHaveLength(1);
    const filled = text.replace('{{ base }}', 'debian:12');
    const other = reviewDockerfile({ fileName: 'Dockerfile', text: filled, dockerignore: null, image: null, off: [] });
    expect(other.notes).toEqual([]);
    expect(other.proposal).not.toBeNull();
  });
});

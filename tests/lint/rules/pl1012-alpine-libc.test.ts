import { expect, it } from 'vitest';
import { alpineLibc } from '../../../src/lint/rules/pl1012-alpine-libc.ts';
import { findingsOf, testOwnRule } from '../test-rule.ts';

const python = (text: string): string => `FROM python:3.12-alpine\n${text}`;
const node = (text: string): string => `FROM node:22-alpine3.20\n${text}`;

testOwnRule(alpineLibc, {
  catches: [
    python('RUN pip install --no-cache-dir flask==3.0.0 "Scikit_Learn[alldeps]>=1.5"'),
    python('RUN python3 -m pip install \\\n  # for pictures\n  opencv-python-headless'),
    python('RUN ["uv", "pip", "install", "--system", "xgboost==2.1.0"]'),
    'ARG BASE=python:3.12-alpine\nFROM ${BASE} AS base\nFROM base\nRUN pip3 install tensorflow',
    python('ENV EXTRA="torch==2.5.0"\nRUN pip install $EXTRA'),
    node('RUN apk add --no-cache libc6-compat'),
    'FROM alpine:3.20\nRUN wget -q https://example.com/glibc-2.35-r1.apk && apk add --force-overwrite glibc-2.35-r1.apk',
    node('RUN apk add --virtual .gyp python3 make g++ && yarn install && apk del .gyp'),
    'FROM node:22-alpine AS base\nRUN apk add python3 build-base\nFROM base\nRUN pnpm install --frozen-lockfile',
    node('RUN <<EOF\napk add python3\napk add g++ make\nnpm ci\nEOF'),
  ],
  allows: [
    'FROM python:3.12-slim\nRUN pip install torch tensorflow',
    python('RUN pip install numpy pandas psycopg2-binary grpcio lxml cryptography'),
    python('RUN pip install --extra-index-url https://example.com/musl torch'),
    python('RUN pip install -r requirements.txt torchmetrics'),
    python('RUN pip uninstall -y torch && echo torch'),
    node('RUN apk add --no-cache git make && npm ci'),
    node('RUN npm ci\nRUN apk add python3 make g++'),
    node('RUN apk add python3 make g++ && npm install -g serve'),
    'FROM node:22-alpine AS a\nRUN apk add python3 make g++\nFROM node:22-slim\nRUN npm ci',
    'FROM debian:12\nRUN apk add gcompat',
    node('RUN apk add glibc-doc-reader musl-dev'),
    node('ONBUILD RUN apk add gcompat'),
  ],
  places: [
    [python('RUN pip install flask torch==2.5.0 && true'), 'torch==2.5.0'],
    [node('RUN apk add make g++ python3 && npm ci --omit=dev'), 'npm ci --omit=dev'],
  ],
});

it('names what it found', () => {
  const text = node('RUN apk add gcompat python3 build-base\nRUN pip install Ray\nRUN npm ci');
  expect(findingsOf(alpineLibc, text).map(({ message }) => message)).toEqual([
    'gcompat stands in for the glibc that a program here asks for',
    'ray has no wheel for musl: pip compiles it, or finds none',
    'npm compiles native add-ons for musl, with the tools of line 2',
  ]);
});

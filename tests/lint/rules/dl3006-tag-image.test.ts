import { tagImage } from '../../../src/lint/rules/dl3006-tag-image.ts';
import { testRule } from '../test-rule.ts';

testRule(tagImage, {
  catches: [
    'FROM debian',
    'FROM debian AS x',
    'FROM --platform=linux/amd64 debian',
    'FROM a/b/c',
    'FROM debian$X',
    'FROM b\nFROM debian:12 AS b',
    'FROM SCRATCH',
    'FROM registry.io:5000/debian',
    'FROM debian AS x\nFROM x',
  ],
  allows: [
    'FROM debian:12',
    'FROM scratch',
    'FROM $BASE',
    'FROM ${REG}/debian',
    'FROM debian@sha256:abc',
    'FROM debian:12 AS b\nFROM b',
    'FROM debian:$V',
  ],
  places: [['FROM --platform=linux/amd64 debian AS x', 'debian']],
});

import { expect, test } from 'vitest';
import { notLatest } from '../../../src/hardening/checks/dkl-di-0006-latest.ts';
import type { ImageFormat } from '../../../src/image/model.ts';
import { verdictOn } from '../../support/configured-image.ts';

const digest = `sha256:${'0'.repeat(64)}`;

test.each<[ImageFormat, string[], string | string[]]>([
  ['docker-archive', ['docker.io/library/app:latest'], ['The image is named docker.io/library/app:latest.']],
  ['docker-archive', ['a:latest', 'b:latest'], ['The image is named a:latest.', 'The image is named b:latest.']],
  ['oci-archive', ['latest'], ['The image is named latest.']],
  ['docker-archive', ['docker.io/library/app:1.4'], 'passed'],
  ['docker-archive', ['app:1.4', 'app:latest'], 'passed'],
  ['docker-archive', [`app@${digest}`], 'passed'],
  ['oci-archive', ['1.0'], 'passed'],
  // No tag means latest for docker pull, not for what is in an archive.
  ['docker-archive', ['localhost:5000/app'], 'not-applicable'],
  ['docker-archive', [], 'not-applicable'],
])('%s %j', (format, tags, verdict) => {
  expect(verdictOn(notLatest, { image: { format, tags } })).toEqual(verdict);
});

import { expect, test } from 'vitest';
import { contentTrust } from '../../../src/hardening/checks/cis-di-0005-content-trust.ts';
import { configuredImage } from '../../support/configured-image.ts';

test('an image does not show it, and the reason says what to do', () => {
  const verdict = contentTrust.check(configuredImage({ config: { env: ['DOCKER_CONTENT_TRUST=1'] } }));
  expect(verdict).toMatchObject({ kind: 'not-applicable', reason: expect.stringContaining('DOCKER_CONTENT_TRUST=1') });
});

import { expect, it } from 'vitest';
import { redactedHistory } from '../../src/secrets/redacted-history.ts';
import { githubToken, secretsOf } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';

it('the commands of an image are told without the secrets in them', async () => {
  const other = `gh${'s_'}${'a1B2'.repeat(9)}`;
  const text = `
    layer  COPY ä ä
      a  1
    empty  ENV T=${githubToken}
    layer  RUN é ${githubToken} ö ${other} && login ${githubToken}
      b  1
  `;
  const { image, found } = await secretsOf(await makeArchive(text, { layout: 'docker25' }), 'a.tar');
  expect(redactedHistory(image, found)).toEqual([
    'COPY ä ä',
    'ENV T=ghp_…17',
    'RUN é ghp_…17 ö ghs_…B2 && login ghp_…17',
  ]);
});

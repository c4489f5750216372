import { labelHash } from '../../../src/lint/rules/dl3055-label-hash.ts';
import { testRule } from '../test-rule.ts';

testRule(labelHash, {
  catches: [
    'LABEL revision=',
    'LABEL revision=012345',
    'LABEL revision=ABCDEF0',
    'LABEL revision=abcdefg',
    'LABEL revision=v1.2.3',
    'LABEL revision=" 0123456"',
    'LABEL revision=sha256:0123456',
    `LABEL revision=${'0'.repeat(41)}`,
    'LABEL title=x revision=main',
    'LABEL revision main',
    'LABEL "revision"=\'x\'',
  ],
  allows: [
    'LABEL revision=0123456',
    'LABEL revision="abcdef0"',
    `LABEL revision=${'0123456789'.repeat(4)}`,
    'LABEL revision 0123456',
    'ONBUILD LABEL revision=x',
    'LABEL Revision=x',
    'LABEL title=x',
  ],
  places: [['LABEL title=x revision=main', 'revision=main']],
});

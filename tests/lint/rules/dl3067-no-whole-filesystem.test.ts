import { noWholeFilesystem } from '../../../src/lint/rules/dl3067-no-whole-filesystem.ts';
import { testRule } from '../test-rule.ts';

testRule(noWholeFilesystem, {
  catches: [
    'COPY --from=a:1 / /',
    'COPY --from=a:1 "/" /',
    'COPY --from=a:1 ["/", "/"]',
    'COPY --from=a:1 /a / /',
    'FROM scratch\nCOPY --from=a:1 / /',
    'COPY --link --from=a:1 / /',
  ],
  allows: [
    'COPY / /',
    'COPY --from=a:1 / /x',
    'COPY --from=a:1 /. /',
    'ONBUILD COPY --from=a:1 / /',
    'COPY --from=a:1 // /',
    'COPY --from=a:1 /* /',
  ],
  places: [['COPY --from=a:1 / /', '/ /']],
});

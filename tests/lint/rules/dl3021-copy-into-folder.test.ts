import { copyIntoFolder } from '../../../src/lint/rules/dl3021-copy-into-folder.ts';
import { testRule } from '../test-rule.ts';

testRule(copyIntoFolder, {
  catches: [
    'COPY a b c',
    'COPY ["a", "b", "c"]',
    'COPY a b $DIR',
    'COPY a b /x/.',
    'COPY a "b" "c"',
    'ARG D=/x\nCOPY a b $D',
    'COPY --from=x:1 --link a b c',
  ],
  allows: [
    'COPY a b c/',
    'COPY ["a", "b", "c/"]',
    'COPY a* c',
    'ADD a b c',
    'ONBUILD COPY a b c',
    'COPY a b ${D}/',
    "COPY a b 'c/'",
    'COPY a b "c d/"',
  ],
  places: [['COPY a b /c', '/c']],
  fixes: [
    ['copy a \\\n  b \\\n  c\r\nRUN x', 'copy a \\\n  b \\\n  c/\r\nRUN x'],
    ['COPY ["a", "b", "c"]', 'COPY ["a", "b", "c/"]'],
    ['COPY a b "c d"', 'COPY a b "c d/"'],
    ['COPY a b ${D}', 'COPY a b ${D}/'],
    ['COPY <<A b /c\nx\nA', 'COPY <<A b /c/\nx\nA'],
    ['COPY a b C:\\\\x', null],
  ],
});

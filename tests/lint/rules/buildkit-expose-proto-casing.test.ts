import { exposeProtoCasing } from '../../../src/lint/rules/buildkit-expose-proto-casing.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(exposeProtoCasing, {
  catches: [
    'EXPOSE 80/TCP',
    'EXPOSE 80/Udp',
    'EXPOSE 1/SCTP',
    'ARG P=80/TCP\nEXPOSE $P',
    'EXPOSE ${P:-80/TCP}',
    'EXPOSE "80/TCP"',
    'EXPOSE 80-90/TCP',
    'expose 80/tcp 81/TCP',
    'EXPOSE 8080:80/TCP',
    'FROM a:1 AS b\nONBUILD EXPOSE 80/TCP\nFROM b',
    'EXPOSE 80 \\\n 81/TCP',
  ],
  allows: [
    'EXPOSE 80',
    'EXPOSE 80/tcp',
    'EXPOSE 80/udp 81/sctp',
    'EXPOSE $P',
    'ARG P=80/tcp\nEXPOSE $P',
    'ONBUILD EXPOSE 80/TCP',
    'RUN EXPOSE 80/TCP',
    'EXPOSE 80/',
  ],
  several: [['FROM a:1\nARG P="80/TCP 81/UDP"\nEXPOSE $P\nEXPOSE 82/TCP', [3, 3, 4]]],
  places: [['FROM a:1\nEXPOSE 80 81/TCP', '81/TCP']],
  facts: /protocol '(.+?)'/,
  fixes: [
    ['expose 80/TCP', 'expose 80/tcp'],
    ['EXPOSE 53 \\\n  53/Udp', 'EXPOSE 53 \\\n  53/udp'],
    ['ARG PORT=53/UDP\nEXPOSE $PORT', null],
    ['FROM a:1 AS b\nONBUILD EXPOSE 80/TCP\nFROM b', null],
  ],
});

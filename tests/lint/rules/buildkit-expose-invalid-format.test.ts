import { exposeInvalidFormat } from '../../../src/lint/rules/buildkit-expose-invalid-format.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(exposeInvalidFormat, {
  catches: [
    'EXPOSE 8080:80',
    'EXPOSE 127.0.0.1:80:80',
    'EXPOSE 127.0.0.1::80',
    'EXPOSE [::1]:80:80',
    'ARG P=1:2\nEXPOSE $P',
    'EXPOSE 8000-8001:80-81',
    'EXPOSE 80 81:82',
    'EXPOSE ${H:-8080}:80',
    'expose 1:2/udp',
    'EXPOSE x:80',
    'FROM a:1 AS b\nONBUILD EXPOSE 1:2\nFROM b',
  ],
  allows: [
    'EXPOSE 80',
    'EXPOSE 80/tcp',
    'EXPOSE :80',
    'EXPOSE ::80',
    'EXPOSE $H:80',
    'EXPOSE 8000-8010',
    'ONBUILD EXPOSE 1:2',
    'LABEL a=1:2',
  ],
  several: [['FROM a:1\nEXPOSE 1:2 3:4', [2, 2]]],
  places: [['FROM a:1\nEXPOSE 80 8080:80/udp', '8080:80/udp']],
  facts: /found '(.+?)'/,
  fixes: [
    ['expose 127.0.0.1:8080:80/udp', 'expose 80/udp'],
    ['EXPOSE 53 \\\n  8080:80', 'EXPOSE 53 \\\n  80'],
    ['ARG PORT=8080:80\nEXPOSE $PORT', null],
  ],
});

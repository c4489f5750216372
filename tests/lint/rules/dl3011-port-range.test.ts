import { portRange } from '../../../src/lint/rules/dl3011-port-range.ts';
import { testRule } from '../test-rule.ts';

testRule(portRange, {
  catches: [
    'EXPOSE 65536',
    'EXPOSE 70000/tcp 80 90000',
    'EXPOSE 80-70000',
    'EXPOSE 70000-80',
    'EXPOSE 70000-70001/udp',
    'EXPOSE 99999999999999999999',
    'EXPOSE 80 070000/TCP',
  ],
  allows: [
    'EXPOSE 65535 0',
    'EXPOSE $PORT',
    'ARG P=70000\nEXPOSE $P',
    'EXPOSE ${P}70000',
    'ONBUILD EXPOSE 70000',
    'EXPOSE 80-${P}',
  ],
  places: [['EXPOSE 80 70000/tcp 443', '70000/tcp']],
});

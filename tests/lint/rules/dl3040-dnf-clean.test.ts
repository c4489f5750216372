import { dnfClean } from '../../../src/lint/rules/dl3040-dnf-clean.ts';
import { testRule } from '../test-rule.ts';

testRule(dnfClean, {
  catches: [
    'RUN dnf install -y x',
    'RUN microdnf install -y x',
    'RUN dnf upgrade -y',
    'RUN dnf in -y x',
    'RUN dnf reinstall -y x',
    'RUN microdnf upgrade',
    'RUN dnf clean all && dnf install -y x',
    'RUN dnf install -y x\nRUN dnf clean all',
    'RUN microdnf install -y x && dnf clean all',
    'RUN dnf install -y x && microdnf clean all',
    'RUN --mount=type=bind,target=/var/cache/dnf dnf install -y x',
    'RUN --mount=type=cache,target=/var/lib/dnf dnf install -y x',
    'ONBUILD RUN dnf install x',
    'RUN dnf module install -y x:1',
  ],
  allows: [
    'RUN dnf install -y x && dnf clean all',
    'RUN microdnf install -y x && microdnf clean all',
    'RUN dnf install -y x && dnf -y clean all',
    'RUN dnf install -y x && rm -rf /var/cache/dnf',
    'RUN dnf install -y x && rm -rf /var/cache/',
    'RUN microdnf install -y x && rm -rf /var/cache/yum',
    'RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y x',
    'RUN dnf update -y',
    'RUN dnf groupinstall -y x',
    'RUN dnf5 install -y x',
  ],
  places: [['RUN dnf makecache && dnf install -y x', 'dnf install -y x']],
  fixes: [
    ['RUN microdnf install -y x', 'RUN microdnf install -y x && microdnf clean all'],
    [
      'RUN dnf install -y x && microdnf install -y y',
      'RUN dnf install -y x && microdnf install -y y && dnf clean all && microdnf clean all',
    ],
    ['RUN dnf install -y x \\\n && make', 'RUN dnf install -y x \\\n && make \\\n && dnf clean all'],
    ['RUN dnf install -y x; make', null],
  ],
});

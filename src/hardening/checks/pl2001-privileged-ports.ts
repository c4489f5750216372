import { notApplicable, verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig, isWindows } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';
import { parsePort } from '../ports.ts';
import { isRoot } from '../root-user.ts';

export const noPrivilegedPorts: HardeningCheck = {
  code: 'PL2001',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'rights',
  title: 'The exposed ports can be opened without root’s rights',
  why: 'Ports below 1024 need the capability NET_BIND_SERVICE, or net.ipv4.ip_unprivileged_port_start=0. Docker sets the latter since 20.10; other engines, Kubernetes among them, may not.',
  fix: 'Let the program listen above 1023, such as on 8080, and map the port outside: -p 80:8080.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const { exposedPorts, user } = image.config;
      if (exposedPorts.length === 0) return notApplicable('The image exposes no ports.');
      if (isWindows(image)) return notApplicable('Windows lets every user open every port.');
      if (isRoot(user)) return notApplicable('The image runs as root, which may open every port.');
      const privileged = exposedPorts.filter((text) => (parsePort(text)?.first ?? Infinity) < 1024);
      const place = placeOfLast(image, 'EXPOSE');
      return verdictOf(
        privileged.map((text) => ({ message: `Port ${text} is exposed, and the user is not root.`, ...place })),
      );
    }),
};

import { verdictOf, type Failure, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';

const isOff = (value: string): boolean => /^(?:0|false|no|off)$/i.test(value.trim());
const isOn = (value: string): boolean => value.trim() !== '' && !isOff(value);

interface Switch {
  readonly name: string;
  /** Whether this value switches the check off. */
  readonly isLax: (value: string) => boolean;
  /** What comes of it. */
  readonly effect: string;
}

const table: readonly Switch[] = [
  { name: 'NODE_TLS_REJECT_UNAUTHORIZED', isLax: isOff, effect: 'Node takes every certificate' },
  { name: 'PYTHONHTTPSVERIFY', isLax: isOff, effect: 'Python 2 takes every certificate' },
  { name: 'PERL_LWP_SSL_VERIFY_HOSTNAME', isLax: isOff, effect: 'Perl’s LWP takes certificates of any host' },
  { name: 'GIT_SSL_NO_VERIFY', isLax: isOn, effect: 'git takes every certificate' },
  { name: 'CURL_INSECURE', isLax: isOn, effect: 'scripts that read it call curl without checks' },
  { name: 'NPM_CONFIG_STRICT_SSL', isLax: isOff, effect: 'npm takes every certificate' },
  { name: 'YARN_ENABLE_STRICT_SSL', isLax: isOff, effect: 'Yarn takes every certificate' },
  { name: 'PIP_TRUSTED_HOST', isLax: isOn, effect: 'pip takes every certificate of the hosts it names' },
  { name: 'UV_INSECURE_HOST', isLax: isOn, effect: 'uv takes every certificate of the hosts it names' },
  { name: 'BUNDLE_SSL_VERIFY_MODE', isLax: isOff, effect: 'Bundler takes every certificate' },
  { name: 'GOINSECURE', isLax: isOn, effect: 'Go fetches the modules it names without checks' },
  { name: 'GOSUMDB', isLax: isOff, effect: 'Go checks no sums of modules' },
  { name: 'VAULT_SKIP_VERIFY', isLax: isOn, effect: 'Vault’s client takes every certificate' },
  { name: 'PGSSLMODE', isLax: (value) => value.trim() === 'disable', effect: 'PostgreSQL is talked to in the clear' },
  { name: 'ANSIBLE_HOST_KEY_CHECKING', isLax: isOff, effect: 'Ansible takes every host for the right one' },
  {
    name: 'GIT_SSH_COMMAND',
    isLax: (value) => /StrictHostKeyChecking[= ]"?(?:no|off)\b/i.test(value),
    effect: 'git takes every host for the right one',
  },
];

const switches = new Map(table.map((line) => [line.name, line]));

function laxIn(variable: string): Failure[] {
  const equals = variable.indexOf('=');
  const name = variable.slice(0, Math.max(0, equals));
  // npm reads its settings in small letters as well.
  const found = switches.get(name) ?? (name.startsWith('npm_config_') ? switches.get(name.toUpperCase()) : undefined);
  if (!found?.isLax(variable.slice(equals + 1))) return [];
  return [{ message: `ENV ${name} switches a check off: ${found.effect}.` }];
}

export const noUncheckedConnections: HardeningCheck = {
  code: 'PL2009',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'surface',
  title: 'No variable switches off the check of who is talked to',
  why: 'Whoever stands between the program and its peer can then read and change what they send each other, passwords and downloads included.',
  fix: 'Take the variable out, and add the certificate of an authority of your own to the image, such as by NODE_EXTRA_CA_CERTS or update-ca-certificates.',
  check: (hardened) => checkConfig(hardened, ({ config }) => verdictOf(config.env.flatMap(laxIn))),
};

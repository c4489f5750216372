import type { Detector } from '../detector.ts';
import { entropyOf } from '../entropy.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';
import { settingLine } from '../setting-line.ts';
import { isUserAndPassword } from '../user-and-password.ts';

const isValue = (value: string): 'error' | null => (isPasswordPlaceholder(value) ? null : 'error');
/** A name before an @ is no secret, a token is. */
const looksLikeToken = (value: string): boolean =>
  value.length >= 20 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropyOf(value) > 3.5;

const gitSettings =
  /\/[^/]*\.git\/(?:.{1,200}\/)?(?:config|FETCH_HEAD)$|\/\.git(?:-credentials|config|modules)$|\/git\/(?:config|credentials)$/;
const noted = 'Give the account a new password there, and have the file mounted as a secret where a build needs it.';

/** Files in which programs keep how they log in: what they hold is told by their path. */
export const settingsFiles: readonly Detector[] = [
  {
    // https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
    id: 'netrc-password',
    title: 'Password in .netrc',
    severity: 'error',
    anchors: ['password'],
    pattern: /(?<=\s)password\s{1,8}(?<value>[^\s#]\S{2,400})/y,
    paths: /\/[._]?netrc$/,
    generic: true,
    check: isValue,
    rotate: noted,
  },
  {
    // user:password@, user:token@, token:x-oauth-basic@, token@
    id: 'git-url-password',
    title: 'Password in git’s settings',
    severity: 'error',
    anchors: ['ttp://', 'ttps://'],
    pattern:
      /(?<=h)ttps?:\/\/(?<user>[^\s:@/"'<>]{0,100}:)?(?!x-oauth-basic)(?<value>[^\s:@/"'<>]{4,400})(?::x-oauth-basic)?@/y,
    paths: gitSettings,
    generic: true,
    check: (value, { groups }) => (groups?.['user'] || looksLikeToken(value) ? isValue(value) : null),
    rotate: 'Revoke the token, or change the password, on the server that the address names.',
  },
  {
    // As actions/checkout leaves it in .git/config.
    id: 'git-authorization-header',
    title: 'Login in git’s settings',
    severity: 'error',
    anchors: ['authorization:'],
    anyCase: true,
    pattern: /authorization:[ \t]{0,4}(?<scheme>basic|bearer)[ \t]{1,4}(?<value>[A-Za-z0-9+/._~-]{12,400}={0,2})/iy,
    paths: gitSettings,
    generic: true,
    check: (value, { groups }) =>
      groups?.['scheme']?.toLowerCase() === 'bearer' || isUserAndPassword(value) ? isValue(value) : null,
    rotate: 'Revoke the token on the server; have actions/checkout leave none (persist-credentials: false).',
  },
  {
    // https://github.com/docker/cli/blob/master/cli/config/types/authconfig.go
    id: 'docker-login',
    title: 'Login at an image registry',
    severity: 'error',
    anchors: ['"auth"', '"identitytoken"', '"registrytoken"'],
    pattern: /"(?<name>auth|identitytoken|registrytoken)"\s{0,8}:\s{0,8}"(?<value>[^"\s]{8,8000})"/y,
    paths:
      /\/\.docker\/|(?:config|auth|dockerconfig|docker[^/]*|containers[^/]*)\.json$|\.docker(?:cfg|configjson)$|^$/,
    reach: 8192,
    generic: true,
    check: (value, { groups }) => (groups?.['name'] !== 'auth' || isUserAndPassword(value) ? isValue(value) : null),
    rotate: 'Revoke the token, or change the password, at the registry; log in with a credential helper instead.',
  },
  {
    // https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo; keys are told by what they are.
    id: 'kubeconfig-login',
    title: 'Login at a Kubernetes cluster',
    severity: 'error',
    anchors: ['token', 'password'],
    pattern: /(?<=[\s"-])(?:token|password)"?[ \t]{0,4}:[ \t]{0,4}["']?(?<value>[^\s"'#{}[\]]{4,4000})/y,
    paths: /\/\.kube\/[^/]*$|kubeconfig[^/]*$|\/kubernetes\/[^/]*\.conf$|\/k3s\.yaml$/,
    reach: 4096,
    generic: true,
    check: isValue,
    rotate: 'Delete the service account’s token, or end the user’s sessions at whoever logs users in for the cluster.',
  },
  {
    // Also in the databases of gcloud, which are SQLite.
    id: 'google-refresh-token',
    title: 'Google login that lasts',
    severity: 'error',
    anchors: ['refresh_token'],
    pattern: /refresh_token"?[ \t]{0,4}[:=][ \t]{0,4}"?(?<value>1\/\/?[A-Za-z0-9_-]{30,200})/y,
    distinctive: true,
    rotate: 'Run gcloud auth revoke for the account, or remove the app at myaccount.google.com/permissions.',
  },
  {
    // https://rclone.org/commands/rclone_obscure/: what it obscures, everyone can read.
    id: 'rclone-password',
    title: 'Password in rclone’s settings',
    severity: 'error',
    anchors: ['pass', 'secret', 'token'],
    pattern:
      /(?<=(?:^|\n)(?:access_|client_|bearer_)?)(?:password2?|pass|secret_access_key|secret_key|secret|token)[ \t]{0,4}=[ \t]{0,4}(?:\{"access_token":")?(?<value>[^\s"{}]{6,2000})/y,
    paths: /\/rclone[^/]*\.conf$/,
    reach: 4096,
    generic: true,
    check: isValue,
    rotate: 'Change the password or revoke the token at the storage that the section names.',
  },
  {
    // https://s3tools.org/kb/item14.htm, https://cloud.google.com/storage/docs/boto-gsutil
    id: 's3-settings-secret',
    title: 'Secret of a storage account',
    severity: 'error',
    anchors: ['secret', 'gs_secret_access_key', 'aws_secret_access_key', 'access_token', 'gpg_passphrase'],
    pattern: settingLine('(?:gs_|aws_)?secret(?:_access)?_key|access_token|gpg_passphrase'),
    paths: /\/\.?s3cfg$|\/\.?boto(?:\.cfg)?$|\/\.passwd-s3fs$/,
    generic: true,
    check: isValue,
    rotate: 'Delete the access key in the console of the storage, and make another one.',
  },
  {
    id: 'ansible-vault',
    title: 'Ansible vault (encrypted)',
    severity: 'info',
    anchors: ['$ANSIBLE_VAULT;'],
    pattern: /\$ANSIBLE_VAULT;1\.[12];AES(?:256)?(?:;[\w.-]{1,64})?\s{1,40}[0-9a-f]{64}/y,
    rotate:
      'Nothing has to be done while the vault’s password is long and stands nowhere else; ansible-vault rekey changes it.',
  },
  {
    // Attributes whose name ends so; others speak about a secret: password_length, secret_name.
    id: 'terraform-secret',
    title: 'Secret in Terraform’s state or variables',
    severity: 'error',
    anchors: [
      'password',
      'passwd',
      'secret',
      'token',
      'private_key',
      'access_key',
      'api_key',
      'passphrase',
      'connection_string',
    ],
    pattern:
      /(?:password|passwd|secret|secret_key|token|private_key(?:_pem|_openssh)?|access_key|api_key|passphrase|connection_string)"?[ \t]{0,20}[:=](?<=(?:^|["\s])[a-z0-9_]{0,60}"?[ \t]{0,20}[:=])[ \t]{0,4}"(?<value>[^"\s\\][^"\s\\]{5,2000})"/y,
    paths: /\.tfstate(?:\.(?:backup|\d{1,12}))*$|\.tfvars(?:\.json)?$/,
    reach: 4096,
    generic: true,
    check: isValue,
    rotate: 'Change the secret where it belongs, and keep the state in a backend and the variable in the environment.',
  },
  {
    // https://subversion.apache.org/faq.html#plaintext-passwords
    id: 'subversion-password',
    title: 'Password in Subversion’s store',
    severity: 'error',
    anchors: ['password'],
    pattern: /(?<=K 8\r?\n)password\r?\nV \d{1,3}\r?\n(?<value>[^\r\n]{3,200})/y,
    paths: /\/auth\/svn\.(?:simple|ssl\.client-passphrase)\//,
    generic: true,
    check: isValue,
    rotate: noted,
  },
  {
    // https://wiki.debian.org/sSMTP, https://marlam.de/msmtp/msmtp.html#Configuration-files
    id: 'mail-relay-password',
    title: 'Password of a mail relay',
    severity: 'error',
    anchors: ['authpass', 'password'],
    anyCase: true,
    pattern: /(?<=(?:^|\n)[ \t]{0,8})(?:authpass[ \t]{0,4}=|password[ \t]{1,8})[ \t]{0,4}"?(?<value>[^\s"=]{3,200})/iy,
    paths: /\/ssmtp(?:\/ssmtp)?\.conf$|\/\.?msmtprc$/,
    generic: true,
    check: isValue,
    rotate: noted,
  },
  {
    // https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/
    id: 'redis-password',
    title: 'Password in Redis’ settings',
    severity: 'error',
    anchors: ['requirepass', 'masterauth'],
    pattern: /(?<=(?:^|\n)[ \t]{0,8})(?:requirepass|masterauth)[ \t]{1,8}"?(?<value>[^\s"]{3,400})/y,
    paths: /\/(?:redis|valkey|sentinel)[^/]*\.conf$/,
    generic: true,
    check: isValue,
    rotate: 'Set another one with CONFIG SET requirepass, and mount the file when the container starts.',
  },
];

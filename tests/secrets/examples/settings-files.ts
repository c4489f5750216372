import type { Examples } from './index.ts';

const login = btoa('ci:hunter22');
const refreshToken = `1//0${'gAbC-dEf_123'.repeat(5)}`;

export const settingsFiles: Readonly<Record<string, Examples>> = {
  'netrc-password': {
    path: '/root/.netrc',
    matches: [
      'machine git.example.com login ci password ⟦hunter22⟧',
      'machine git.example.com\n  login ci\n  password\t⟦hunter22⟧\n',
    ],
    misses: ['machine git.example.com login ci', 'machine git.example.com login ci password $PASSWORD'],
    worst: [' password ', ' password $a'],
  },
  'git-url-password': {
    path: '/app/.git/config',
    matches: [
      '[remote "origin"]\n\turl = https://ci:⟦hunter22⟧@git.example.com/acme/shop.git',
      'url = https://⟦0123456789abcdefABCDEF0123456789⟧:x-oauth-basic@git.example.com/acme/shop.git',
      'url = https://⟦0123456789abcdefABCDEF0123456789⟧@git.example.com/acme/shop.git',
    ],
    misses: [
      'url = https://git.example.com/acme/shop.git',
      'url = https://me@git.example.com/acme/shop.git',
      'url = ssh://git@git.example.com/acme/shop.git',
      'url = https://ci:${TOKEN}@git.example.com/acme/shop.git',
    ],
    worst: ['https://', `https://${'a'.repeat(100)}:`, `https://${'a'.repeat(400)}`, `https://a:aaaa:x-oauth-basic`],
  },
  'git-authorization-header': {
    path: '/app/.git/config',
    matches: [
      `[http "https://git.example.com/"]\n\textraheader = AUTHORIZATION: basic ⟦${login}⟧`,
      'extraheader = Authorization: Bearer ⟦t0kenOfTheServer⟧',
    ],
    misses: [`extraheader = AUTHORIZATION: basic ${btoa('no colon in here')}`, 'extraheader = Accept: text/html,all'],
    worst: [
      'authorization: basic ',
      `authorization: basic ${'A'.repeat(400)} `,
      `authorization: basic ${'A'.repeat(12)}`,
    ],
  },
  'docker-login': {
    path: '/root/.docker/config.json',
    matches: [
      `{"auths": {"registry.example.com": {"auth": "⟦${login}⟧"}}}`,
      '{"auths": {"registry.example.com": {"identitytoken": "⟦t0kenOfTheRegistry⟧"}}}',
    ],
    misses: [
      `{"auths": {"registry.example.com": {"auth": "${btoa('no colon in here')}"}}}`,
      '{"auths": {"registry.example.com": {}}, "credsStore": "desktop"}',
      '{"auth": "optional-user"}',
    ],
    worst: ['"auth":"', `"auth":"${'A'.repeat(8000)}"`, `"auth":"${'A'.repeat(12)}"`],
  },
  'kubeconfig-login': {
    path: '/root/.kube/config',
    matches: [
      'users:\n- name: ci\n  user:\n    token: ⟦t0kenOfTheUser⟧\n',
      '    password: "⟦hunter22⟧"\n    username: ci',
    ],
    misses: ['    tokenFile: /var/run/token', '    token: ${TOKEN}', '    token: ""'],
    worst: [' token: ', ` token: ${'a'.repeat(4000)} `],
  },
  'google-refresh-token': {
    path: '/root/.config/gcloud/application_default_credentials.json',
    matches: [`{"refresh_token": "⟦${refreshToken}⟧"}`, `gs_oauth2_refresh_token = ⟦${refreshToken}⟧`],
    misses: ['{"refresh_token": "1//short"}', '{"refresh_token": ""}', 'refresh_token=refresh_token'],
    worst: ['refresh_token="1//', `refresh_token="1//${'a'.repeat(29)}`],
  },
  'rclone-password': {
    path: '/root/.config/rclone/rclone.conf',
    matches: [
      '[box]\ntype = sftp\npass = ⟦Zm9vYmFyYmF6cXV4⟧',
      '[drive]\ntoken = {"access_token":"⟦ya29.t0ken⟧","expiry":"2026-01-01"}',
      '[s3]\nsecret_access_key = ⟦hunter22hunter22⟧',
    ],
    misses: ['[box]\ntype = sftp\nkey_file = /root/key', 'pass = ', '# pass = Zm9vYmFyYmF6cXV4'],
    worst: ['\npass = ', `\npass = ${'a'.repeat(5)} `, '\naccess_pass'],
  },
  's3-settings-secret': {
    path: '/root/.s3cfg',
    matches: [
      '[default]\naccess_key = me\nsecret_key = ⟦hunter22hunter22⟧',
      'gs_secret_access_key = ⟦hunter22hunter22⟧',
    ],
    misses: ['[default]\nsecret_key = \n', 'use_https = True', '# secret_key = hunter22hunter22'],
    worst: ['\nsecret_key = ', `\nsecret_key = ${'a'.repeat(400)}`],
  },
  'ansible-vault': {
    path: '/app/group_vars/all/vault.yml',
    matches: [
      `⟦$ANSIBLE_VAULT;1.1;AES256\n${'3031'.repeat(16)}⟧`,
      `secret: !vault |\n  ⟦$ANSIBLE_VAULT;1.2;AES256;prod\n  ${'3031'.repeat(16)}⟧`,
    ],
    misses: ['$ANSIBLE_VAULT;1.1;AES256', '$ANSIBLE_VAULT;1.1;AES256\nnot hex'],
    worst: ['$ANSIBLE_VAULT;1.1;AES256\n', `$ANSIBLE_VAULT;1.2;AES256;${'a'.repeat(64)}${' '.repeat(40)}`],
  },
  'terraform-secret': {
    path: '/infra/terraform.tfstate',
    matches: [
      '{"attributes": {"master_password": "⟦hunter22⟧", "password_length": "16-characters"}}',
      '"client_secret" : "⟦hunter22⟧"',
      'db_password = "⟦hunter22⟧"',
    ],
    misses: [
      '"password_policy": "strict-and-long"',
      '"secret_name": "shop/database"',
      '"password": null',
      '"token": "${var.token}"',
    ],
    worst: ['"password":"', `"password":"${'a'.repeat(2000)}`, `${'a'.repeat(40)}password`],
  },
  'subversion-password': {
    path: '/root/.subversion/auth/svn.simple/d3b07384d113edec49eaa6238ad5ff00',
    matches: ['K 8\npassword\nV 8\n⟦hunter22⟧\nK 15\nsvn:realmstring'],
    misses: ['K 8\npasstype\nV 6\nsimple\n', 'K 8\npassword\nV 8\n${PASSWORD}'],
    worst: ['K 8\npassword\nV 8\n', 'K 8\npassword\n'],
  },
  'mail-relay-password': {
    path: '/etc/ssmtp/ssmtp.conf',
    matches: ['AuthUser=ci\nAuthPass=⟦hunter22⟧\n', 'account default\n  password ⟦hunter22⟧\n'],
    misses: ['#AuthPass=hunter22', 'passwordeval gpg -d pass.gpg', 'AuthPass=$PASSWORD'],
    worst: ['\npassword ', '\nauthpass=', '        password'],
  },
  'redis-password': {
    path: '/etc/redis/redis.conf',
    matches: ['port 6379\nrequirepass ⟦hunter22⟧\n', 'masterauth "⟦hunter22⟧"'],
    misses: ['# requirepass foobared', 'requirepass ""', 'requirepass $PASSWORD'],
    worst: ['\nrequirepass ', `\nrequirepass $${'a'.repeat(400)}`],
  },
};

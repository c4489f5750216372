import { expect, test } from 'vitest';
import { detectors } from '../../src/secrets/detectors/index.ts';

/** Files that each is meant for, and one that it is not. */
const files: Readonly<Record<string, { fits: readonly string[]; not: string }>> = {
  'shadow-hash': {
    fits: ['/etc/shadow', '/etc/shadow-', '/var/backups/shadow.bak', '/root/anaconda-ks.cfg', '/src/Dockerfile', ''],
    not: '/app/users.yml',
  },
  'htpasswd-hash': { fits: ['/etc/nginx/.htpasswd', '/srv/htpasswd', '/srv/htpasswd.users'], not: '/srv/index.php' },
  'pgpass-password': { fits: ['/root/.pgpass'], not: '/usr/share/pgpass.md' },
  'mysql-options-password': {
    fits: ['/root/.my.cnf', '/etc/mysql/debian.cnf', '/etc/my.cnf'],
    not: '/etc/openssl.cnf',
  },
  'netrc-password': { fits: ['/root/.netrc', '/root/_netrc'], not: '/app/netrc.js' },
  'git-url-password': {
    fits: [
      '/app/.git/config',
      '/app/.git/modules/lib/config',
      '/srv/git/shop.git/config',
      '/root/.git-credentials',
      '/root/.gitconfig',
      '/root/.config/git/credentials',
    ],
    not: '/app/config',
  },
  'docker-login': {
    fits: [
      '/root/.docker/config.json',
      '/kaniko/.docker/config.json',
      '/root/.dockercfg',
      '/run/containers/0/auth.json',
    ],
    not: '/app/package.json',
  },
  'kubeconfig-login': {
    fits: ['/root/.kube/config', '/etc/kubernetes/admin.conf', '/etc/rancher/k3s/k3s.yaml', '/app/kubeconfig.yml'],
    not: '/app/values.yaml',
  },
  'rclone-password': { fits: ['/root/.config/rclone/rclone.conf'], not: '/etc/nginx/nginx.conf' },
  's3-settings-secret': { fits: ['/root/.s3cfg', '/root/.boto', '/etc/boto.cfg'], not: '/app/s3.cfg' },
  'terraform-secret': {
    fits: [
      '/infra/terraform.tfstate',
      '/infra/terraform.tfstate.backup',
      '/infra/prod.auto.tfvars',
      '/infra/x.tfvars.json',
    ],
    not: '/infra/main.tf',
  },
  'npm-login': { fits: ['/root/.npmrc', '/usr/local/etc/npmrc', '/app/Dockerfile', ''], not: '/app/README.md' },
  'yarn-login': { fits: ['/app/.yarnrc.yml'], not: '/app/yarn.lock' },
  'pypirc-password': { fits: ['/root/.pypirc'], not: '/app/setup.cfg' },
  'pip-index-password': {
    fits: ['/etc/pip.conf', '/root/.config/pip/pip.conf', '/app/requirements-dev.txt', '/app/.env', ''],
    not: '/app/notes.txt',
  },
  'cargo-token': {
    fits: ['/root/.cargo/credentials', '/usr/local/cargo/credentials.toml'],
    not: '/root/.cargo/config.toml',
  },
  'composer-login': { fits: ['/root/.composer/auth.json', '/app/auth.json', ''], not: '/app/composer.json' },
  'maven-password': { fits: ['/root/.m2/settings.xml', '/usr/share/maven/conf/settings.xml'], not: '/app/pom.xml' },
  'gradle-password': {
    fits: ['/root/.gradle/gradle.properties', '/app/keystore.properties'],
    not: '/app/messages.properties',
  },
  'nuget-password': { fits: ['/root/.nuget/NuGet/NuGet.Config', '/app/nuget.config'], not: '/app/web.config' },
  'command-line-password': {
    fits: ['/root/.bash_history', '/root/.zsh_history', '/root/.local/share/fish/fish_history', '/app/run.sh', ''],
    not: '/app/index.js',
  },
  'wordpress-secret': { fits: ['/var/www/html/wp-config.php'], not: '/var/www/html/index.php' },
  'django-secret-key': { fits: ['/app/shop/settings.py', '/app/shop/settings/prod.py'], not: '/app/shop/models.py' },
  'notebook-secret': { fits: ['/srv/report/analysis.ipynb'], not: '/srv/report/analysis.py' },
};

test.each(Object.entries(files))('%s looks at its files only', (id, { fits, not }) => {
  const paths = detectors.find((detector) => detector.id === id)?.paths;
  for (const path of fits) expect(paths?.test(path), path).toBe(true);
  expect(paths?.test(not), not).toBe(false);
});

import type { Examples } from './index.ts';

const hash = (length: number): string => 'aB3.dE6/gH'.repeat(10).slice(0, length);

export const accounts: Readonly<Record<string, Examples>> = {
  'shadow-hash': {
    path: '/etc/shadow-',
    matches: [
      `root:⟦$6$s4lTs4lT$${hash(86)}⟧:19000:0:99999:7:::\ndaemon:*:19000::::::`,
      `app:⟦$6$rounds=65600$s4lTs4lT$${hash(86)}⟧:19000::::::`,
      `app:⟦$1$s4lT$${hash(22)}⟧:19000::::::`,
      `app:⟦$5$s4lT$${hash(43)}⟧:19000::::::`,
      `app:⟦$y$j9T$${hash(22)}$${hash(43)}⟧:19000::::::`,
      `app:⟦$gy$j9T$${hash(22)}$${hash(43)}⟧:19000::::::`,
      `app:⟦$7$CU..../....${hash(22)}$${hash(43)}⟧:19000::::::`,
      `app:⟦$2b$12$${hash(53)}⟧:19000::::::`,
    ],
    misses: [
      'root:*:19000:0:99999:7:::',
      'root::19000:0:99999:7:::',
      `root:!$6$s4lTs4lT$${hash(86)}:19000:0:99999:7:::`,
      `root:$6$s4lTs4lT$${hash(85)}:19000:0:99999:7:::`,
    ],
    worst: [`:$6$s4lTs4lT$${hash(85)}`, `:$y$${'A'.repeat(30)}${'A'.repeat(90)}`, ':$y$A', `:$7$${'A'.repeat(40)}`],
  },
  'htpasswd-hash': {
    path: '/etc/nginx/.htpasswd',
    matches: [
      `admin:⟦$apr1$s4lTs4lT$${hash(22)}⟧\n`,
      `admin:⟦$2y$05$${hash(53)}⟧\n`,
      `admin:⟦{SHA}${hash(27).replaceAll('.', '+')}=⟧\n`,
    ],
    misses: [`admin:$apr1$s4lTs4lT$${hash(21)}\n`, 'admin:{SHA}short=\n', 'admin:$2y$05$…'],
    worst: [`a:$apr1$s4lTs4lT$${hash(21)}`, `a:$2y$05$${hash(52)}`],
  },
  'pgpass-password': {
    path: '/root/.pgpass',
    matches: [
      'db.example.com:5432:shop:app:⟦hunter2⟧\n',
      'db.example.com:6432:*:app:⟦hun:ter2⟧',
      '*:*:*:app:⟦hunter2⟧',
      'db.example.com:*:*:app:⟦hunter2⟧',
      '*:5432:shop:app:⟦hunter2⟧',
    ],
    misses: ['#hostname:5432:database:username:hunter2', 'db:5432:shop:app', '*:*:*:*:${PGPASSWORD}'],
    worst: ['a:5432:b:c:', `\na:5432:${'b'.repeat(60)}:${'c'.repeat(60)}`, `${'a'.repeat(80)}432:`],
  },
  'mysql-options-password': {
    path: '/root/.my.cnf',
    matches: ['[client]\nuser=root\npassword=⟦hunter2⟧\n', 'password = "⟦hunter2 and more⟧"\n'],
    misses: ['[client]\npassword\n', 'password=${MYSQL_PASSWORD}', '# password=hunter2', 'default_password_lifetime=0'],
    worst: ['\npassword=', '\npassword=$', '        password'],
  },
};

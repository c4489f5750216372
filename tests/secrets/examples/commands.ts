import type { Examples } from './index.ts';

export const commands: Readonly<Record<string, Examples>> = {
  'command-line-password': {
    path: '/root/.bash_history',
    matches: [
      'mysql -h db -u root -p⟦hunter22⟧ shop',
      "mysqldump -uroot -p'⟦hunter22⟧' shop > dump.sql",
      'sshpass -p ⟦hunter22⟧ ssh me@example.com',
      'docker login -u ci -p ⟦hunter22⟧ registry.example.com',
      'curl -s -u ci:⟦hunter22⟧ https://api.example.com/',
      'wget --user=ci --password=⟦hunter22⟧ https://example.com/x',
      "podman login --username ci --password '⟦hunter22⟧'",
    ],
    misses: [
      'mysql -u root -p shop',
      'mkdir -p /srv/data/files',
      'docker run -p 8080:80 nginx',
      'docker login -u ci -p $PASSWORD',
      'docker login -u ci --password-stdin',
      'chown -R app:users /srv; docker run -u 1000:1000 nginx',
      'curl -u "$USER:$PASSWORD" https://example.com',
      'mysql -P3306 -p"${PASSWORD}"',
    ],
    worst: [
      'mysql -paaaa',
      'm -paaaa',
      'ms -paaaa',
      ' -ua:aaaa',
      ' --password=',
      ` -u${'a'.repeat(60)}`,
      ` --password=$${'a'.repeat(127)}`,
    ],
  },
};

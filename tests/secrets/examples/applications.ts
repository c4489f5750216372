import type { Examples } from './index.ts';

const hex = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(4);
const key = btoa(Array.from({ length: 32 }, (_, at) => String.fromCharCode(at * 7 + 3)).join(''));

export const applications: Readonly<Record<string, Examples>> = {
  'wordpress-secret': {
    path: '/var/www/html/wp-config.php',
    matches: ["define( 'DB_PASSWORD', '⟦hunter22⟧' );", `define('SECURE_AUTH_KEY', "⟦a|b c;d-e(f)⟧");`],
    misses: [
      "define( 'DB_PASSWORD', 'password_here' );",
      "define( 'AUTH_KEY', 'put your unique phrase here' );",
      "define( 'DB_PASSWORD', getenv('DB_PASSWORD') );",
      "define( 'DB_USER', 'hunter22' );",
    ],
    worst: ["AUTH_KEY', '", `AUTH_KEY', '${'a'.repeat(100)}`],
  },
  'django-secret-key': {
    path: '/app/shop/settings.py',
    matches: [
      "SECRET_KEY = '⟦k3y-0f-th3-sh0p-that-signs⟧'",
      `app.config["SECRET_KEY"] = "⟦k3y-0f-th3-sh0p-that-signs⟧"`,
    ],
    misses: [
      "SECRET_KEY = os.environ['SECRET_KEY']",
      "SECRET_KEY = ''",
      "SECRET_KEY = 'aaaaaaaaaaaaaaaaaaaaaaaa'",
      "SECRET_KEY = '{{secret_key_of_this}}'",
    ],
    worst: ['SECRET_KEY="', `SECRET_KEY="${'a'.repeat(200)}"`, `SECRET_KEY="${'a'.repeat(16)}"`],
  },
  'rails-secret-key': {
    path: '/app/config/secrets.yml',
    matches: [`production:\n  secret_key_base: ⟦${hex}⟧\n`, `ENV SECRET_KEY_BASE=⟦${hex.slice(0, 64)}⟧`],
    misses: [
      'secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>',
      `SECRET_KEY_BASE=${'0'.repeat(128)}`,
      'SECRET_KEY_BASE=dummy',
    ],
    worst: [`SECRET_KEY_BASE=${'0'.repeat(128)} `, `SECRET_KEY_BASE=${'0'.repeat(64)} `],
  },
  'laravel-app-key': {
    matches: [`APP_KEY=base64:⟦${key}⟧`, `'key' => 'base64:⟦${key}⟧',`],
    misses: ['APP_KEY=base64:', `APP_KEY=base64:${btoa('\0'.repeat(32))}`, `data:image/png;base64:${key}`],
    worst: [`APP_KEY=base64:${btoa('\0'.repeat(32))}`, `APP_KEY=base64:${'A'.repeat(43)}`],
  },
  'notebook-secret': {
    path: '/srv/report/analysis.ipynb',
    matches: [
      String.raw`"API_TOKEN = \"⟦t0ken-0f-th3-service⟧\"\n",`,
      `"password='⟦hunter2-of-me⟧'\\n",`,
      String.raw`"os.environ[\"DB_PASSWORD\"] = \"⟦hunter2-of-me⟧\"\n"`,
    ],
    misses: [
      String.raw`"API_TOKEN = os.environ[\"API_TOKEN\"]\n"`,
      String.raw`"password = \"your-password\"\n"`,
      String.raw`"token = \"plain_words\"\n"`,
    ],
    worst: ['password="', String.raw`password=\"${'a1b2'.repeat(50)}`, String.raw`password=\"a1a1a1a1\"`],
  },
};

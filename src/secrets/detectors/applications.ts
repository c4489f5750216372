import { decodeBase64 } from '../../bytes/base64.ts';
import type { Detector } from '../detector.ts';
import { entropyOf } from '../entropy.ts';
import { isPasswordPlaceholder } from '../password-placeholder.ts';

const signsSessions =
  'Put a new one in its place, which ends all sessions, and give it to the container when it starts.';

/** Keys of web frameworks, and secrets in notebooks. */
export const applications: readonly Detector[] = [
  {
    // https://developer.wordpress.org/advanced-administration/wordpress/wp-config/
    id: 'wordpress-secret',
    title: 'Secret in WordPress’ settings',
    severity: 'error',
    anchors: ['DB_PASSWORD', 'AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'],
    pattern:
      /(?:DB_PASSWORD|(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))['"]\s{0,8},\s{0,8}['"](?<value>[^'"\r\n]{1,100})['"]\s{0,4}\)/y,
    paths: /\/wp-config[^/]*\.php$/,
    generic: true,
    check: (value) => (isPasswordPlaceholder(value) ? null : 'error'),
    rotate: 'Give the database’s user a new password, and take new keys from api.wordpress.org/secret-key/1.1/salt.',
  },
  {
    // https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
    id: 'django-secret-key',
    title: 'Secret key of Django or Flask',
    severity: 'error',
    anchors: ['SECRET_KEY'],
    pattern: /(?<![A-Z0-9_])SECRET_KEY["']?\]?[ \t]{0,4}[:=][ \t]{0,4}b?["'](?<value>[^"'\s\\]{16,200})["']/y,
    paths: /\/(?:[^/]*settings[^/]*|settings\/[^/]+|config[^/]*|app|__init__)\.py$/,
    generic: true,
    check: (value) => (isPasswordPlaceholder(value) || entropyOf(value) < 3 ? null : 'error'),
    rotate: signsSessions,
  },
  {
    // https://guides.rubyonrails.org/security.html#session-storage
    id: 'rails-secret-key',
    title: 'Secret key of Rails',
    severity: 'error',
    anchors: ['secret_key_base', 'SECRET_KEY_BASE'],
    pattern:
      /(?:secret_key_base|SECRET_KEY_BASE)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<value>[0-9a-f]{64,128})(?![0-9a-z])/y,
    generic: true,
    check: (value) => (entropyOf(value) > 3 ? 'error' : null),
    rotate: signsSessions,
  },
  {
    // https://laravel.com/docs/encryption#configuration: 16 or 32 bytes.
    id: 'laravel-app-key',
    title: 'Key of Laravel',
    severity: 'error',
    anchors: ['base64:'],
    pattern: /(?<=(?:APP_KEY|["']key)["']?\s{0,4}(?:=>?|:|,)\s{0,4}["']?)base64:(?<value>[A-Za-z0-9+/]{22,43}={1,2})/y,
    generic: true,
    check: (value) => {
      const length = decodeBase64(value)?.length;
      return (length === 16 || length === 32) && entropyOf(value) > 3 ? 'error' : null;
    },
    rotate:
      'Make a new one with php artisan key:generate, and name this one in APP_PREVIOUS_KEYS while old data is read.',
  },
  {
    // A cell’s lines are JSON strings: quotes in them stand behind a backslash.
    id: 'notebook-secret',
    title: 'Secret in a notebook',
    severity: 'error',
    anchors: ['password', 'passwd', 'secret', 'token', 'api_key', 'apikey', 'access_key'],
    anyCase: true,
    pattern:
      /(?:password|passwd|secret|token|api_?key|access_?key)[a-z_]{0,8}(?:\\"|')?\]?[ \t]{0,4}[=:][ \t]{0,4}(?:\\"|')(?<value>[^\s"'\\]{8,200})(?:\\"|')/iy,
    paths: /\.ipynb$/,
    generic: true,
    check: (value) =>
      !/[^a-z_-]/i.test(value) || new Set(value).size < 6 || isPasswordPlaceholder(value) ? null : 'error',
    rotate: 'Change the secret at its issuer, take it out of the notebook, and read it from the environment there.',
  },
];

// What a Python is started with (docs.python.org/3/using/cmdline.html).

type Word = string | null;

export type PythonCall =
  | { readonly kind: 'module' | 'text' | 'file'; readonly value: string; readonly rest: readonly Word[] }
  /** Nothing, or what comes through its input. */
  | { readonly kind: 'open' }
  /** A word that only the running container knows. */
  | { readonly kind: 'unknown' }
  /** It only tells its version, or its options. */
  | { readonly kind: 'none' };

const valued = new Set(['-W', '-X', '-Q', '--check-hash-based-pycs']);
const tells = new Set(['-V', '-VV', '--version', '-h', '-?', '--help', '--help-env', '--help-xoptions', '--help-all']);

/** In one word stand several options, and the value of the last: `-um`, `-Wignore`, `-mhttp.server`. */
function splitOption(word: string): { option: string; value: string } | null {
  if (word.startsWith('--')) return null;
  const at = word.search(/[mcWXQ]/);
  return at < 1 ? null : { option: `-${word.charAt(at)}`, value: word.slice(at + 1) };
}

export function callOf(words: readonly Word[]): PythonCall {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as Word;
    if (word === null) return { kind: 'unknown' };
    if (tells.has(word)) return { kind: 'none' };
    if (word === '-') return { kind: 'open' };
    if (!word.startsWith('-')) return { kind: 'file', value: word, rest: words.slice(at + 1) };
    const split = splitOption(word);
    if (split === null) at += valued.has(word) ? 1 : 0;
    else {
      const value = split.value === '' ? words[++at] : split.value;
      if (valued.has(split.option)) continue;
      if (value == null) return { kind: 'unknown' };
      return { kind: split.option === '-m' ? 'module' : 'text', value, rest: words.slice(at + 1) };
    }
  }
  return { kind: 'open' };
}

/** Programs that are scripts of Python, and import what their arguments name. */
const tools: ReadonlySet<string> = new Set([
  ...[
    'gunicorn',
    'uvicorn',
    'hypercorn',
    'daphne',
    'waitress-serve',
    'granian',
    'uwsgi',
    'pyuwsgi',
    'cheroot',
    'twistd',
  ],
  ...['celery', 'dramatiq', 'rq', 'rqworker', 'arq', 'huey_consumer', 'huey_consumer.py', 'taskiq', 'flower'],
  ...['flask', 'fastapi', 'django-admin', 'quart', 'sanic', 'litestar', 'streamlit', 'chainlit', 'alembic', 'airflow'],
  ...['gunicorn3', 'supervisord', 'ddtrace-run', 'newrelic-admin', 'opentelemetry-instrument', 'watchmedo', 'aerich'],
  ...['jupyter', 'pytest', 'scrapy', 'prefect', 'dagster', 'mlflow', 'locust', 'functions-framework', 'debugpy'],
]);

export const isTool = (name: string): boolean => tools.has(name);

/** `--app=web:app` names as `web:app` does; null for an option without a value. */
export const valueIn = (word: string): string | null => {
  if (!word.startsWith('-')) return word;
  const at = word.indexOf('=');
  return at < 0 ? null : word.slice(at + 1);
};

/** Variables of the environment by whose value something is imported. */
export const namesModule = (variable: string): boolean =>
  /^(?:APP_MODULE|MODULE_NAME|FLASK_APP|GUNICORN_CMD_ARGS|\w*_(?:SETTINGS|CONFIG|APP)_MODULE|\w+_APP|\w+_SETTINGS)$/.test(
    variable,
  );

import type { Surroundings } from './detector.ts';

const settingsName =
  /(?:\.(?:env|properties|ini|conf|config|cfg|cnf|ya?ml|json|jsonc|toml|xml|tf|tfvars|tfstate|plist|reg|log|sh|bash|zsh|ps1|txt|csv|sql|pem|key|ipynb)|\/(?:\.env(?:\.[^/]*)?|\.[a-z]+rc|\.?[a-z]+_history|dockerfile[^/]*|containerfile[^/]*|environment|credentials|config|\.git-credentials|\.htpasswd|\.pgpass|\.netrc))(?:\.gz)?$/i;
const root = /^\/(?:etc|root|run|home\/[^/]+)\/[^/]+$/;

/** Whether a text is one of settings, where values stand bare, or one of a program. */
export const kindOfText = (path: string): Surroundings['kind'] =>
  path === '' || settingsName.test(path) || root.test(path) ? 'settings' : 'code';

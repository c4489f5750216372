import type { ProjectFacts } from './project-facts.ts';

/** Tools that read .env files while they build, by the packages that bring them. */
const bundlers: ReadonlyMap<string, string> = new Map([
  ['vite', 'Vite'], ['next', 'Next.js'], ['react-scripts', 'Create React App'], ['nuxt', 'Nuxt'], ['astro', 'Astro'], ['gatsby', 'Gatsby'],
  ['@sveltejs/kit', 'SvelteKit'], ['@vue/cli-service', 'Vue CLI'], ['parcel', 'Parcel'], ['@craco/craco', 'CRACO'],
  ['@remix-run/dev', 'Remix'], ['dotenv-webpack', 'dotenv-webpack'], ['rollup-plugin-dotenv', 'rollup-plugin-dotenv'],
  ['babel-plugin-inline-dotenv', 'babel-plugin-inline-dotenv'], ['vitepress', 'VitePress'], ['expo', 'Expo'], ['@redwoodjs/core', 'Redwood'],
  ['@rsbuild/core', 'Rsbuild'], ['@umijs/max', 'Umi'], ['umi', 'Umi'], ['@quasar/app-vite', 'Quasar'], ['@quasar/app-webpack', 'Quasar'],
]); // prettier-ignore

/** Files that a build for production reads; those for development and tests it does not. */
export const isForProduction = (name: string): boolean => /^\.env(?:\.local|\.production(?:\.local)?)?$/.test(name);

/** Commands that start the program itself, which may then load its .env. */
const starts = (name: string, words: readonly string[]): boolean =>
  /^(?:artisan|console|django-admin|flask|manage\.py|rails|rake)$/.test(name) ||
  words.some((word) => /(?:^|\/)(?:artisan|bin\/console|manage\.py|rails|rake)$/.test(word)) ||
  (/^(?:python[\d.]*|node|tsx|ts-node|php|ruby)$/.test(name) &&
    words.some((word) => /\.(?:py|[cm]?[jt]s|php|rb)$/.test(word)));

const loaders =
  /python-dotenv|django-environ|python-decouple|pydantic[-_]settings|\benviron\b|vlucas\/phpdotenv|laravel\/framework|symfony\/dotenv|dotenv/;

/** What reads `.env` files while the image is built, for people; null where nothing is known to. */
export function environmentReader({ calls, builds, packages, mentions, unread }: ProjectFacts): string | null {
  const bundler = [...packages].find((name) => bundlers.has(name));
  if (bundler !== undefined && builds.has('node')) return bundlers.get(bundler) ?? null;
  if (builds.has('node') && unread.includes('package.json')) return 'the build of package.json, as far as is known';
  for (const { command } of calls) {
    const words = command.args.map(({ value }) => value);
    const said = [command.name, ...words];
    if (
      said.some(
        (word) => word === 'env-cmd' || word === 'dotenv' || word === 'dotenvx' || word.startsWith('--env-file'),
      )
    )
      return command.name;
    if (['.', 'source'].includes(command.name) && words.some((word) => /(?:^|\/)\.env/.test(word))) return command.name;
    if (starts(command.name, words) && mentions(loaders)) return `${command.name} ${words[0] ?? ''}`.trim();
  }
  return null;
}

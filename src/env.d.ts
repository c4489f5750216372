/** The version in package.json, put in at build time by vite.config.ts. */
declare const __APP_VERSION__: string;

/** The version in package.json, put in at build time by vite.config.ts. */
declare const __APP_VERSION__: string;

/** Addresses of ShellCheck's two files, by vite.config.ts. */
declare module 'virtual:shellcheck' {
  export const wasm: string;
  export const glue: string;
}

/** The text of a module, as Vite gives it. */
declare module '*?raw' {
  const text: string;
  export default text;
}

/** The version in package.json, put in at build time by vite.config.ts. */
declare const __APP_VERSION__: string;

/** Whether this build is the page as one file (vite.single.config.ts). */
declare const __SINGLE_FILE__: boolean;

/** ShellCheck's two files: the address of the program (a data: address in the page as one file), and what loads its glue. */
declare module 'virtual:shellcheck' {
  export const wasm: string;
  export const loadGlue: () => Promise<{ default: unknown }>;
}

/** The text of a module, as Vite gives it. */
declare module '*?raw' {
  const text: string;
  export default text;
}

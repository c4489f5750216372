import type { ImageConfig } from '../image/model.ts';

/** What a config says, with each text shown by `hide`. */
export const hideInConfig = (config: ImageConfig, hide: (text: string) => string): ImageConfig => ({
  ...config,
  env: config.env.map(hide),
  labels: Object.fromEntries(Object.entries(config.labels).map(([name, value]) => [name, hide(value)])),
  entrypoint: config.entrypoint.map(hide),
  cmd: config.cmd.map(hide),
  healthcheck: config.healthcheck && config.healthcheck.map(hide),
  onBuild: config.onBuild.map(hide),
});

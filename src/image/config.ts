// The image config: https://github.com/opencontainers/image-spec/blob/main/config.md, and Docker's additions
// (Healthcheck, Shell, OnBuild), which docker and buildah write.
import { asArray, asObject, asText, asTextOrNull, asTexts, type JsonObject } from './json.ts';
import type { HistoryEntry, ImageConfig } from './model.ts';

export interface DecodedConfig {
  readonly platform: string;
  readonly created: string | null;
  readonly config: ImageConfig;
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryEntry[];
}

/** Keys of a set written as an object with empty values: ExposedPorts, Volumes. */
const keysOf = (value: unknown): string[] => Object.keys(asObject(value));

function decodeLabels(value: unknown): Record<string, string> {
  // A label may be called __proto__: an object without a prototype takes it as a key like any other.
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, label] of Object.entries(asObject(value))) labels[key] = asText(label);
  return labels;
}

function decodeRunConfig(run: JsonObject): ImageConfig {
  const healthcheck = asObject(run.Healthcheck);
  return {
    user: asText(run.User),
    workingDir: asText(run.WorkingDir),
    env: asTexts(run.Env),
    entrypoint: asTexts(run.Entrypoint),
    cmd: asTexts(run.Cmd),
    shell: asTexts(run.Shell),
    exposedPorts: keysOf(run.ExposedPorts),
    volumes: keysOf(run.Volumes),
    labels: decodeLabels(run.Labels),
    healthcheck: run.Healthcheck ? asTexts(healthcheck.Test) : null,
    stopSignal: asText(run.StopSignal),
    onBuild: asTexts(run.OnBuild),
  };
}

function decodeHistory(value: unknown): HistoryEntry[] {
  let layer = 0;
  return asArray(value).map((item) => {
    const entry = asObject(item);
    const emptyLayer = entry.empty_layer === true;
    return {
      createdBy: asText(entry.created_by),
      created: asTextOrNull(entry.created),
      comment: asText(entry.comment),
      emptyLayer,
      layer: emptyLayer ? null : layer++,
    };
  });
}

/** `os/architecture[/variant]`; unknown parts as docker writes them. */
export function platformOf(value: JsonObject): string {
  const parts = [asText(value.os) || 'unknown', asText(value.architecture) || 'unknown'];
  const variant = asText(value.variant);
  return [...parts, ...(variant ? [variant] : [])].join('/');
}

/** Turns a parsed config into the model; what is missing is empty, never undefined. */
export function decodeConfig(json: unknown): DecodedConfig {
  const root = asObject(json);
  return {
    platform: platformOf(root),
    created: asTextOrNull(root.created),
    config: decodeRunConfig(asObject(root.config)),
    diffIds: asTexts(asObject(root.rootfs).diff_ids),
    history: decodeHistory(root.history),
  };
}

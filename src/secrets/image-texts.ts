import type { ArchiveImage } from '../image/model.ts';

/** A text of an image that is no file. */
export interface ImageText {
  readonly where: 'env' | 'label' | 'command' | 'history';
  /** Name of the variable or label, the field of the config, or the number of the history's entry. */
  readonly name: string;
  /** The layer that a history's entry made; null for an empty one. */
  readonly layer: number | null;
  readonly text: string;
}

/** Everything in an image's config that may hold a secret: environment, labels, commands, history. */
export function textsOfImage({ config, history }: Pick<ArchiveImage, 'config' | 'history'>): ImageText[] {
  const commands = {
    Entrypoint: config.entrypoint,
    Cmd: config.cmd,
    Healthcheck: config.healthcheck ?? [],
    OnBuild: config.onBuild,
  };
  return [
    ...config.env.map((text): ImageText => ({ where: 'env', name: text.split('=', 1)[0] ?? '', layer: null, text })),
    ...Object.entries(config.labels).map(([name, value]): ImageText => ({
      where: 'label',
      name,
      layer: null,
      text: `${name}=${value}`,
    })),
    ...Object.entries(commands).map(([name, words]): ImageText => ({
      where: 'command',
      name,
      layer: null,
      text: words.join(' '),
    })),
    ...history.map(({ createdBy, comment, layer }, index): ImageText => ({
      where: 'history',
      name: String(index),
      layer,
      text: comment === '' ? createdBy : `${createdBy}\n${comment}`,
    })),
  ].filter(({ text }) => text !== '');
}

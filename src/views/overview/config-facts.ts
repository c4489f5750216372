import { formatCount } from '../../bytes/units.ts';
import { familiarName } from '../../components/names.ts';
import type { ArchiveImage, ImageFormat } from '../../image/model.ts';

export interface Fact {
  readonly name: string;
  /** Several stand one below the other. */
  readonly value: string | readonly string[];
  /** A command, path or name, shown as code. */
  readonly code?: boolean;
}

const formats: Record<ImageFormat, string> = {
  'docker-archive': 'docker archive',
  'oci-archive': 'OCI archive',
  'oci-layout': 'OCI layout',
  rootfs: 'root file system',
};

/** A command in the exec form is a JSON list, as a Dockerfile writes it. */
const exec = (words: readonly string[]): string => JSON.stringify(words).replaceAll('","', '", "');
const variables = (count: number): string => (count === 1 ? '1 variable' : `${count} variables`);

const listedTags = 10;

/** Every name of an image that has more than the one that it is called by. */
function tagsFact(tags: readonly string[]): Fact | null {
  if (tags.length < 2) return null;
  const more = tags.length - listedTags;
  const rest = more > 0 ? [`and ${formatCount(more)} more`] : [];
  return { name: 'Tags', value: [...tags.slice(0, listedTags).map(familiarName), ...rest], code: true };
}

/** What the image's config says of how it runs, for a glance. What is empty is left out, but not the user. */
export function configFacts({ config, created, format, platform, tags }: ArchiveImage): Fact[] {
  const facts: (Fact | null)[] = [
    tagsFact(tags),
    config.user === ''
      ? { name: 'User', value: 'root: no USER is set' }
      : { name: 'User', value: config.user, code: true },
    config.entrypoint.length > 0 ? { name: 'Entrypoint', value: exec(config.entrypoint), code: true } : null,
    config.cmd.length > 0 ? { name: 'Command', value: exec(config.cmd), code: true } : null,
    config.workingDir ? { name: 'Directory', value: config.workingDir, code: true } : null,
    config.exposedPorts.length > 0 ? { name: 'Ports', value: config.exposedPorts.join(', '), code: true } : null,
    config.volumes.length > 0 ? { name: 'Volumes', value: config.volumes.join(', '), code: true } : null,
    { name: 'Environment', value: variables(config.env.length) },
    { name: 'Platform', value: platform },
    created ? { name: 'Created', value: created.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC') } : null,
    { name: 'Format', value: formats[format] },
  ];
  return facts.filter((fact) => fact !== null);
}

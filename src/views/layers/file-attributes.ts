import { decodeText } from '../../bytes/text.ts';
import { sparseAt } from '../../bytes/sparse-column.ts';
import { attributeText } from '../../layer/attribute-text.ts';
import { capabilityAttribute } from '../../layer/file-capabilities.ts';
import { xattrsOf } from '../../rootfs/event-xattrs.ts';
import { unpackXattrs } from '../../layer/xattrs.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';

/** The extended attributes that an event leaves a path with: a title and a text of each, both hostile. */
export const attributesOf = ({ columns }: Rootfs, event: number): [title: string, text: string][] =>
  unpackXattrs(xattrsOf(columns, event)).map(([name, value]) => [
    name === capabilityAttribute ? 'Capabilities' : `Attribute ${name}`,
    attributeText(name, value),
  ]);

/** Major and minor number of a device; null of everything else. */
export const deviceOf = ({ columns }: Rootfs, event: number): string | null =>
  decodeText(sparseAt(columns.eventDevices, event)) || null;

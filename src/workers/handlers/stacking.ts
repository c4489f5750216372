import { analyseAsTheyCome } from '../../analysis/analyse-image.ts';
import type { LayerTable } from '../../layer/layer-table.ts';
import { rootfsBuffers } from '../../rootfs/columns.ts';
import { messagesOf } from '../messages.ts';
import type { Handlers } from '../protocol.ts';

export const stackingHandlers: Handlers<'stack-layers'> = {
  'stack-layers': async ({ layerCount, tables }) => {
    const output = await analyseAsTheyCome(messagesOf<LayerTable | null>(tables, layerCount));
    return { output, transfer: rootfsBuffers(output.rootfs) };
  },
};

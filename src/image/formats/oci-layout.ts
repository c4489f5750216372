import { indexName } from '../oci-index.ts';
import { readLayout } from '../oci-layout.ts';
import type { ImageFormatReader } from './format.ts';

/** An OCI image layout, in a tar or as a folder; its `oci-layout` file says nothing that is needed. */
export const ociLayout: ImageFormatReader = {
  id: 'oci-layout',
  lookedFor: 'index.json (an OCI image layout)',
  recognises: (index) => index.find(indexName) !== null,
  open: (index, contents) => readLayout(index, contents, index.kind === 'folder' ? 'oci-layout' : 'oci-archive'),
};

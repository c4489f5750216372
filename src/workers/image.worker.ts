import { imageHandlers } from './handlers/image.ts';
import { rehearseReading } from './rehearse-reading.ts';
import { rehearseSearch } from './rehearse-search.ts';
import { rehearse } from './rehearse.ts';
import { serve } from './serve.ts';

void rehearse(self, serve(self, imageHandlers), rehearseReading, rehearseSearch);

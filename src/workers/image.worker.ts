import { imageHandlers } from './handlers/image.ts';
import { rehearseReading } from './rehearse-reading.ts';
import { rehearseSearch } from './rehearse-search.ts';
import { serve } from './serve.ts';

const desk = serve(self, imageHandlers);
const isIdle = (): boolean => desk.isIdle;
// One that fails has no audience: what failed is met again where it matters.
desk.told
  .then(() => rehearseReading(isIdle))
  .then(() => rehearseSearch(isIdle))
  .catch(() => undefined);

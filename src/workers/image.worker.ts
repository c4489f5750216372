import { imageHandlers } from './handlers/image.ts';
import { rehearseReading } from './rehearse-reading.ts';
import { serve } from './serve.ts';

const desk = serve(self, imageHandlers);
// One that fails has no audience: what failed is met again where it matters.
desk.told.then(() => rehearseReading(() => desk.isIdle)).catch(() => undefined);

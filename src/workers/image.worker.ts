import { imageHandlers } from './handlers/image.ts';
import { rehearse } from './rehearse.ts';
import { serve } from './serve.ts';

serve(self, imageHandlers);
// One that fails has no audience: what failed is met again where it matters.
rehearse().catch(() => undefined);

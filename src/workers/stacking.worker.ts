import { stackingHandlers } from './handlers/stacking.ts';
import { rehearseStacking } from './rehearse-stacking.ts';
import { serve } from './serve.ts';

const desk = serve(self, stackingHandlers);
// One that fails has no audience: what failed is met again where it matters.
desk.told.then(() => rehearseStacking(() => desk.isIdle)).catch(() => undefined);

import { dockerfileHandlers } from './handlers/dockerfile.ts';
import { rehearseAudit } from './rehearse-audit.ts';
import { serve } from './serve.ts';

const desk = serve(self, dockerfileHandlers);
// One that fails has no audience: what failed is met again where it matters.
desk.told.then(() => rehearseAudit(() => desk.isIdle)).catch(() => undefined);

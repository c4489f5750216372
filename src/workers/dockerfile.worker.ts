import { dockerfileHandlers } from './handlers/dockerfile.ts';
import { rehearseAudit } from './rehearse-audit.ts';
import { rehearse } from './rehearse.ts';
import { serve } from './serve.ts';

void rehearse(self, serve(self, dockerfileHandlers), rehearseAudit);

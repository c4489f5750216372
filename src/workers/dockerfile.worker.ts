import { dockerfileHandlers } from './handlers/dockerfile.ts';
import { serve } from './serve.ts';

serve(self, dockerfileHandlers);

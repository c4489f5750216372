import { needsHandlers } from './handlers/needs.ts';
import { serve } from './serve.ts';

serve(self, needsHandlers);

import { advisoriesHandlers } from './handlers/advisories.ts';
import { serve } from './serve.ts';

serve(self, advisoriesHandlers);

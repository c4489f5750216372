import { namesHandlers } from './handlers/names.ts';
import { serve } from './serve.ts';

serve(self, namesHandlers);

import { imageHandlers } from './handlers/image.ts';
import { serve } from './serve.ts';

serve(self, imageHandlers);

import { imageHandlers } from './handlers/image.ts';
import { rehearse } from './rehearse.ts';
import { serve } from './serve.ts';

serve(self, imageHandlers);
void rehearse();

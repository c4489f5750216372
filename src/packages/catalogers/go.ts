import { openGoProgram } from '../binaries/go-program.ts';
import { nothing, type Cataloger } from '../cataloger.ts';

/** Programs and libraries of Go, also stripped ones. */
export const go: Cataloger = {
  id: 'go-build-info',
  title: 'build information of Go programs',
  magic: [0x7f, 0x45, 0x4c, 0x46],
  selects: () => true,
  mostBytes: Infinity,
  read({ bytes }) {
    const program = openGoProgram(bytes, bytes.length);
    program?.take(bytes);
    return program?.end() ?? nothing;
  },
  stream: (_path, head, size) => openGoProgram(head, size),
};

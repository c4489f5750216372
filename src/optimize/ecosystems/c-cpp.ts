import { basicEcosystem } from '../basic-ecosystem.ts';

export const cCpp = basicEcosystem({
  id: 'c-cpp',
  name: 'C and C++',
  tool: 'a C compiler',
  bases: [],
  commands: ['cmake', 'meson', 'ninja', 'gcc', 'g++', 'cc', 'c++', 'clang', 'clang++'],
  files: ['CMakeLists.txt', 'meson.build', 'configure.ac'],
  paths: [],
});

/**
 * A reporter for Vitest: which tests failed, once more as the last lines, where what is kept of a long output still has them.
 * @implements {import('vitest/node').Reporter}
 */
export default class FailedTests {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    for (const module of modules) {
      if (module.errors().length > 0) console.log(`Failed: ${module.relativeModuleId}, before its tests`);
      for (const test of module.children.allTests('failed'))
        console.log(`Failed: ${module.relativeModuleId} > ${test.fullName}`);
    }
  }
}
